import FEEL
import Kernel

/// Turns a boxed expression into logic. What cannot be read becomes null and a problem.
struct BoxedCompiler {
    let types: ItemTypes
    private let model: LoadedModel
    private let element: String
    private let typeOf: (DMN.TypeReference) -> ItemType?
    private(set) var problems: [ModelProblem] = []
    var composer: Composer
    private var depth = 0

    private static let depthMax = 60

    init(_ graph: GraphCompiler, _ place: Int, _ model: Int, _ scope: NameScope) {
        types = graph.types
        self.model = graph.models[model]
        element = graph.nodes[place].name
        let reader = graph.typeReader
        typeOf = { reader.type($0, in: model) }
        composer = Composer(scope)
    }

    /// The logic of a decision.
    mutating func logic(_ boxed: DMN.Boxed) -> Logic {
        let part = part(boxed)
        return composer.logic(part)
    }

    /// Business knowledge as a function, which needs no values of the graph.
    mutating func knowledge(_ drawn: DMN.Function, result: ItemType?) -> FunctionValue? {
        let part = function(drawn, result: result)
        var frame = Frame(globals: [], unknowns: [])
        guard case .function(let function) = composer.logic(part).evaluate(&frame) else { return nil }
        return named(function)
    }

    /// The same function, noting in whose logic something happens.
    func named(_ function: FunctionValue) -> FunctionValue {
        let name = element
        return FunctionValue(parameters: function.parameters) { arguments, frame in
            let caller = frame.journal.element
            frame.journal.element = name
            defer { frame.journal.element = caller }
            return function.call(arguments, &frame)
        }
    }

    mutating func part(_ boxed: DMN.Boxed) -> Composer.Part {
        guard depth < BoxedCompiler.depthMax else { return null(GraphSentence.tooDeep) }
        depth += 1
        defer { depth -= 1 }
        let part = part(boxed.form)
        return typed(part, type(boxed.type))
    }

    /// A part whose value must conform to a type.
    func typed(_ part: Composer.Part, _ type: ItemType?) -> Composer.Part {
        guard let type, let edge = types.edge(type) else { return part }
        return composer.woven([part], type: types.feelType(type)) { steps in
            { frame in
                let value = steps[0](&frame)
                return edge(value, &frame) ?? .null
            }
        }
    }

    mutating func type(_ reference: DMN.TypeReference?) -> ItemType? {
        guard let reference else { return nil }
        if let type = typeOf(reference) { return type }
        report(GraphSentence.unknownType(reference.name))
        return nil
    }

    mutating func report(_ sentences: GraphSentence.Pair, at position: XMLPosition? = nil) {
        problems.append(ModelProblem(model, element, sentences, at: position))
    }

    mutating func null(_ sentences: GraphSentence.Pair, at position: XMLPosition? = nil) -> Composer.Part {
        report(sentences, at: position)
        return unreadable
    }

    /// Null, with a note that it is so because of the model.
    var unreadable: Composer.Part {
        composer.woven([], type: .any) { _ in
            { frame in
                frame.journal.note(.fault(GraphSentence.unreadable))
                return .null
            }
        }
    }

    mutating func part(_ form: DMN.Form) -> Composer.Part {
        switch form {
        case .literal(let text, let language): return literal(text, language)
        case .table(let table): return self.table(table)
        case .context(let entries): return context(entries)
        case .list(let elements): return composer.list(elements.map { part($0) })
        case .relation(let columns, let rows): return relation(columns, rows)
        case .invocation(let callee, let bindings): return invocation(callee, bindings)
        case .function(let function): return self.function(function, result: nil)
        case .conditional(let condition, let first, let second):
            return composer.choice(part(condition), then: part(first), otherwise: part(second))
        case .iterator(let iterator): return self.iterator(iterator)
        case .filter(let list, let match): return filter(list, match)
        case .unknown(let name, let position): return null(GraphSentence.unknownForm(name), at: position)
        }
    }

    /// A FEEL text; a blank one is null.
    mutating func literal(_ text: DMN.Text, _ language: String? = nil) -> Composer.Part {
        if text.isBlank { return composer.constant(.null) }
        let written = language ?? model.definitions.expressionLanguage
        guard DMN.isFEEL(written) else { return null(GraphSentence.otherLanguage(written ?? ""), at: text.position) }
        return reading(text) { (composer) throws(FEELError) in try composer.expression(text.source) } ?? unreadable
    }

    /// Reads a text and reports what is wrong with it; `nil` where it cannot be read.
    mutating func reading<Result>(
        _ text: DMN.Text, _ read: (inout Composer) throws(FEELError) -> Result
    ) -> Result? {
        let known = composer.warnings.count
        do throws(FEELError) {
            let result = try read(&composer)
            problems += composer.warnings.dropFirst(known).map { ModelProblem(model, element, text, $0) }
            return result
        } catch {
            problems.append(ModelProblem(model, element, text, error))
            return nil
        }
    }

    mutating func context(_ entries: [DMN.ContextEntry]) -> Composer.Part {
        composer.open()
        defer { composer.close() }
        var compiled: [(variable: Composer.Variable, value: Composer.Part)] = []
        var result: Composer.Part?
        for entry in entries {
            guard let drawn = entry.variable, !drawn.name.isEmpty else {
                result = part(entry.value)
                break
            }
            let value = typed(part(entry.value), type(drawn.type))
            compiled.append((composer.declare(drawn.name, value.type), value))
        }
        return composer.context(compiled, result: result)
    }

    mutating func relation(_ columns: [DMN.Variable], _ rows: [[DMN.Boxed]]) -> Composer.Part {
        let edges = columns.map { type($0.type) }
        var contexts: [Composer.Part] = []
        for row in rows {
            guard row.count == columns.count else {
                contexts.append(null(GraphSentence.wrongCount(contexts.count + 1)))
                continue
            }
            let cells = row.map { part($0) }
            composer.open()
            let entries = columns.indices.map { index in
                let cell = typed(cells[index], edges[index])
                return (variable: composer.declare(columns[index].name, cell.type), value: cell)
            }
            composer.close()
            contexts.append(composer.context(entries))
        }
        return composer.list(contexts)
    }

    mutating func invocation(_ callee: DMN.Boxed, _ bindings: [DMN.Binding]) -> Composer.Part {
        let function = part(callee)
        let arguments = bindings.map { binding in
            let value = binding.value.map { part($0) } ?? composer.constant(.null)
            return (name: binding.parameter.name, value: typed(value, type(binding.parameter.type)))
        }
        return composer.call(function, arguments)
    }

    mutating func function(_ drawn: DMN.Function, result: ItemType?) -> Composer.Part {
        guard drawn.kind == .feel else { return null(GraphSentence.otherLanguage(drawn.kind.rawValue)) }
        composer.open()
        defer { composer.close() }
        let parameters = drawn.parameters.map { parameter in
            let type = type(parameter.type)
            return (
                variable: composer.declare(parameter.name, types.feelType(type ?? .any)), edge: types.edge(type)
            )
        }
        let body = drawn.body.map { part($0) } ?? composer.constant(.null)
        return composer.function(parameters, typed(typed(body, type(drawn.type)), result))
    }

    mutating func iterator(_ drawn: DMN.Iterator) -> Composer.Part {
        let list = typed(part(drawn.list), type(drawn.variable.type))
        composer.open()
        defer { composer.close() }
        let variable = composer.declare(drawn.variable.name, list.type.element)
        switch drawn.kind {
        case .for:
            let partial = composer.declare("partial", .list(.any))
            return composer.iteration(variable, in: list, partial: partial, body: part(drawn.body))
        case .some, .every:
            let condition = part(drawn.body)
            return composer.quantified(isEvery: drawn.kind == .every, variable, in: list, satisfies: condition)
        }
    }

    mutating func filter(_ list: DMN.Boxed, _ match: DMN.Boxed) -> Composer.Part {
        let list = part(list)
        let element = composer.openElement(of: list)
        defer { composer.close() }
        return composer.filter(list, element, part(match))
    }
}
