import FEEL
import Kernel

/// Values worth trying for a fact, the plainest first: those that some expression or cell compares with, their
/// neighbours, and a spread of others.
struct FactPool {
    private let literals: [Value]
    private let day: CivilDate

    /// `literals`: values that stand in whatever reads the fact. `day`: around which other days are tried.
    init(literals: [Value], day: CivilDate) {
        self.literals = literals
        self.day = day
    }

    func values(for input: DecisionInput) -> [Value] {
        let values = input.allowedValues.isEmpty ? values(of: input.type) : input.allowedValues.map(Value.string)
        return values.filter(input.admits)
    }

    func values(of type: FEELType, depth: Int = 0) -> [Value] {
        switch type {
        case .boolean: [true, false]
        case .number: numbers
        case .string: texts
        case .date: days.map(Value.date)
        case .list(let element): depth < 3 ? lists(of: element, depth: depth + 1) : []
        case .context(let entries): depth < 3 ? contexts(of: entries, depth: depth + 1) : []
        case .any: [true, false] + numbers + texts
        case .dateTime: distinct(own(.dateTime) + days.map { .dateTime(DateTime($0, .midnight)) })
        case .time:
            distinct(own(.time) + (0..<24).compactMap { TimeOfDay(hour: $0, minute: 0, second: 0) }.map(Value.time))
        case .months: distinct(own(.months) + (0...12).map { .months($0 * $0) })
        case .duration:
            distinct(own(.duration) + [0, 1, 7, 30, 365, 3650].map { .duration(DayTimeDuration(days: $0)) })
        default: []
        }
    }

    private func own(_ kind: FEELType) -> [Value] { literals.filter { $0.type == kind } }

    private var numbers: [Value] {
        let one = Decimal128.one
        let near = own(.number).compactMap(\.number).flatMap { [$0, $0.adding(one), $0.subtracting(one)] }
        // Years are compared with the year of the day.
        let years = [day.year, day.year + 1, day.year - 1].map { Value.number(Decimal128($0)) }
        let spread = [0, 1, 2, 5, 10, 50, 100, 1000, 10_000, 100_000, 1_000_000, 1_000_000_000]
        return distinct(near.compactMap { $0 }.map(Value.number) + years + spread.map { .number(Decimal128($0)) })
    }

    private var texts: [Value] {
        let near = own(.string).compactMap(\.string)
        return distinct(near.map(Value.string) + near.map { .string($0 + "02") } + [.string(Sample.otherText)])
    }

    /// The day itself, a human life back in years, a generation ahead, and the days between in finer steps.
    private var days: [CivilDate] {
        let near = own(.date).compactMap(\.date).flatMap { [$0, $0.adding(days: 1), $0.adding(days: -1)] }
        let steps = [1, 3, 7, 15, 30, 60, 90, 180, 270].flatMap { [-$0, $0] }.map { day.adding(days: $0) }
        let past = (1...120).map { day.adding(months: -12 * $0) }
        let future = (1...30).map { day.adding(months: 12 * $0) }
        return near + [day] + steps + past + future
    }

    /// None, one, and two elements.
    private func lists(of element: FEELType, depth: Int) -> [Value] {
        let elements = values(of: element, depth: depth).prefix(24)
        guard let first = elements.first else { return [.list([])] }
        return [.list([])] + elements.map { .list([$0]) } + elements.dropFirst().map { .list([first, $0]) }
    }

    /// Each entry varied in turn.
    private func contexts(of entries: [FEELType.Entry], depth: Int) -> [Value] {
        let choices = entries.map { values(of: $0.type, depth: depth).prefix(12) }
        guard !choices.contains(where: \.isEmpty) else { return [] }
        let base = Context(zip(entries, choices).map { Context.Entry($0.name, $1[0]) })
        var result = [Value.context(base)]
        for (entry, values) in zip(entries, choices) {
            for value in values.dropFirst() {
                var other = base
                other[entry.name] = value
                result.append(.context(other))
            }
        }
        return result
    }

    private func distinct(_ values: [Value]) -> [Value] {
        var result: [Value] = []
        for value in values.prefix(400) where !result.contains(where: { $0.equals(value) == true }) {
            result.append(value)
        }
        return result
    }
}
