import FEEL
import Kernel

/// Finds the types of a model and its imports by their names (DMN 1.5 §7.3.3).
struct TypeReader {
    /// A model with the names under which it sees others.
    let models: [LoadedModel]
    let zones: ZoneTable
    private(set) var types = ItemTypes()
    private(set) var problems: [ModelProblem] = []
    /// Places of the named types of each model.
    private var places: [[String: Int]] = []

    init(_ models: [LoadedModel], _ zones: ZoneTable) {
        self.models = models
        self.zones = zones
        for model in models {
            var names: [String: Int] = [:]
            for item in model.definitions.itemDefinitions {
                names[item.name] = types.definitions.count
                types.definitions.append(.any)
            }
            places.append(names)
        }
        types.feelTypes = Array(repeating: .any, count: types.definitions.count)
        for (index, model) in models.enumerated() {
            for item in model.definitions.itemDefinitions {
                guard let place = places[index][item.name] else { continue }
                types.definitions[place] = type(item, model: index, depth: 0)
            }
        }
        breakCircles()
        nameForFEEL()
    }

    /// A name that leads to names only, and back to itself, means nothing: it is any.
    private mutating func breakCircles() {
        for (index, model) in models.enumerated() {
            for (name, place) in places[index].sorted(by: { $0.value < $1.value }) where !leadsSomewhere(place) {
                types.definitions[place] = .any
                problems.append(ModelProblem(model, name, GraphSentence.circle))
            }
        }
    }

    private func leadsSomewhere(_ place: Int) -> Bool {
        var type = types.definitions[place]
        for _ in 0..<ItemTypes.namesMax {
            switch type {
            case .defined(let next): type = types.definitions[next]
            case .constrained(let base, _, _): type = base
            default: return true
            }
        }
        return false
    }

    /// Types that FEEL texts of a model may name.
    func names(in model: Int) -> [(name: String, type: FEELType)] {
        var result = places[model].map { (name: $0.key, type: types.feelTypes[$0.value]) }
        for (alias, other) in models[model].aliases where other != model {
            result += places[other].map { entry in
                (name: alias.isEmpty ? entry.key : "\(alias).\(entry.key)", type: types.feelTypes[entry.value])
            }
        }
        return result.sorted { $0.name < $1.name }
    }

    private mutating func type(_ item: DMN.ItemDefinition, model: Int, depth: Int) -> ItemType {
        guard depth < 50 else { return .any }
        var type: ItemType
        if !item.components.isEmpty {
            type = .record(
                item.components.map { component in
                    ItemType.Component(name: component.name, type: self.type(component, model: model, depth: depth + 1))
                })
        } else if let function = item.function {
            type = .function(
                parameters: function.parameters.map { found($0.type, item.name, model) },
                output: function.output.map { found($0, item.name, model) })
        } else {
            type = found(item.type, item.name, model)
        }
        if let allowed = item.allowedValues { type = constrained(type, allowed, false, item.name, model) }
        if item.isCollection { type = .list(type) }
        if let constraint = item.typeConstraint { type = constrained(type, constraint, true, item.name, model) }
        return type
    }

    private mutating func constrained(
        _ type: ItemType, _ text: DMN.Text, _ asWhole: Bool, _ element: String, _ model: Int
    ) -> ItemType {
        if text.isBlank { return type }
        do throws(FEELError) {
            return .constrained(
                type, try UnaryTests.parse(text.source, names: NameScope(zones: zones)), asWhole: asWhole)
        } catch {
            problems.append(ModelProblem(models[model], element, text, error))
            return type
        }
    }

    private mutating func found(_ reference: DMN.TypeReference?, _ element: String, _ model: Int) -> ItemType {
        guard let reference else { return .any }
        if let type = self.type(reference, in: model) { return type }
        problems.append(ModelProblem(models[model], element, GraphSentence.unknownType(reference.name)))
        return .any
    }

    /// The type that a reference of a model means; `nil` where there is none.
    func type(_ reference: DMN.TypeReference, in model: Int) -> ItemType? {
        let name = reference.name
        if let namespace = reference.namespace, !DMN.isFEELNamespace(namespace) {
            if let home = models.firstIndex(where: { $0.definitions.namespace == namespace }) {
                return type(named: name, home: home)
            }
        }
        return FEELType(dmnName: name).map(ItemType.feel) ?? type(named: name, home: model)
            ?? imported(name, in: model)
    }

    /// `name`, or `name.component`.
    private func type(named name: String, home: Int) -> ItemType? {
        if let place = places[home][name] { return .defined(place) }
        guard let point = name.lastIndex(of: "."), let base = type(named: String(name[..<point]), home: home) else {
            return nil
        }
        return types.component(String(name[name.index(after: point)...]), of: base)
    }

    private func imported(_ name: String, in model: Int) -> ItemType? {
        for (alias, other) in models[model].aliases where other != model {
            if alias.isEmpty, let type = type(named: name, home: other) { return type }
            guard !alias.isEmpty, name.hasPrefix(alias + ".") else { continue }
            if let type = type(named: String(name.dropFirst(alias.count + 1)), home: other) { return type }
        }
        return nil
    }

    /// Unfolds the named types for FEEL. A type that speaks of itself, or that unfolds to more than anyone could mean, is
    /// any from there on.
    private mutating func nameForFEEL() {
        var sizes: [Int?] = Array(repeating: nil, count: types.definitions.count)
        var open: Set<Int> = []
        for place in types.definitions.indices { _ = unfold(place, &sizes, &open) }
    }

    private static let sizeMax = 5000

    private mutating func unfold(_ place: Int, _ sizes: inout [Int?], _ open: inout Set<Int>) -> Int {
        if let size = sizes[place] { return size }
        guard open.count < 100, open.insert(place).inserted else { return 1 }
        defer { open.remove(place) }
        let size = self.size(types.definitions[place], &sizes, &open)
        if size <= TypeReader.sizeMax { types.feelTypes[place] = types.feelType(types.definitions[place]) }
        let counted = size <= TypeReader.sizeMax ? size : 1
        sizes[place] = counted
        return counted
    }

    private mutating func size(_ type: ItemType, _ sizes: inout [Int?], _ open: inout Set<Int>) -> Int {
        switch type {
        case .feel, .function: 1
        case .defined(let place): unfold(place, &sizes, &open)
        case .list(let element), .constrained(let element, _, _): 1 + size(element, &sizes, &open)
        case .record(let components):
            components.reduce(1) { min(TypeReader.sizeMax + 1, $0 + size($1.type, &sizes, &open)) }
        }
    }
}

extension FEELType {
    /// A type of FEEL by the name that DMN gives it, those of earlier versions and of common modelers included.
    init?(dmnName name: String) {
        switch name {
        case "Any", "any": self = .any
        case "number", "integer", "long", "double": self = .number
        case "string": self = .string
        case "boolean": self = .boolean
        case "date": self = .date
        case "time": self = .time
        case "date and time", "dateTime": self = .dateTime
        case "days and time duration", "dayTimeDuration": self = .duration
        case "years and months duration", "yearMonthDuration": self = .months
        case "context", "Context": self = .context([])
        case "list", "List": self = .list(.any)
        case "function": self = .function
        case "Null": self = .null
        default: return nil
        }
    }
}
