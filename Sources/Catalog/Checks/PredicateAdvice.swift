import Decisions
import FEEL
import Kernel

/// 核验的建议 — finds values of which the rules need no more than a judgement that their source would give by yes or no, and
/// writes out what to put instead. Advice, not a fault: the item can be published as it is.
enum PredicateAdvice: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        guard let rules = source.rules?.rules, let edition = rules.editions.last else { return [] }
        let uses = FieldUses(edition, reasons: source.reader.reasons?.granted, routedBy: source.root["受理"]?.string("按"))
        return source.reader.readableFields.compactMap { field in
            guard let path = field.source, path.predicate == nil, field.holder == nil, !field.isAskable,
                let column = uses.onlyColumn(testing: field.name), let resource = source.known.resources[path.resource],
                let entry = source.fieldEntries.first(where: { $0.key == field.name })
            else { return nil }
            let asking = resource.predicates.values.filter { $0.fields == [path.field] }.sorted { $0.name < $1.name }
            let comparison = Comparison(field: field, column: column, edition: edition)
            let found = asking.lazy.compactMap { comparison.replacement(by: $0, of: resource.name) }.first
            return found.map { $0.finding(field.name, at: (entry.value["来源"] ?? entry.value).position) }
        }
    }
}

/// Where the rules of an item use its fields.
private struct FieldUses {
    private let model: DecisionModel
    private let definitions: [String: Set<String>]
    /// Facts that are told, paid by or routed by: their values are needed.
    private let told: Set<String>

    init(_ edition: ItemRules.Edition, reasons: String?, routedBy: String?) {
        model = edition.model
        var definitions: [String: Set<String>] = [:]
        for definition in model.definitions {
            definitions[definition.name] = Self.facts(definition.expression.freeNames, definitions)
        }
        self.definitions = definitions
        let spoken = reasons.map { SentenceTemplate(text: $0).names } ?? []
        let given = model.rules.flatMap { $0.outputs.flatMap(\.freeNames) }
        told = Self.facts(Set(spoken + given + [routedBy].compactMap(\.self)), definitions)
    }

    private static func facts(_ names: Set<String>, _ definitions: [String: Set<String>]) -> Set<String> {
        names.reduce(into: []) { $0.formUnion(definitions[$1] ?? [$1]) }
    }

    /// The one column that tests a fact, where nothing else uses it and the column tests nothing else.
    func onlyColumn(testing fact: String) -> Int? {
        guard !told.contains(fact) else { return nil }
        let inputs = Set(model.inputs.map(\.name)).subtracting(RuleNames.given)
        let facts = model.columns.map { Self.facts($0.expression.freeNames, definitions).intersection(inputs) }
        let columns = facts.indices.filter { facts[$0].contains(fact) }
        let tests = model.rules.flatMap { rule in rule.conditions.indices.filter { rule.conditions[$0].source != "-" } }
        guard columns.count == 1, facts[columns[0]] == [fact], tests.contains(columns[0]) else { return nil }
        return columns[0]
    }
}

/// The tests that a table makes of one fact, put to sample values beside a question of yes or no.
private struct Comparison {
    let field: InformationField
    let column: Int
    let edition: ItemRules.Edition

    /// What can be asked instead; `nil` where the question does not draw the same line as the tests.
    func replacement(by predicate: KnownSources.Predicate, of resource: String) -> Replacement? {
        guard predicate.parameters.count <= 1, let condition = condition(of: predicate) else { return nil }
        let arguments: [FactValue?] =
            predicate.parameters.isEmpty ? [nil] : candidates(of: predicate.parameters[0].type).map(Optional.some)
        for argument in arguments {
            let samples = samples(around: argument)
            let answers = samples.map { condition($0.value, argument, $0.day) }
            guard answers.contains(true), answers.contains(false), !answers.contains(nil),
                let readings = readings(samples, answers.compactMap(\.self))
            else { continue }
            let text = argument.map(\.storedText) ?? ""
            return Replacement(predicate: predicate.name, argument: text, resource: resource, readings: readings)
        }
        return nil
    }

    private typealias Sample = (value: FactValue, day: CivilDate)

    /// The words of the table, with what stands in their place; `nil` where one of them is neither the question nor its
    /// contrary.
    private func readings(_ samples: [Sample], _ answers: [Bool]) -> [(test: String, answer: Bool)]? {
        let tests = edition.model.rules.map { $0.conditions[column].source }.filter { $0 != "-" }.uniqued
        var readings: [(test: String, answer: Bool)] = []
        for test in tests {
            guard let model = model(of: test) else { return nil }
            let hits = samples.map { sample in
                model.evaluate(facts: facts(sample)).isGranted
            }
            if hits == answers {
                readings.append((test, true))
            } else if hits == answers.map({ !$0 }) {
                readings.append((test, false))
            } else {
                return nil
            }
        }
        return readings
    }

    private func facts(_ sample: Sample) -> [String: Value] {
        [
            field.name: Value(sample.value), RuleNames.applicationDay: .date(sample.day),
            RuleNames.determinationDay: .date(sample.day),
            RuleNames.month: .date(sample.day.adding(days: 1 - sample.day.day)),
        ]
    }

    /// A table of this one test.
    private func model(of test: String) -> DecisionModel? {
        let days = RuleNames.given.map { DecisionInput($0, .date) }
        let model = edition.model
        let definitions = model.definitions.filter { $0.expression.freeNames.isDisjoint(with: otherFacts) }
        let source = DecisionSource(
            inputs: [DecisionInput(field.name, field.type.feelType, allowedValues: field.choices)] + days,
            parameters: edition.parameters,
            definitions: definitions.map { "\($0.name) = \($0.expression.source.indented)" }.joined(separator: "\n"),
            table: "hit unique\n| 规则 | \(model.columns[column].name) || 结论 |\n| 甲 | \(test) || 准予 |\notherwise 转人工")
        return try? DecisionModel(source, zones: MachineZones.table)
    }

    /// Names that the table of one test does not have.
    private var otherFacts: Set<String> {
        let model = edition.model
        var others = Set(model.inputs.map(\.name)).subtracting(RuleNames.given + [field.name])
        for definition in model.definitions where !definition.expression.freeNames.isDisjoint(with: others) {
            others.insert(definition.name)
        }
        return others
    }

    private typealias Condition = (_ value: FactValue, _ argument: FactValue?, _ day: CivilDate) -> Bool?

    private func condition(of predicate: KnownSources.Predicate) -> Condition? {
        let parameter = predicate.parameters.first
        let looked = predicate.fields[0]
        let names = PredicateCheck.scope([(looked, field.type)] + (parameter.map { [($0.name, $0.type)] } ?? []))
        guard let expression = try? Expression.parse(predicate.condition, names: names) else { return nil }
        return { value, argument, day in
            var values = [looked: Value(value), PredicateCheck.today: .date(day)]
            if let parameter, let argument { values[parameter.name] = Value(argument) }
            return expression.evaluate(in: Scope(names, values)).boolean
        }
    }

    /// What the parameter might be: the numbers and words that stand in the rules.
    private func candidates(of type: FieldType) -> [FactValue] {
        guard type.factKind == .number else { return field.choices.map(FactValue.text) }
        let texts =
            edition.model.rules.map { $0.conditions[column].source }
            + edition.model.definitions.map(\.expression.source)
        let written = texts.flatMap { $0.split { !"0123456789.".contains($0) } }
        let standards = edition.parameters.flatMap { parameter -> [Decimal128] in
            switch parameter.value {
            case .number(let number): [number]
            case .context(let context): context.entries.compactMap(\.value.number)
            default: []
            }
        }
        let ranges = written.flatMap { $0.components(around: "..") }
        return (ranges.compactMap { Decimal128($0) } + standards).uniqued.map(FactValue.number)
    }

    /// Values on both sides of every line that the rules or the question could draw.
    private func samples(around argument: FactValue?) -> [Sample] {
        let days = ["2026-06-15", "2028-02-29"].compactMap { CivilDate($0) }
        return days.flatMap { day in values(around: argument, on: day).map { (value: $0, day: day) } }
    }

    private func values(around argument: FactValue?, on day: CivilDate) -> [FactValue] {
        let numbers = candidates(of: .number).compactMap { if case .number(let number) = $0 { number } else { nil } }
        switch field.type.factKind {
        case .flag: return [.flag(true), .flag(false)]
        case .text: return field.choices.map(FactValue.text)
        case .number:
            let one = Decimal128(1)
            let near = numbers.flatMap { [$0.subtracting(one), $0, $0.adding(one)].compactMap(\.self) }
            return ([Decimal128(0), Decimal128(1_000_000)] + near).map(FactValue.number)
        case .date:
            let counts = [0] + numbers.compactMap { Int($0.description) }.filter { (1...200).contains($0) }
            return counts.flatMap { count in
                [
                    day.adding(months: -12 * count), day.adding(months: -count), day.adding(days: -count),
                    day.adding(days: count),
                ]
                .flatMap { [$0.adding(days: -1), $0, $0.adding(days: 1)] }
            }.uniqued.map(FactValue.date)
        }
    }
}

/// What can be asked in the place of a value.
private struct Replacement {
    let predicate: String
    let argument: String
    let resource: String
    let readings: [(test: String, answer: Bool)]

    func finding(_ field: String, at position: FilePosition) -> Finding {
        let words = readings.map { "\($0.test) → \($0.answer)" }.joined(separator: "；")
        return Complaint.predicateWouldDo.with([
            "name": field, "field": predicate + argument.filter { $0 != "." },
            "source": "\(resource).\(predicate)(\(argument))", "words": words,
        ]).at(position).asAdvice
    }
}

extension Substring {
    fileprivate func components(around separator: String) -> [String] {
        split(separator: separator).map(String.init)
    }
}

extension String {
    /// A definition of several lines goes on where its lines are indented.
    fileprivate var indented: String { split(separator: "\n").joined(separator: "\n  ") }
}

extension Complaint {
    fileprivate static let predicateWouldDo = Complaint(
        "item.predicateWouldDo", zh: "“{name}”只用来做一个判断，问来源是或否就够了",
        en: "“{name}” serves one judgement only, for which yes or no from its source is enough",
        adviceZH: "改写成“{field}: { 来源: {source}, 类型: 是否 }”，决定表里写 {words}；授权里也这样写",
        adviceEN: "write “{field}: { 来源: {source}, 类型: 是否 }”, in the table {words}, and the same in the grant")
}
