import FEEL

/// 数据类型 — a type as a model declares it, with what its values must pass.
indirect enum ItemType: Sendable {
    case feel(FEELType)
    /// A named type of a model, by its place in `ItemTypes`: types may speak of themselves.
    case defined(Int)
    case list(ItemType)
    case record([Component])
    /// A function, and what becomes of its result.
    case function(parameters: [ItemType], output: ItemType?)
    /// A type with tests that each value must pass; tests of a list as a whole never look at its elements.
    case constrained(ItemType, UnaryTests, asWhole: Bool)

    struct Component: Sendable {
        let name: String
        let type: ItemType
    }

    static let any = ItemType.feel(.any)
}

/// All named types of a model and its imports.
struct ItemTypes: Sendable {
    var definitions: [ItemType] = []
    /// The same as FEEL sees them.
    var feelTypes: [FEELType] = []

    /// The type without the names that lead to it and without constraints.
    func resolved(_ type: ItemType) -> ItemType {
        var type = type
        // Names lead to names only so far; one that leads in a circle is any.
        for _ in 0...ItemTypes.namesMax {
            switch type {
            case .defined(let index): type = definitions[index]
            case .constrained(let base, _, _): type = base
            default: return type
            }
        }
        return .any
    }

    /// Names and constraints one behind the other.
    static let namesMax = 50

    /// The type as FEEL sees it; where a type speaks of itself, what it says there is any.
    func feelType(_ type: ItemType) -> FEELType {
        switch type {
        case .feel(let type): type
        case .defined(let index): feelTypes.indices.contains(index) ? feelTypes[index] : .any
        case .list(let element): .list(feelType(element))
        case .record(let components): .context(components.map { FEELType.Entry($0.name, feelType($0.type)) })
        case .function: .function
        case .constrained(let base, _, _): feelType(base)
        }
    }

    /// The type of a component, e.g. of `tApplicant.income`.
    func component(_ name: String, of type: ItemType) -> ItemType? {
        switch resolved(type) {
        case .record(let components): components.first { $0.name == name }?.type
        case .list(let element): component(name, of: element)
        default: nil
        }
    }

    /// What a value becomes where this type is asked for (DMN 1.5 §10.3.2.9.4): itself, the one element of a list, a
    /// list of one, the beginning of a day; `nil` where it does not conform. null conforms to every type.
    func conforming(_ value: Value, to type: ItemType, _ frame: inout Frame) -> Value? {
        if value.isNull || admits(value, type, &frame) { return value }
        if case .list(let elements) = value, elements.count == 1, admits(elements[0], type, &frame) {
            return elements[0]
        }
        if case .list(let element) = resolved(type), admits(value, element, &frame) {
            let list = Value.list([value])
            return admits(list, type, &frame) ? list : nil
        }
        guard case .date(let date) = value else { return nil }
        let midnight = Value.dateTime(.utcMidnight(of: date))
        return admits(midnight, type, &frame) ? midnight : nil
    }

    /// Whether a value is of the type and passes what the type asks of it; null passes.
    func admits(_ value: Value, _ type: ItemType, _ frame: inout Frame) -> Bool {
        if value.isNull { return true }
        switch type {
        case .feel(let type): return type.admits(value)
        case .defined(let index): return admits(value, definitions[index], &frame)
        case .list(let element):
            guard case .list(let values) = value else { return false }
            guard frame.spend(values.count) else { return false }
            for value in values where !admits(value, element, &frame) { return false }
            return true
        case .record(let components):
            guard case .context(let context) = value, frame.spend(components.count) else { return false }
            for component in components {
                guard let entry = context[component.name], admits(entry, component.type, &frame) else { return false }
            }
            return true
        case .function(let parameters, _):
            guard case .function(let function) = value else { return false }
            return parameters.isEmpty || function.parameters.count == parameters.count
        case .constrained(let base, let tests, let asWhole):
            guard admits(value, base, &frame) else { return false }
            return tests.matches(value, &frame) == true || !asWhole && elementsPass(value, tests, &frame)
        }
    }

    private func elementsPass(_ value: Value, _ tests: UnaryTests, _ frame: inout Frame) -> Bool {
        guard case .list(let values) = value else { return false }
        for value in values where tests.matches(value, &frame) != true { return false }
        return true
    }

    /// The edge of a type; `nil` where anything may pass.
    func edge(_ type: ItemType?) -> Composer.Edge? {
        guard let type else { return nil }
        if case .feel(.any) = resolved(type) { return nil }
        return { value, frame in
            guard let result = conforming(value, to: type, &frame) else {
                frame.journal.note(.fault(GraphSentence.notConforming(value, to: feelType(type))))
                return nil
            }
            return result
        }
    }
}
