public import FEEL
public import Kernel

/// 备好的决定 — one decision of a graph with everything looked up that does not change from one evaluation to the next:
/// for those who ask the same question many times.
public struct PreparedDecision: Sendable {
    let graph: DecisionGraph
    let target: Int
    /// Decisions to compute, each after those that it needs.
    let order: [Int]
    /// Elements of the inputs.
    let places: [Int]
    private let names: TextTable
    /// Whether a JSON value says itself what it is.
    private let isPlain: [Bool]

    init(_ graph: DecisionGraph, target: Int, order: [Int], places: [Int]) {
        self.graph = graph
        self.target = target
        self.order = order
        self.places = places
        names = TextTable(places.map { graph.nodes[$0].name })
        isPlain = places.map { place in
            guard let type = graph.nodes[place].type else { return true }
            if case .feel(.number) = type { return true }
            if case .feel(.string) = type { return true }
            if case .feel(.boolean) = type { return true }
            return false
        }
    }

    /// The decision that was prepared.
    public var name: String { graph.nodes[target].name }
    /// Input data that the decision depends on, directly or through others; their values go in this order.
    public var inputs: [DecisionGraph.Element] { places.map(graph.element) }

    /// Evaluates on one value for each input; null is unknown.
    public func evaluate(
        _ values: [Value], options: DecisionGraph.Options = DecisionGraph.Options()
    ) -> DecisionGraph.Outcome {
        precondition(values.count == places.count, "one value for each input of the decision")
        var frame = graph.frame(options)
        var run = GraphRun(count: graph.nodes.count)
        for (place, value) in zip(places, values) { run.supply(place, value, to: graph.nodes[place], &frame) }
        return graph.outcome(of: target, order, &run, &frame)
    }

    /// What a JSON object says of the inputs, each by its name and read as its type; null where it says nothing.
    public func values(from json: JSON) -> [Value] {
        var values = Array(repeating: Value.null, count: places.count)
        guard case .object(let members) = json else { return values }
        for position in members.indices {
            // Members mostly come in the order of the inputs.
            let isExpected = position < places.count && names.holds(members[position].key, at: position)
            guard let index = isExpected ? position : names.index(of: members[position].key) else { continue }
            let member = members[position].value
            values[index] = isPlain[index] ? Value(member) : value(member, of: places[index])
        }
        return values
    }

    private func value(_ json: JSON, of place: Int) -> Value {
        graph.types.value(json, as: graph.nodes[place].type ?? .any, graph.zones)
    }
}

extension DecisionGraph {
    /// Looks up a decision; `nil` where there is none of that name.
    public func prepare(_ decision: String) -> PreparedDecision? {
        guard let target = places(of: decision, nil, [.decision]).first else { return nil }
        let order = order(for: target, given: GraphRun(count: nodes.count))
        var inputs: [Int] = []
        for place in order.flatMap({ nodes[$0].requirements })
        where nodes[place].kind == .input && !inputs.contains(place) { inputs.append(place) }
        return PreparedDecision(self, target: target, order: order, places: inputs)
    }

    /// What a JSON object supplies: a member for each input or decision, and for each import an object with those of its
    /// elements. Texts become days, times and durations where the element's type says so.
    public func supplied(from json: JSON) -> [Supplied] { supplied(from: json, model: 0) }

    private func supplied(from json: JSON, model: Int) -> [Supplied] {
        let namespace = models[model].definitions.namespace
        return (json.members ?? []).flatMap { member -> [Supplied] in
            let found = places(of: member.key, model == 0 ? nil : namespace, [.input, .decision])
            if let place = found.first {
                let value = types.value(member.value, as: nodes[place].type ?? .any, zones)
                return [Supplied(member.key, value, namespace: model == 0 ? nil : namespace)]
            }
            guard model == 0, let alias = models[0].aliases.first(where: { $0.name == member.key }) else { return [] }
            return supplied(from: member.value, model: alias.model)
        }
    }
}

extension ItemTypes {
    /// What a JSON text means where this type is asked for. A text that is no day where a day is asked for stays a text,
    /// and fails at the typed edge.
    func value(_ json: JSON, as type: ItemType, _ zones: ZoneTable) -> Value {
        switch (json, resolved(type)) {
        case (.string(let text), .feel(let type)) where type.isTemporal:
            return Value.temporal(text, zones: zones) ?? .string(text)
        case (.array(let elements), .list(let element)): return .list(elements.map { value($0, as: element, zones) })
        case (.array(let elements), .feel(.list(let element))):
            return .list(elements.map { value($0, as: .feel(element), zones) })
        // One value where a list is asked for becomes a list of one at the edge.
        case (_, .list(let element)): return value(json, as: element, zones)
        case (.object(let members), .record(let components)):
            return .context(
                Context(
                    members.map { member in
                        let type = components.first { $0.name == member.key }?.type ?? .any
                        return Context.Entry(member.key, value(member.value, as: type, zones))
                    }))
        default: return Value(json)
        }
    }
}

extension FEELType {
    /// Whether its values are written as texts in JSON and as days, times or durations in FEEL.
    fileprivate var isTemporal: Bool {
        switch self {
        case .date, .time, .dateTime, .months, .duration: true
        default: false
        }
    }
}
