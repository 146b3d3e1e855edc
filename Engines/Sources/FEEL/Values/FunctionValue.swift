/// A function as a value: one that an expression defines, or a built-in.
public final class FunctionValue: Sendable {
    /// Names of the parameters in order.
    public let parameters: [String]
    let apply: @Sendable ([Value], inout Frame) -> Value

    package init(parameters: [String], apply: @escaping @Sendable ([Value], inout Frame) -> Value) {
        self.parameters = parameters
        self.apply = apply
    }

    /// Null where calls are nested too deeply, so that a recursion without end cannot exhaust the stack.
    package func call(_ arguments: [Value], _ frame: inout Frame) -> Value {
        guard frame.canCall() else { return .null }
        frame.depth += 1
        defer { frame.depth -= 1 }
        return apply(arguments, &frame)
    }
}
