public import FEEL

/// 决定模型 — a decision that was compiled once and is shared between threads. It grants or refers to a person, nothing else
/// (法律第四条: machines may say yes, only people may say no), and it grants on known facts only.
public struct DecisionModel: Sendable {
    /// 定义 — a value computed from facts and earlier definitions.
    public struct Definition: Sendable {
        public let name: String
        public let expression: Expression
    }

    /// 规则 — one row of the table.
    public struct Rule: Sendable {
        public let name: String
        /// One for each column.
        public let conditions: [UnaryTests]
        /// One for each output but 结论.
        public let outputs: [Expression]
        /// Facts that the rule can depend on, through definitions as well.
        public let inputs: Set<String>
    }

    /// 条件列 — what a column tests.
    public struct Column: Sendable {
        /// As it is written in the header.
        public let name: String
        public let expression: Expression
    }

    public let inputs: [DecisionInput]
    public let definitions: [Definition]
    public let hitPolicy: HitPolicy
    public let columns: [Column]
    /// Names of the outputs but 结论, e.g. 金额.
    public let outputs: [String]
    public let rules: [Rule]

    /// The column that can only say 准予.
    public static let conclusion = "结论"
    public static let granted = "准予"
    public static let referred = "转人工"

    /// Facts that some rule can depend on, in the order of the inputs.
    public var usedInputs: [String] {
        let used = rules.reduce(into: Set<String>()) { $0.formUnion($1.inputs) }
        return inputs.map(\.name).filter(used.contains)
    }

    /// Compiles a decision. Everything that is wrong is thrown at once.
    public init(_ source: DecisionSource) throws(DecisionProblems) {
        var compiler = DecisionCompiler(source)
        guard let parts = compiler.compile() else { throw DecisionProblems(problems: compiler.problems) }
        inputs = source.inputs
        definitions = parts.definitions
        hitPolicy = parts.hitPolicy
        columns = parts.columns
        outputs = parts.outputs
        rules = parts.rules
    }
}
