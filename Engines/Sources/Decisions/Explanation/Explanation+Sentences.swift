import FEEL
public import Kernel

extension Explanation {
    /// 对申请人说的话 — what was decided, what it rests on or what is missing, and what happens next.
    public func sentences(_ background: Background = Background()) -> [Phrase] {
        switch verdict {
        case .granted(let rule, let outputs): granted(rule, outputs, background.laws[rule])
        case .referred(let reasons):
            reasons.map(missing) + [Explanation.personDecides] + (background.qualification?.sentences.prefix(1) ?? [])
        }
    }

    private static let personDecides = Phrase(
        "decision.explained.person", zh: "由工作人员核对后决定，系统不会自动拒绝。",
        en: "A member of staff will check and decide; the system never refuses by itself.")

    private func granted(_ name: String, _ outputs: [DecisionOutput], _ law: Phrase?) -> [Phrase] {
        var sentences = [
            outputs.isEmpty
                ? Phrase("decision.explained.granted", zh: "符合“{rule}”，准予。", en: "Granted by “{rule}”.", ["rule": name])
                : Phrase(
                    "decision.explained.grantedWith", zh: "符合“{rule}”，准予：{outputs}。",
                    en: "Granted by “{rule}”: {outputsEnglish}.", ["rule": name]
                ).with("outputs", .list(outputs.map { Explanation.reading($0.name, $0.value) }, zh: "，", en: ", "))
        ]
        let rule = model.rules.firstIndex { $0.name == name } ?? 0
        let readings = model.plan.cells(ofRule: rule).map { cell in
            Explanation.reading(model.columns[cell.column].name, evaluation.known(cell.slot) ?? .null)
        }
        if !readings.isEmpty {
            sentences.append(
                Phrase(
                    "decision.explained.facts", zh: "依据的情况：{facts}。", en: "What it rests on: {factsEnglish}."
                ).with("facts", .list(readings, zh: "，", en: ", ")))
        }
        if let law {
            sentences.append(
                Phrase("decision.explained.law", zh: "依据的规定：{law}。", en: "By law: {lawEnglish}.").with("law", law))
        }
        return sentences
    }

    /// `年龄为 83`
    private static func reading(_ name: String, _ value: Value) -> Phrase {
        Phrase("decision.explained.reading", zh: "{name}{value}", en: "{name} {valueEnglish}", ["name": name])
            .with("value", value.words)
    }

    private func missing(_ reason: ReferralReason) -> Phrase {
        switch reason.kind {
        case .unknown:
            Phrase(
                "decision.explained.unknown", zh: "有信息现在还不能确认：{names}。",
                en: "Not known for certain yet: {namesEnglish}.", Explanation.names(reason.names))
        case .noRule:
            Phrase(
                "decision.explained.unmet", zh: "现在还不符合：{needs}。", en: "Not met yet: {needsEnglish}."
            ).with("needs", .list(needs(ofRules: reason.rules), zh: "；", en: "; "))
        case .ambiguous:
            Phrase(
                "decision.explained.ambiguous", zh: "符合的规则可能不止一条：{names}。",
                en: "More than one rule may apply: {namesEnglish}.", Explanation.names(reason.rules))
        case .output:
            Phrase(
                "decision.explained.output", zh: "条件符合，但还算不出：{names}。",
                en: "The conditions are met, but this cannot be computed yet: {namesEnglish}.",
                Explanation.names(reason.names))
        }
    }

    private static func names(_ names: [String]) -> [String: String] {
        ["names": names.joined(separator: "、"), "namesEnglish": names.joined(separator: ", ")]
    }

    /// What the rules ask for that came nearest: where they lack one and the same column, what any of them asks for
    /// there; else what the first of them lacks.
    private func needs(ofRules names: [String]) -> [Phrase] {
        let wanted = Set(names)
        let rules = model.rules.indices.filter { wanted.contains(model.rules[$0].name) }.prefix(Explanation.rulesNamed)
        guard !rules.isEmpty else { return [] }
        let lacks = rules.map(lacking)
        let alike = zip(rules, lacks).filter { $1 == lacks[0] }.map(\.0)
        return lacks[0].map { column in
            let requirement = model.requirement(ofRules: lacks[0].count == 1 ? alike : [rules[0]], column: column)
            guard let value = evaluation.known(model.plan.columnSlots[column]) else {
                return Phrase(
                    "decision.explained.needUnknown", zh: "要求{need}，现在不能确认",
                    en: "{needEnglish} is required, which is not known now"
                ).with("need", requirement.phrase)
            }
            return Phrase(
                "decision.explained.need", zh: "要求{need}，现在是{value}",
                en: "{needEnglish} is required, now it is {valueEnglish}"
            ).with("need", requirement.phrase).with("value", value.words)
        }
    }

    /// So many rules may be meant where something is said of several.
    private static let rulesNamed = 24

    private func lacking(_ rule: Int) -> [Int] {
        var evaluation = evaluation
        return model.plan.cells(ofRule: rule).filter { evaluation.outcome($0).outcome != .hit }.map(\.column)
    }
}

extension DecisionModel {
    /// What one of several rules asks for in a column.
    fileprivate func requirement(ofRules rules: [Int], column: Int) -> Requirement {
        let name = columns[column].name
        let cells = rules.map { self.rules[$0].conditions[column] }
        guard cells.allSatisfy(\.isFixed) else {
            let sources = cells.map(\.source).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            return Requirement(name, spans: [], test: sources.joined(separator: " / "))
        }
        let space = TableSpace(
            outline(ofRules: rules, columns: [column]), meter: SearchMeter(steps: CheckLimits().trialSteps))
        var wanted = space.boxes[0].possible[0]
        for box in space.boxes.dropFirst() { wanted.formUnion(box.possible[0]) }
        return Requirement(name, wanted, of: space.sides[0].axis)
    }
}
