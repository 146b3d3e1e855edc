import Kernel

/// `for`, `some`, `every`, `function` and calls.
extension Parser {
    mutating func iteration() throws(FEELError) -> Syntax {
        let before = layers.count
        let iterators = try iterators()
        try expectKeyword("return")
        let partial = newLocal(.list(.any))
        layers.append(.variables([(Name("partial"), partial)]))
        let body = try expression()
        layers.removeLast(layers.count - before)
        return .iteration(iterators, partialSlot: partial, body)
    }

    mutating func quantified(isEvery: Bool) throws(FEELError) -> Syntax {
        let before = layers.count
        let iterators = try iterators()
        try expectKeyword("satisfies")
        let condition = try expression()
        layers.removeLast(layers.count - before)
        return .quantified(isEvery: isEvery, iterators, condition)
    }

    /// `x in L, y in x`: each variable is in sight of what follows it.
    private mutating func iterators() throws(FEELError) -> [Syntax.Iterator] {
        var result: [Syntax.Iterator] = []
        repeat {
            let name = try newName(endsAtIn: true)
            try expectKeyword("in")
            let from = try expression()
            let to = take("..") ? try expression() : nil
            let slot = newLocal(to == nil ? type(of: from).element : .any)
            result.append(Syntax.Iterator(slot: slot, from: from, to: to))
            layers.append(.variables([(Name(name), slot)]))
        } while take(",")
        return result
    }

    mutating func functionDefinition() throws(FEELError) -> Syntax {
        try expect("(")
        var parameters: [Syntax.Parameter] = []
        if !take(")") {
            repeat {
                let name = try newName()
                let type = take(":") ? try typeName() : .any
                parameters.append(Syntax.Parameter(name: name, slot: newLocal(type), type: type))
            } while take(",")
            try expect(")")
        }
        let isExternal = takeKeyword("external")
        let body = try within(.variables(parameters.map { (Name($0.name), $0.slot) })) { (parser) throws(FEELError) in
            try parser.expression()
        }
        // Code of another language never runs here.
        return isExternal
            ? .function(parameters, result: .any, .constant(.null))
            : .function(parameters, result: type(of: body), body)
    }

    /// After the opening bracket.
    mutating func call(_ callee: Syntax) throws(FEELError) -> Syntax {
        let start = position
        let (arguments, names) = try withFilters { (parser) throws(FEELError) in try parser.arguments() }
        if case .constant(.function(let function)) = callee, let builtin = Builtin.named(function) {
            return builtinCall(builtin, arguments, names, at: start)
        }
        guard !names.isEmpty else { return .call(callee, arguments) }
        let named = zip(names, arguments).map { Syntax.ContextEntry(key: $0, slot: 0, value: $1) }
        return .namedCall(callee, named)
    }

    /// A wrong number or name of arguments makes null, as the standard asks, and a warning, as people need.
    private mutating func builtinCall(
        _ builtin: Builtin, _ arguments: [Syntax], _ names: [String], at start: Int
    ) -> Syntax {
        usesClock = usesClock || builtin.readsClock
        guard let (overload, ordered) = builtin.overload(for: arguments, named: names) else {
            warnings.append(failure(.wrongArguments(builtin.name.text, usage: builtin.usage), at: start))
            return .constant(.null)
        }
        let constants = ordered.map(\.constant)
        if let mistake = overload.mistake?(constants) { warnings.append(failure(mistake, at: start)) }
        if case .running = overload.body, !builtin.readsClock, let value = folded(overload, constants) {
            return .constant(value)
        }
        return .builtin(overload, ordered)
    }

    /// The value of a call whose arguments are all constant; `nil` where it would go beyond a limit.
    private func folded(_ overload: BuiltinOverload, _ constants: [Value?]) -> Value? {
        let arguments = constants.compactMap { $0 }
        guard arguments.count == constants.count else { return nil }
        var frame = Frame(globals: [], unknowns: [], zones: scope.zones)
        let value = overload.call(arguments, &frame)
        return frame.exceeded == nil ? value : nil
    }

    private mutating func arguments() throws(FEELError) -> (values: [Syntax], names: [String]) {
        var values: [Syntax] = []
        var names: [String] = []
        if take(")") { return ([], []) }
        repeat {
            if let name = takeArgumentName() { names.append(name) }
            values.append(try expression())
        } while take(",")
        try expect(")")
        guard names.isEmpty || names.count == values.count else { throw failure(.missing(":")) }
        return (values, names)
    }

    /// `start position:` before a named argument.
    private mutating func takeArgumentName() -> String? {
        var ahead = self
        guard let name = try? ahead.newName(), ahead.take(":") else { return nil }
        self = ahead
        return name
    }
}
