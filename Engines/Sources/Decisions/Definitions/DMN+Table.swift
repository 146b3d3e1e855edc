/// 决策表 — decision tables (DMN 1.5 chapter 8).
extension DMN {
    /// A decision table (DMN 1.5 §8).
    public struct Table: Sendable {
        /// Which of the rules that hit count.
        public var hitPolicy: HitPolicy
        /// What is made of the outputs of `collect`.
        public var aggregation: Aggregation?
        /// The columns of conditions, from left to right.
        public var inputs: [Input]
        /// The columns of results, from left to right.
        public var outputs: [Output]
        /// Titles of the columns of notes.
        public var annotations: [String]
        /// From top to bottom.
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
        /// One rule at most may hit.
        case unique = "UNIQUE"
        /// Several may hit with the same outputs.
        case any = "ANY"
        /// The output counts that stands first among the allowed ones.
        case priority = "PRIORITY"
        /// The first that hits counts.
        case first = "FIRST"
        /// All outputs, in the order of the rules.
        case ruleOrder = "RULE ORDER"
        /// All outputs, in the order of the allowed ones.
        case outputOrder = "OUTPUT ORDER"
        /// All outputs, in any order, or what is made of them.
        case collect = "COLLECT"
    }

    /// 汇总方式 — what COLLECT makes of the outputs.
    public enum Aggregation: String, CaseIterable, Sendable {
        /// All added up.
        case sum = "SUM"
        /// How many there are.
        case count = "COUNT"
        /// The smallest.
        case min = "MIN"
        /// The largest.
        case max = "MAX"
    }

    /// A column that tests.
    public struct Input: Sendable {
        /// As the header shows it.
        public var label: String?
        /// What is tested.
        public var expression: Text
        /// The type of what is tested.
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
        /// The entry of the result; absent where it is the only output.
        public var name: String?
        /// As the header shows it.
        public var label: String?
        /// The type that outputs are coerced to.
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
        /// As the modeler named it.
        public var id: String?
        public var description: String?
        /// The tests, one for each column of conditions.
        public var inputs: [Text]
        /// The results, one for each column of results.
        public var outputs: [Text]
        /// Notes for people.
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
