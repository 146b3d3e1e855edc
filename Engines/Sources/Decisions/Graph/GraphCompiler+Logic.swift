import FEEL
import Kernel

/// The logic of each element.
extension GraphCompiler {
    mutating func compile(_ place: Int) {
        switch sources[place].drawn {
        case .input: return
        case .decision(let decision): compile(decision, at: place)
        case .knowledge(let knowledge): compile(knowledge, at: place)
        case .service(let service): compile(service, at: place)
        }
    }

    mutating func compile(_ decision: DMN.Decision, at place: Int) {
        guard nodes[place].fault == nil else { return }
        guard sources[place].information.count + sources[place].knowledge.count <= GraphCompiler.requirementsMax else {
            return report(GraphSentence.tooMany(GraphCompiler.requirementsMax), at: place)
        }
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
    }

    /// Requirements of one decision; every text tries each of their names.
    static let requirementsMax = 2000
    /// Decisions of all services together.
    static let serviceStepsMax = 200_000

    mutating func report(_ sentences: GraphSentence.Pair, at place: Int) {
        problems.append(ModelProblem(models[nodes[place].model], nodes[place].name, sentences))
        nodes[place].fault = sentences.message
    }

    mutating func declareKnowledge(of place: Int, in scope: inout NameScope) {
        for called in sources[place].knowledge {
            guard let function = function(at: called) else { continue }
            for name in names(of: called, for: place) { scope.define(name, as: .function(function)) }
        }
    }

    /// What an element is called in the model of another, where the two differ by the name of the import.
    func names(of place: Int, for other: Int) -> [String] {
        let (node, model) = (nodes[place], nodes[other].model)
        guard node.model != model else { return [node.name] }
        return models[model].aliases.filter { $0.model == node.model }.map { alias in
            alias.name.isEmpty ? node.name : "\(alias.name).\(node.name)"
        }
    }

    /// The function of an element, or what stands for it until it is compiled.
    mutating func function(at place: Int) -> FunctionValue? {
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

    mutating func resolve(_ place: Int, _ function: FunctionValue) {
        nodes[place].function = function
        proxies[place]?.resolve(function)
    }

    mutating func compile(_ knowledge: DMN.BusinessKnowledge, at place: Int) {
        let model = nodes[place].model
        guard var drawn = knowledge.function else { return }
        guard sources[place].knowledge.count <= GraphCompiler.requirementsMax else {
            return report(GraphSentence.tooMany(GraphCompiler.requirementsMax), at: place)
        }
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

    func result(of type: ItemType?) -> ItemType? {
        guard let type, case .function(_, let output) = types.resolved(type) else {
            if let type, case .feel(.function) = types.resolved(type) { return nil }
            return type
        }
        return output
    }
}

extension GraphCompiler {
    func serviceParameters(_ place: Int) -> [Int] {
        guard case .service(let service) = sources[place].drawn else { return [] }
        var copy = self
        return (service.inputs + service.inputDecisions).compactMap { copy.found($0, for: place) }
    }

    /// The decisions of a service and what they need in turn, up to its input decisions, in order.
    func serviceSteps(_ place: Int) -> [Int] {
        let given = Set(serviceParameters(place))
        var needed: Set<Int> = []
        var open = sources[place].information
        while let next = open.popLast() {
            guard nodes[next].kind == .decision, !given.contains(next), needed.insert(next).inserted else { continue }
            open += sources[next].information
        }
        return ranks.filter(needed.contains)
    }

    mutating func compile(_ service: DMN.DecisionService, at place: Int) {
        let model = nodes[place].model
        let parameters = (service.inputs + service.inputDecisions).compactMap { found($0, for: place) }
        let outputs = service.outputs.compactMap { found($0, for: place) }
        let declared = type(service.variable.type, of: service.name, in: model)
        let steps = serviceSteps(place)
        serviceStepCount += steps.count
        guard serviceStepCount <= GraphCompiler.serviceStepsMax else {
            return report(GraphSentence.tooMany(GraphCompiler.serviceStepsMax), at: place)
        }
        let plan = ServicePlan(
            parameters: parameters.map { ($0, GraphNode(nodes[$0])) }, steps: steps.map { ($0, GraphNode(nodes[$0])) },
            outputs: outputs.map { ($0, nodes[$0].name) }, count: nodes.count,
            edge: types.edge(result(of: declared)))
        nodes[place].service = plan
        resolve(place, plan.function(named: nodes[place].name))
    }
}
