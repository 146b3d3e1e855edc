import FEEL
import Kernel

/// Compiles a model and its imports: loads, finds types, links requirements, and compiles each element after those
/// that it calls.
struct GraphCompiler {
    let zones: ZoneTable
    var models: [LoadedModel] = []
    var nodes: [NodeDraft] = []
    /// Decisions, each after those that it needs.
    var ranks: [Int] = []
    var types = ItemTypes()
    var deferred: [DeferredFunction] = []
    var problems: [ModelProblem] = []
    var sources: [Source] = []
    /// Places of the elements of each model by their ids.
    var ids: [[String: Int]] = []
    var names: [Set<String>] = []
    /// For each model the scope that holds its types.
    var scopes: [NameScope] = []
    var typeReader: TypeReader
    var serviceStepCount = 0
    var proxies: [Int: DeferredFunction] = [:]

    /// An element as it is drawn, and what it is linked to.
    struct Source {
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

    init(_ root: DMN.Definitions, _ zones: ZoneTable, importing: (DMN.Import) -> DMN.Definitions?) {
        typeReader = TypeReader([], zones)
        self.zones = zones
        load(root, importing)
    }

    mutating func compile() {
        typeReader = TypeReader(models, zones)
        types = typeReader.types
        problems += typeReader.problems
        for index in models.indices {
            var scope = NameScope(zones: zones)
            for (name, type) in typeReader.names(in: index) { scope.defineType(name, as: type) }
            scopes.append(scope)
        }
        for model in models.indices { collect(model) }
        for place in nodes.indices { link(place) }
        rank()
        for place in compilationOrder() { compile(place) }
    }
}

extension GraphCompiler {
    mutating func load(_ root: DMN.Definitions, _ importing: (DMN.Import) -> DMN.Definitions?) {
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

    mutating func found(
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

    static let modelsMax = 1000

    mutating func collect(_ model: Int) {
        let drawn = models[model].definitions
        ids.append([:])
        names.append([])
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

    mutating func add(
        _ drawn: Source.Drawn, _ kind: NodeDraft.Kind, _ model: Int, _ id: String, _ variable: DMN.Variable,
        _ question: String? = nil
    ) {
        if !id.isEmpty { ids[model][id] = nodes.count }
        var node = NodeDraft(kind: kind, model: model, name: variable.name, question: question)
        node.type = type(variable.type, of: variable.name, in: model)
        node.edge = types.edge(node.type)
        if !names[model].insert(variable.name).inserted {
            let sentences = GraphSentence.nameTwice(variable.name)
            problems.append(ModelProblem(models[model], variable.name, sentences))
        }
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
}
