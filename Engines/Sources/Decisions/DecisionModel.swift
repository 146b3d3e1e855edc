public import FEEL

/// 决定模型 — a decision that was compiled once and is shared between threads. It grants or refers to a person, nothing
/// else (法律第四条: machines may say yes, only people may say no), and it grants on known facts only.
public struct DecisionModel: Sendable {
    /// 定义 — a value computed from facts and earlier definitions.
    public struct Definition: Sendable {
        /// The name that it gives to its value.
        public let name: String
        /// What its value is computed from.
        public let expression: Expression
    }

    /// 条件列 — what a column tests.
    public struct Column: Sendable {
        /// As it is written in the header.
        public let name: String
        /// What is computed and tested.
        public let expression: Expression
    }

    let plan: DecisionPlan

    /// 判定信息 — the facts that it may use.
    public var inputs: [DecisionInput] { plan.inputs }
    /// 定义 — values computed from facts, in the order of their computation.
    public var definitions: [Definition] { plan.definitions }
    /// 命中方式 — how many rules may hit.
    public var hitPolicy: HitPolicy { plan.hitPolicy }
    /// 条件列 — what the table tests, from left to right.
    public var columns: [Column] { plan.columns }
    /// Names of the outputs but 结论, e.g. 金额.
    public var outputs: [String] { plan.outputs }
    /// 规则 — the rows of the table, from top to bottom.
    public var rules: [Rule] { plan.rules }

    /// The column that can only say 准予.
    public static let conclusion = "结论"
    /// 准予 — what a rule may say.
    public static let granted = "准予"
    /// 转人工 — what is said where no rule grants.
    public static let referred = "转人工"

    /// Names whose values a sentence about the verdict may quote: facts, definitions, outputs.
    public var names: [String] { inputs.map(\.name) + definitions.map(\.name) + outputs }

    /// Facts that some rule can depend on, in the order of the inputs.
    public var usedInputs: [String] {
        let used = rules.reduce(into: Set<String>()) { $0.formUnion($1.inputs) }
        return inputs.map(\.name).filter(used.contains)
    }

    /// Compiles a decision; `zones` is where texts find their time zones. Everything that is wrong is thrown at once.
    public init(_ source: DecisionSource, zones: ZoneTable = .fixed) throws(DecisionProblems) {
        var compiler = DecisionCompiler(source, zones)
        guard let plan = compiler.compile() else { throw DecisionProblems(problems: compiler.problems) }
        self.plan = plan
    }
}
