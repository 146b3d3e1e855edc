/// 决策表 — decision tables (DMN 1.5 chapter 8).
extension DMN {
    public struct Table: Sendable {
        public var hitPolicy: HitPolicy
        public var aggregation: Aggregation?
        public var inputs: [Input]
        public var outputs: [Output]
        public var annotations: [String]
        public var rules: [Rule]

        public init(
            hitPolicy: HitPolicy = .unique, aggregation: Aggregation? = nil, inputs: [Input], outputs: [Output],
            annotations: [String] = [], rules: [Rule]
        ) {
            self.hitPolicy = hitPolicy
            self.aggregation = aggregation
            self.inputs = inputs
            self.outputs = outputs
            self.annotations = annotations
            self.rules = rules
        }
    }

    /// 命中方式 — how many rules may hit, and what follows when several do (§8.2.8).
    public enum HitPolicy: String, CaseIterable, Sendable {
        case unique = "UNIQUE"
        case any = "ANY"
        case priority = "PRIORITY"
        case first = "FIRST"
        case ruleOrder = "RULE ORDER"
        case outputOrder = "OUTPUT ORDER"
        case collect = "COLLECT"
    }

    /// 汇总方式 — what COLLECT makes of the outputs.
    public enum Aggregation: String, CaseIterable, Sendable {
        case sum = "SUM"
        case count = "COUNT"
        case min = "MIN"
        case max = "MAX"
    }

    /// A column that tests.
    public struct Input: Sendable {
        public var label: String?
        public var expression: Text
        public var type: TypeReference?
        /// Values that the expression may have.
        public var allowedValues: Text?

        public init(_ expression: Text, type: TypeReference? = nil, label: String? = nil, allowedValues: Text? = nil) {
            self.expression = expression
            self.type = type
            self.label = label
            self.allowedValues = allowedValues
        }
    }

    /// A column that answers.
    public struct Output: Sendable {
        public var name: String?
        public var label: String?
        public var type: TypeReference?
        /// Values that it may have, the most important first.
        public var allowedValues: Text?
        /// The answer where no rule hits.
        public var defaultValue: Text?

        public init(
            _ name: String?, type: TypeReference? = nil, label: String? = nil, allowedValues: Text? = nil,
            defaultValue: Text? = nil
        ) {
            self.name = name
            self.type = type
            self.label = label
            self.allowedValues = allowedValues
            self.defaultValue = defaultValue
        }
    }

    /// A row: one test for each input, one expression for each output, one text for each annotation.
    public struct Rule: Sendable {
        public var id: String?
        public var description: String?
        public var inputs: [Text]
        public var outputs: [Text]
        public var annotations: [String]

        public init(
            _ inputs: [Text], _ outputs: [Text], annotations: [String] = [], id: String? = nil,
            description: String? = nil
        ) {
            self.id = id
            self.description = description
            self.inputs = inputs
            self.outputs = outputs
            self.annotations = annotations
        }
    }
}
