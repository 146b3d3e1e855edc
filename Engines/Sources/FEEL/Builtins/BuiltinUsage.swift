/// 内置函数的用法 — a function that FEEL brings (DMN 1.5 §10.3.4) and every way to call it, for guides, editors and checks.
public struct BuiltinUsage: Hashable, Sendable {
    /// One way to call it.
    public struct Call: Hashable, Sendable {
        /// Names of the parameters in order, as they may be written in a call with names.
        public let parameters: [String]
        /// Whether more arguments may follow.
        public let isVariadic: Bool
    }

    /// As expressions write it, e.g. `string length`.
    public let name: String
    /// At least one.
    public let calls: [Call]

    /// Every function, in the order of the standard's families.
    public static let all: [BuiltinUsage] = Builtin.all.map { builtin in
        BuiltinUsage(
            name: builtin.name.text,
            calls: builtin.overloads.map { Call(parameters: $0.parameters, isVariadic: $0.isVariadic) })
    }
}
