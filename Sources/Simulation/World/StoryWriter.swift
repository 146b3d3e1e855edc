import Catalog
import Exchange
import Kernel

/// 编排 — draws what is true of one resident: the example of the main item first, then an example of each other item where it
/// does not contradict, and what no example speaks of by its kind.
struct StoryWriter {
    /// Days of an example that lie this near to its own day move on with the calendar: a licence runs out six weeks from now.
    private static let nearDays = 800

    let seed: UInt64
    let resident: Resident
    /// Told by examples, by `resource.field`.
    private let told: [String: CityLife.Value]
    private let questions: [SourcePath]

    init(seed: UInt64, resident: Resident, items: [ServiceItem]) {
        self.seed = seed
        self.resident = resident
        var told: [String: CityLife.Value] = [:]
        if let story = resident.story { Self.tell(story, of: resident.mainItem, &told) }
        var draws = Draws.about(seed, "stories \(resident.number)")
        for item in items where item.id != resident.mainItem.id && !item.examples.isEmpty {
            Self.tell(draws.pick(item.examples), of: item, &told)
        }
        self.told = told
        let sources = Set(items.flatMap(\.informationFields).compactMap(\.source))
        questions = sources.filter { PredicateCall($0.field) != nil }.sorted { "\($0)" < "\($1)" }
    }

    private static func tell(_ example: ItemExample, of item: ServiceItem, _ told: inout [String: CityLife.Value]) {
        for field in item.informationFields {
            guard let source = field.source, let fact = example.facts[field.name] else { continue }
            let key = "\(source)"
            if told[key] == nil { told[key] = value(fact, of: example) }
        }
    }

    private static func value(_ fact: FactValue, of example: ItemExample) -> CityLife.Value {
        if case .date(let date) = fact {
            let distance = date.daysSinceEpoch - example.day.daysSinceEpoch
            if abs(distance) < nearDays { return .daysFromNow(distance) }
        }
        return .plain(fact.storedText)
    }

    func record(of resource: Resource) -> [String: CityLife.Value] {
        var record: [String: CityLife.Value] = [:]
        for field in resource.fields {
            record[field.name] = told["\(resource.name).\(field.name)"] ?? usual(field, of: resource)
        }
        // Questions of yes or no, under the names by which items ask them: `年满(80)`.
        for question in questions where question.resource == resource.name {
            record[question.field] =
                told["\(question)"]
                ?? .plain(Draws.saysYes(seed, "\(question) \(resident.number)") ? "true" : "false")
        }
        return record
    }

    /// What a record says where no example has anything to say.
    private func usual(_ field: ResourceField, of resource: Resource) -> CityLife.Value {
        var draws = Draws.about(seed, "usual \(resource.name).\(field.name) \(resident.number)")
        switch field.kind {
        case .text: return .plain(field.name == "姓名" ? resident.name : "示例\(draws.below(900) + 100)号")
        case .choice: return .plain(draws.pick(Self.choices(of: field)))
        case .date: return .daysFromNow(draws.within(-700...700))
        case .flag: return .plain(draws.happens(permille: 900) ? "true" : "false")
        case .number, .money: return .plain(String(draws.below(60)))
        case .division: return .plain(draws.happens(permille: 900) ? "339902" : "338802")
        case .residentID: return .plain(resident.number)
        case .phone: return .plain(resident.phone)
        case .bankAccount: return .plain("62284800\(10_000_000_000 + draws.below(1_000_000_000))")
        }
    }

    /// One field or answer said wrongly; `nil` where a resource has none that can be.
    func lie(
        about resource: Resource, _ record: [String: CityLife.Value], _ draws: inout Draws
    ) -> (field: String, value: CityLife.Value)? {
        let asked = questions.filter { $0.resource == resource.name }.map(\.field)
        if !asked.isEmpty, draws.happens(permille: 500) {
            let question = draws.pick(asked)
            return (question, .plain(record[question] == .plain("true") ? "false" : "true"))
        }
        let fields = resource.fields.filter { [.date, .choice, .flag, .number].contains($0.kind) }
        guard !fields.isEmpty else { return nil }
        let field = draws.pick(fields)
        switch (field.kind, record[field.name]) {
        case (.date, .plain(let text)?):
            guard let day = CivilDate(text) else { return nil }
            return (field.name, .plain(day.adding(days: -366).description))
        case (.date, .daysFromNow(let days)?): return (field.name, .daysFromNow(days + 200))
        case (.flag, .plain(let text)?): return (field.name, .plain(text == "true" ? "false" : "true"))
        case (.number, _): return (field.name, .plain(String(draws.within(1...40))))
        case (_, .plain(let text)?):
            let others = Self.choices(of: field).filter { $0 != text }
            return others.isEmpty ? nil : (field.name, .plain(draws.pick(others)))
        default: return nil
        }
    }

    private static func choices(of field: ResourceField) -> [String] {
        field.values.isEmpty ? Set(field.codes.values).sorted() : field.values
    }
}
