/// A function as a value: one that an expression defines, or a built-in.
public final class FunctionValue: Sendable {
    /// Names of the parameters in order.
    public let parameters: [String]
    let apply: @Sendable ([Value], inout Frame) -> Value

    /// What the parameters and the result are declared to be, for `instance of function<…>->…`. Parameters that say
    /// nothing take anything.
    let types: [FEELType]
    let result: FEELType

    package init(
        parameters: [String], types: [FEELType]? = nil, result: FEELType = .any,
        apply: @escaping @Sendable ([Value], inout Frame) -> Value
    ) {
        self.parameters = parameters
        self.types = types ?? parameters.map { _ in .any }
        self.result = result
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
