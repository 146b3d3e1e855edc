public import FEEL
import Kernel

/// 决策图 — a DMN model with all that it imports, compiled once and shared between threads. It evaluates whatever is sound
/// and says what is not: a part that cannot be read is null, and one of `problems`.
///
/// The semantics are those of DMN 1.5 chapters 8 and 10: scope is what requirements give, values are coerced at every
/// typed edge, and an error inside an expression is null.
public struct DecisionGraph: Sendable {
    /// What is wrong with the models, in their order.
    public let problems: [ModelProblem]
    let nodes: [GraphNode]
    /// For each element its place in an order in which a decision comes after those that it needs.
    let positions: [Int]
    let types: ItemTypes
    let zones: ZoneTable
    let models: [LoadedModel]
    /// Keeps functions alive that call themselves.
    let deferred: [DeferredFunction]

    /// Compiles a model. `importing` gives the models that it and they import, by name and namespace; `nil` where there
    /// is none; `zones` is where texts find their time zones.
    public init(
        _ definitions: DMN.Definitions, zones: ZoneTable = .fixed,
        importing: (DMN.Import) -> DMN.Definitions? = { _ in nil }
    ) {
        self.zones = zones
        var compiler = GraphCompiler(definitions, zones, importing: importing)
        compiler.compile()
        problems = compiler.problems
        nodes = compiler.nodes.map(GraphNode.init)
        positions = compiler.positions
        types = compiler.types
        models = compiler.models
        deferred = compiler.deferred
    }

    /// One element with what a caller may want to know of it.
    public struct Element: Sendable {
        /// As people know it.
        public let name: String
        /// The namespace of its model.
        public let namespace: String
        /// The type that it declares.
        public let type: FEELType
        /// What a decision answers, in people's words.
        public let question: String?
    }

    /// Input data of all models, imported ones included.
    public var inputs: [Element] { elements(.input) }
    /// Decisions of the model and its imports.
    public var decisions: [Element] { elements(.decision) }
    /// Decision services of all models, imported ones included.
    public var services: [Element] { elements(.service) }

    private func elements(_ kind: GraphNode.Kind) -> [Element] {
        nodes.indices.filter { nodes[$0].kind == kind }.map(element)
    }

    func element(_ place: Int) -> Element {
        let node = nodes[place]
        return Element(
            name: node.name, namespace: models[node.model].definitions.namespace,
            type: types.feelType(node.type ?? .any), question: node.question)
    }

    /// The elements that a name from outside means: those of the model itself, else those of its imports, called either
    /// as the model calls them (`import.name`) or as they call themselves.
    func places(of name: String, _ namespace: String? = nil, _ kinds: Set<GraphNode.Kind>) -> [Int] {
        let candidates = nodes.indices.filter { kinds.contains(nodes[$0].kind) }
        if let namespace, models.contains(where: { $0.definitions.namespace == namespace }) {
            return candidates.filter {
                nodes[$0].name == name && models[nodes[$0].model].definitions.namespace == namespace
            }
        }
        let own = candidates.filter { nodes[$0].model == 0 && nodes[$0].name == name }
        guard own.isEmpty else { return own }
        let qualified = candidates.filter { place in
            models[0].aliases.contains { $0.model == nodes[place].model && name == "\($0.name).\(nodes[place].name)" }
        }
        return qualified.isEmpty ? candidates.filter { nodes[$0].name == name } : qualified
    }
}

/// An element of the graph while it is compiled.
struct NodeDraft {
    enum Kind: Sendable { case input, decision, knowledge, service }

    let kind: Kind
    let model: Int
    let name: String
    let question: String?
    /// The type of its value.
    var type: ItemType?
    var edge: Composer.Edge?
    /// The elements whose values its logic reads, in the order of the slots of its scope.
    var requirements: [Int] = []
    /// Absent where it has none.
    var logic: Logic?
    /// Why there is no logic.
    var fault: Phrase?
    /// The value of business knowledge or a service.
    var function: FunctionValue?
    var service: ServicePlan?
}

/// An element of the graph, compiled. A class, so that an evaluation passes one reference and not ten.
final class GraphNode: Sendable {
    typealias Kind = NodeDraft.Kind

    let kind: Kind
    let model: Int
    let name: String
    let question: String?
    let type: ItemType?
    let edge: Composer.Edge?
    let requirements: [Int]
    let logic: Logic?
    let fault: Phrase?
    let service: ServicePlan?
    /// One empty entry for each requirement: DMN knows no unknown values beside null.
    let unknowns: [UInt64]

    init(_ draft: NodeDraft) {
        kind = draft.kind
        model = draft.model
        name = draft.name
        question = draft.question
        type = draft.type
        edge = draft.edge
        requirements = draft.requirements
        logic = draft.logic
        fault = draft.fault
        service = draft.service
        unknowns = Array(repeating: 0, count: draft.requirements.count)
    }
}
