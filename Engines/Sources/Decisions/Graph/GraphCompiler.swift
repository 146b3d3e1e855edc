import FEEL
import Kernel

/// Compiles a model and its imports: loads, finds types, links requirements, and compiles each element after those
/// that it calls.
struct GraphCompiler {
    private(set) var models: [LoadedModel] = []
    private(set) var nodes: [GraphNode] = []
    /// Decisions, each after those that it needs.
    private var ranks: [Int] = []
    private(set) var types = ItemTypes()
    private(set) var deferred: [DeferredFunction] = []
    var problems: [ModelProblem] = []
    private var sources: [Source] = []
    /// Places of the elements of each model by their ids.
    private var ids: [[String: Int]] = []
    /// For each model the scope that holds its types.
    private var scopes: [NameScope] = []
    private(set) var typeReader: TypeReader
    private var proxies: [Int: DeferredFunction] = [:]

    /// An element as it is drawn, and what it is linked to.
    private struct Source {
        enum Drawn {
            case input(DMN.InputData)
            case decision(DMN.Decision)
            case knowledge(DMN.BusinessKnowledge)
            case service(DMN.DecisionService)
        }

        let drawn: Drawn
        var information: [Int] = []
        var knowledge: [Int] = []
    }

    init(_ root: DMN.Definitions, importing: (DMN.Import) -> DMN.Definitions?) {
        typeReader = TypeReader([])
        load(root, importing)
    }

    mutating func compile() {
        typeReader = TypeReader(models)
        types = typeReader.types
        problems += typeReader.problems
        for index in models.indices {
            var scope = NameScope()
            for (name, type) in typeReader.names(in: index) { scope.defineType(name, as: type) }
            scopes.append(scope)
        }
        for model in models.indices { collect(model) }
        for place in nodes.indices { link(place) }
        rank()
        for place in compilationOrder() { compile(place) }
    }

    // Loading

    private mutating func load(_ root: DMN.Definitions, _ importing: (DMN.Import) -> DMN.Definitions?) {
        models = [LoadedModel(definitions: root)]
        var next = 0
        while next < models.count {
            let model = models[next]
            for imported in model.definitions.imports {
                guard imported.type.isEmpty || imported.type.contains("omg.org/spec/DMN/") else {
                    problems.append(ModelProblem(model, imported.name, GraphSentence.foreignImport(imported.name)))
                    continue
                }
                let known = models.firstIndex { $0.definitions.namespace == imported.namespace }
                if let place = known ?? found(imported, importing, for: model) {
                    models[next].aliases.append((imported.name, place))
                }
            }
            next += 1
        }
    }

    private mutating func found(
        _ imported: DMN.Import, _ importing: (DMN.Import) -> DMN.Definitions?, for model: LoadedModel
    ) -> Int? {
        guard models.count < GraphCompiler.modelsMax, let definitions = importing(imported),
            definitions.namespace == imported.namespace
        else {
            let sentences = GraphSentence.missingImport(imported.name, imported.namespace)
            problems.append(ModelProblem(model, imported.name, sentences))
            return nil
        }
        models.append(LoadedModel(definitions: definitions))
        return models.count - 1
    }

    private static let modelsMax = 1000

    // Elements

    private mutating func collect(_ model: Int) {
        let drawn = models[model].definitions
        ids.append([:])
        for input in drawn.inputs {
            add(.input(input), .input, model, input.id, input.variable)
        }
        for decision in drawn.decisions {
            add(.decision(decision), .decision, model, decision.id, decision.variable, decision.question)
        }
        for knowledge in drawn.knowledge {
            add(.knowledge(knowledge), .knowledge, model, knowledge.id, DMN.Variable(knowledge.variable.name))
        }
        for service in drawn.services {
            add(.service(service), .service, model, service.id, DMN.Variable(service.variable.name))
        }
    }

    private mutating func add(
        _ drawn: Source.Drawn, _ kind: GraphNode.Kind, _ model: Int, _ id: String, _ variable: DMN.Variable,
        _ question: String? = nil
    ) {
        if !id.isEmpty { ids[model][id] = nodes.count }
        var node = GraphNode(kind: kind, model: model, name: variable.name, question: question)
        node.type = type(variable.type, of: variable.name, in: model)
        node.edge = types.edge(node.type)
        nodes.append(node)
        sources.append(Source(drawn: drawn))
    }

    /// The type that a reference means; any where there is none, which is a problem.
    mutating func type(_ reference: DMN.TypeReference?, of element: String, in model: Int) -> ItemType? {
        guard let reference else { return nil }
        if let type = typeReader.type(reference, in: model) { return type }
        problems.append(ModelProblem(models[model], element, GraphSentence.unknownType(reference.name)))
        return nil
    }

    // Requirements

    private mutating func link(_ place: Int) {
        switch sources[place].drawn {
        case .input: return
        case .decision(let decision):
            sources[place].information = decision.information.compactMap { found($0, for: place) }
            sources[place].knowledge = decision.knowledge.compactMap { found($0, for: place) }
        case .knowledge(let knowledge):
            sources[place].knowledge = knowledge.knowledge.compactMap { found($0, for: place) }
        case .service(let service):
            let decisions = service.outputs + service.encapsulated
            sources[place].information = decisions.compactMap { found($0, for: place) }
        }
    }

    private mutating func found(_ reference: DMN.Reference, for place: Int) -> Int? {
        let model = nodes[place].model
        var home = model
        if let namespace = reference.namespace, namespace != models[model].definitions.namespace {
            home = models[model].aliases.first { models[$0.model].definitions.namespace == namespace }?.model ?? model
        }
        if let target = ids[home][reference.id] { return target }
        problems.append(ModelProblem(models[model], nodes[place].name, GraphSentence.missingElement(reference.id)))
        return nil
    }

    /// Orders decisions by what they require (Kahn's algorithm); what remains stands in a circle or behind one.
    private mutating func rank() {
        let decisions = nodes.indices.filter { nodes[$0].kind == .decision }
        var waiting = Dictionary(
            uniqueKeysWithValues: decisions.map { place in
                (place, Set(sources[place].information.filter { nodes[$0].kind == .decision }).count)
            })
        var dependants: [Int: [Int]] = [:]
        for place in decisions {
            for needed in Set(sources[place].information) { dependants[needed, default: []].append(place) }
        }
        var ready = decisions.filter { waiting[$0] == 0 }
        while let place = ready.popLast() {
            ranks.append(place)
            for dependant in dependants[place] ?? [] {
                waiting[dependant, default: 1] -= 1
                if waiting[dependant] == 0 { ready.append(dependant) }
            }
        }
        let ranked = Set(ranks)
        for place in decisions where !ranked.contains(place) {
            nodes[place].fault = GraphSentence.circle.message
            problems.append(ModelProblem(models[nodes[place].model], nodes[place].name, GraphSentence.circle))
            ranks.append(place)
        }
    }

    /// Elements with those first that they call; where they call each other, one of them stays for later.
    private func compilationOrder() -> [Int] {
        var order: [Int] = []
        var state = Array(repeating: 0, count: nodes.count)
        for root in nodes.indices where state[root] == 0 {
            var stack = [(place: root, next: 0)]
            state[root] = 1
            while let (place, next) = stack.last {
                let needed = needs(of: place)
                if next < needed.count {
                    stack[stack.count - 1].next += 1
                    if state[needed[next]] == 0 {
                        state[needed[next]] = 1
                        stack.append((needed[next], 0))
                    }
                } else {
                    stack.removeLast()
                    order.append(place)
                }
            }
        }
        return order
    }

    /// What must be compiled before an element: what it calls, and for a service its decisions.
    private func needs(of place: Int) -> [Int] {
        nodes[place].kind == .service
            ? serviceSteps(place) : sources[place].knowledge
    }

    /// For each element its place among the ranks.
    var positions: [Int] {
        var positions = Array(repeating: 0, count: nodes.count)
        for (position, place) in ranks.enumerated() { positions[place] = position }
        return positions
    }

    // Logic

    private mutating func compile(_ place: Int) {
        switch sources[place].drawn {
        case .input: return
        case .decision(let decision): compile(decision, at: place)
        case .knowledge(let knowledge): compile(knowledge, at: place)
        case .service(let service): compile(service, at: place)
        }
    }

    private mutating func compile(_ decision: DMN.Decision, at place: Int) {
        guard nodes[place].fault == nil else { return }
        guard let drawn = decision.logic else {
            nodes[place].fault = GraphSentence.noLogic
            return
        }
        var scope = scopes[nodes[place].model]
        var requirements: [Int] = []
        for needed in sources[place].information {
            for name in names(of: needed, for: place) {
                scope.declare(name, types.feelType(nodes[needed].type ?? .any))
                requirements.append(needed)
            }
        }
        declareKnowledge(of: place, in: &scope)
        var compiler = BoxedCompiler(self, place, nodes[place].model, scope)
        let logic = compiler.logic(drawn)
        problems += compiler.problems
        nodes[place].requirements = requirements
        nodes[place].logic = logic
        if logic == nil { nodes[place].fault = GraphSentence.unreadable }
    }

    private mutating func declareKnowledge(of place: Int, in scope: inout NameScope) {
        for called in sources[place].knowledge {
            guard let function = function(at: called) else { continue }
            for name in names(of: called, for: place) { scope.define(name, as: .function(function)) }
        }
    }

    /// What an element is called in the model of another, where the two differ by the name of the import.
    private func names(of place: Int, for other: Int) -> [String] {
        let (node, model) = (nodes[place], nodes[other].model)
        guard node.model != model else { return [node.name] }
        return models[model].aliases.filter { $0.model == node.model }.map { alias in
            alias.name.isEmpty ? node.name : "\(alias.name).\(node.name)"
        }
    }

    /// The function of an element, or what stands for it until it is compiled.
    private mutating func function(at place: Int) -> FunctionValue? {
        if let function = nodes[place].function { return function }
        let parameters: [String]
        switch sources[place].drawn {
        case .knowledge(let knowledge): parameters = knowledge.function?.parameters.map(\.name) ?? []
        case .service: parameters = serviceParameters(place).map { nodes[$0].name }
        case .input, .decision: return nil
        }
        let later = proxies[place] ?? DeferredFunction()
        if proxies[place] == nil {
            proxies[place] = later
            deferred.append(later)
        }
        return later.proxy(parameters: parameters)
    }

    private mutating func resolve(_ place: Int, _ function: FunctionValue) {
        nodes[place].function = function
        proxies[place]?.resolve(function)
    }

    private mutating func compile(_ knowledge: DMN.BusinessKnowledge, at place: Int) {
        let model = nodes[place].model
        guard var drawn = knowledge.function else { return }
        // A variable may declare the function's type, or as DMN 1.1 did that of its result.
        let declared = type(knowledge.variable.type, of: knowledge.name, in: model)
        var scope = scopes[model]
        if let own = function(at: place) { scope.define(nodes[place].name, as: .function(own)) }
        declareKnowledge(of: place, in: &scope)
        if let body = drawn.body, let type = drawn.type, body.type == nil { drawn.body?.type = type }
        var compiler = BoxedCompiler(self, place, model, scope)
        let function = compiler.knowledge(drawn, result: result(of: declared))
        problems += compiler.problems
        if let function { resolve(place, function) }
    }

    private func result(of type: ItemType?) -> ItemType? {
        guard let type, case .function(_, let output) = types.resolved(type) else {
            if let type, case .feel(.function) = types.resolved(type) { return nil }
            return type
        }
        return output
    }

    // Services

    private func serviceParameters(_ place: Int) -> [Int] {
        guard case .service(let service) = sources[place].drawn else { return [] }
        var copy = self
        return (service.inputs + service.inputDecisions).compactMap { copy.found($0, for: place) }
    }

    /// The decisions of a service and what they need in turn, up to its input decisions, in order.
    private func serviceSteps(_ place: Int) -> [Int] {
        let given = Set(serviceParameters(place))
        var needed: Set<Int> = []
        var open = sources[place].information
        while let next = open.popLast() {
            guard nodes[next].kind == .decision, !given.contains(next), needed.insert(next).inserted else { continue }
            open += sources[next].information
        }
        return ranks.filter(needed.contains)
    }

    private mutating func compile(_ service: DMN.DecisionService, at place: Int) {
        let model = nodes[place].model
        let parameters = (service.inputs + service.inputDecisions).compactMap { found($0, for: place) }
        let outputs = service.outputs.compactMap { found($0, for: place) }
        let declared = type(service.variable.type, of: service.name, in: model)
        let plan = ServicePlan(
            parameters: parameters.map { ($0, nodes[$0]) }, steps: serviceSteps(place).map { ($0, nodes[$0]) },
            outputs: outputs.map { ($0, nodes[$0].name) }, count: nodes.count,
            edge: types.edge(result(of: declared)))
        nodes[place].service = plan
        resolve(place, plan.function(named: nodes[place].name))
    }
}
