/// Functions that logic defines: they keep the variables and the scope in which they were made.
enum Closure {
    struct Parameter: Sendable {
        let name: String
        let slot: Int
        /// What an argument becomes; `nil` makes the call null. Absent where any argument will do.
        let edge: Composer.Edge?
    }

    /// The step that makes the function (DMN 1.5 §10.3.2.13).
    static func step(
        _ parameters: [Parameter], types: [FEELType]? = nil, result: FEELType = .any, _ body: @escaping Step
    ) -> Step {
        let names = parameters.map(\.name)
        return { frame in
            let (locals, globals, unknowns) = (frame.locals, frame.globals, frame.unknowns)
            guard frame.meter.allocate(locals.count * MemoryLayout<Value>.stride + 128) else { return .null }
            return .function(
                FunctionValue(parameters: names, types: types, result: result) { arguments, frame in
                    guard arguments.count == parameters.count else { return .null }
                    var variables = locals
                    for (parameter, argument) in zip(parameters, arguments) {
                        guard let value = parameter.edge.map({ $0(argument, &frame) }) ?? argument else { return .null }
                        variables[parameter.slot] = value
                    }
                    return frame.within(globals: globals, unknowns: unknowns, locals: variables, body)
                })
        }
    }
}

extension Frame {
    /// Runs a step in another scope with other variables, then returns to the caller's.
    package mutating func within(
        globals: [Value], unknowns: [UInt64], locals: [Value], _ body: (inout Frame) -> Value
    ) -> Value {
        let caller = (self.globals, self.unknowns, self.locals)
        defer { (self.globals, self.unknowns, self.locals) = caller }
        (self.globals, self.unknowns, self.locals) = (globals, unknowns, locals)
        return body(&self)
    }
}
