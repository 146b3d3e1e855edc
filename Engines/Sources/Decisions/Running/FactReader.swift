import FEEL
import Kernel

/// Takes the facts of a decision out of a JSON object, each as the type that the decision declares for it. Members that
/// are no inputs are passed over.
struct FactReader: Sendable {
    private let names: TextTable
    private let types: [FEELType]

    init(_ inputs: [DecisionInput]) {
        names = TextTable(inputs.map(\.name))
        types = inputs.map(\.type)
    }

    /// Calls `learn` with the place of each input that the object holds.
    @inline(__always)
    func read(_ json: JSON, _ learn: (Int, Value) -> Void) {
        guard case .object(let members) = json else { return }
        for (position, member) in members.enumerated() {
            guard let index = place(of: member.key, guess: position) else { continue }
            learn(index, Value(member.value, as: types[index]))
        }
    }

    /// Members mostly come in the order in which the inputs were declared.
    @inline(__always)
    private func place(of name: String, guess: Int) -> Int? {
        guess < types.count && names.holds(name, at: guess) ? guess : names.index(of: name)
    }
}

extension Value {
    /// What a JSON value means where a type is declared: texts of days, times and durations become these. Whether the
    /// value then is of the type is for the caller to see.
    init(_ json: JSON, as type: FEELType) {
        switch (json, type) {
        case (.string(let text), .date): self = CivilDate(text).map(Value.date) ?? .string(text)
        case (.string(let text), .time), (.string(let text), .dateTime), (.string(let text), .months),
            (.string(let text), .duration):
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
