import FEEL
import Kernel

/// Takes the facts of a decision out of a JSON object, each as the type that the decision declares for it. Members that
/// are no inputs are passed over.
struct FactReader: Sendable {
    private let names: TextTable
    private let types: [FEELType]
    private let ways: [Way]

    /// How a value is read: by the look of it, as a day, or by what the declared type says of its parts.
    private enum Way: UInt8 { case plain, day, typed }

    init(_ inputs: [DecisionInput]) {
        names = TextTable(inputs.map(\.name))
        types = inputs.map(\.type)
        ways = inputs.map { input in
            switch input.type {
            case .any, .null, .boolean, .number, .string, .function: .plain
            case .date: .day
            default: .typed
            }
        }
    }

    /// Calls `learn` with the place of each input that the object holds.
    @inline(__always)
    func read(_ json: JSON, _ learn: (Int, Value) -> Void) {
        guard case .object(let members) = json else { return }
        for position in members.indices {
            // Members mostly come in the order in which the inputs were declared.
            let isExpected = position < ways.count && names.holds(members[position].key, at: position)
            guard let index = isExpected ? position : names.index(of: members[position].key) else { continue }
            learn(index, value(members[position].value, index))
        }
    }

    @inline(__always)
    private func value(_ json: JSON, _ index: Int) -> Value {
        switch ways[index] {
        case .plain: Value(json)
        case .day:
            if case .string(let text) = json, let date = CivilDate(text) { .date(date) } else { Value(json) }
        case .typed: Value(json, as: types[index])
        }
    }
}

extension Value {
    /// What a JSON value means where a type is declared: texts of days, times and durations become these. Whether the
    /// value then is of the type is for the caller to see.
    init(_ json: JSON, as type: FEELType) {
        switch (json, type) {
        case (.string(let text), .date), (.string(let text), .time), (.string(let text), .dateTime),
            (.string(let text), .months), (.string(let text), .duration):
            self = Value.temporal(text) ?? .string(text)
        case (.array(let elements), .list(let element)): self = .list(elements.map { Value($0, as: element) })
        case (.object(let members), .context):
            self = .context(Context(members.map { Context.Entry($0.key, Value($0.value, as: type.entry($0.key))) }))
        default: self.init(json)
        }
    }
}

extension FEELType {
    /// The type that is declared for an entry of a context.
    fileprivate func entry(_ name: String) -> FEELType {
        guard case .context(let entries) = self else { return .any }
        return entries.first { $0.name == name }?.type ?? .any
    }
}
