import Catalog
import Exchange
import Kernel
import Synchronization

/// 真相与记录 — what is true of every resident, and what the departments hold of it: the same but for a few records that are
/// missing, old, doubled or empty, and a few that lie.
///
/// The truth is taken from the examples of the city's own items, so that a new item or a new resource needs nothing here.
final class CityLife: Sendable {
    /// A value of a record: as it is, or so many days before or after today.
    enum Value: Sendable, Equatable {
        case plain(String)
        case daysFromNow(Int)

        func text(on day: CivilDate) -> String {
            switch self {
            case .plain(let text): text
            case .daysFromNow(let days): day.adding(days: days).description
            }
        }
    }

    /// What is wrong with a whole record.
    enum Blemish: Sendable { case missing, stale, doubled, empty }

    struct Key: Hashable, Sendable {
        let resource: String
        let number: String
    }

    /// By resource and person, by field.
    private let truth: [Key: [String: Value]]
    private let blemishes: [Key: Blemish]
    /// 说错的 — the field that a record has wrong, and what it says. A department that is told corrects it.
    private let lies: Mutex<[Key: (field: String, value: Value)]>

    init(seed: UInt64, residents: [Resident], departments: [Department], items: [ServiceItem]) {
        let resources = departments.flatMap(\.resources)
        var (truth, blemishes) = ([Key: [String: Value]](), [Key: Blemish]())
        var lies: [Key: (field: String, value: Value)] = [:]
        for resident in residents {
            let writer = StoryWriter(seed: seed, resident: resident, items: items)
            for resource in resources {
                let key = Key(resource: resource.name, number: resident.number)
                truth[key] = writer.record(of: resource)
                var draws = Draws.about(seed, "quality \(resource.name) \(resident.number)")
                // Who cannot sign in does nothing: the population register knows everybody's name.
                let isRegister = resource.name == "人口信息"
                if !isRegister, draws.happens(permille: 50) {
                    blemishes[key] = draws.pick([.missing, .stale, .doubled, .empty])
                } else if draws.happens(permille: 60) {
                    lies[key] = writer.lie(about: resource, truth[key] ?? [:], &draws)
                }
            }
        }
        self.truth = truth
        self.blemishes = blemishes
        self.lies = Mutex(lies)
    }

    /// What the person knows to be true; `nil` where nobody knows.
    func truth(_ resource: String, _ field: String, of number: String, on day: CivilDate) -> String? {
        truth[Key(resource: resource, number: number)]?[field]?.text(on: day)
    }

    func isLie(_ resource: String, _ field: String, of number: String) -> Bool {
        lies.withLock { $0[Key(resource: resource, number: number)]?.field == field }
    }

    /// 更正 by the department.
    func correct(_ resource: String, of number: String) {
        lies.withLock { _ = $0.removeValue(forKey: Key(resource: resource, number: number)) }
    }

    /// The records as the department's own system gives them out.
    func records(_ query: SourceQuery, of number: String, at now: Instant) -> [SourceRecord] {
        let (resource, question) = (query.resource, query.predicate)
        let key = Key(resource: resource.name, number: number)
        guard var values = truth[key] else { return [] }
        if let lie = lies.withLock({ $0[key] }) { values[lie.field] = lie.value }
        if let question { values = [question.predicate.answer.name: values["\(question.call)"] ?? .plain("false")] }
        let record = RecordWriter(
            resource: resource,
            fields: question.map { [$0.predicate.answer] } ?? resource.fields.filter { query.fields.contains($0.name) },
            number: number, now: now)
        switch blemishes[key] {
        case .missing?: return []
        case .stale?: return [record.columns(values, ageDays: 2000)]
        case .empty?: return [record.columns([:], ageDays: 2)]
        case .doubled?:
            var other = values
            for field in resource.fields where field.kind == .choice { other[field.name] = nil }
            return [record.columns(values, ageDays: 2), record.columns(other, ageDays: 3)]
        case nil: return [record.columns(values, ageDays: 2)]
        }
    }
}

/// 写记录 — puts values into the columns, codes and formats of a department's own system.
struct RecordWriter {
    let resource: Resource
    /// Those that were asked for.
    let fields: [ResourceField]
    let number: String
    let now: Instant

    func columns(_ values: [String: CityLife.Value], ageDays: Int) -> SourceRecord {
        var columns: [String: String?] = [:]
        for field in fields {
            columns[field.column] = values[field.name].flatMap { raw($0.text(on: now.civilDate()), field) }
        }
        for (key, column) in resource.keys where key == Resource.subjectKey { columns[column] = number }
        if let stamp = resource.updatedAt {
            columns[stamp.column] = stamp.format.text(now.adding(seconds: Int64(-ageDays) * 86_400))
        }
        return SourceRecord(columns: columns)
    }

    private func raw(_ value: String, _ field: ResourceField) -> String? {
        if field.kind == .flag {
            let meaning = value == "true" ? "是" : "否"
            return field.codes.first { $0.value == meaning }?.key ?? meaning
        }
        if !field.codes.isEmpty { return field.codes.filter { $0.value == value }.keys.min() }
        guard field.kind == .date, let format = field.format, let day = CivilDate(value) else { return value }
        return format.text(day.at(second: 0))
    }
}
