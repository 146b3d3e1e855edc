public import FEEL

/// 决定表的轮廓 — what the check of a table needs to know of it, whether it stands in an item file or in a DMN model:
/// columns, rules, and how many of them may hit (DMN 1.5 §8.2.11).
public struct TableOutline: Sendable {
    /// 条件列 — what a column tests, and the values that can occur there.
    public struct Column: Sendable {
        /// As it is written in the header.
        public let name: String
        /// Columns of the same expression test the same value.
        public let expression: String
        /// The type of the values that it tests.
        public let type: FEELType
        /// Where present, the tests that every value of the column passes (allowed values, ranges of a source).
        public let allowed: UnaryTests?
        /// Whether null is a value that rules should cover. In an item file it never is: there, null is unknown.
        public let admitsNull: Bool

        public init(
            _ name: String, expression: String? = nil, type: FEELType = .any, allowed: UnaryTests? = nil,
            admitsNull: Bool = false
        ) {
            self.name = name
            self.expression = expression ?? name
            self.type = type
            self.allowed = allowed
            self.admitsNull = admitsNull
        }
    }

    /// 规则 — one row.
    public struct Rule: Sendable {
        /// As it is written in the table.
        public let name: String
        /// Where it stands: 1 is the first line of the text that the table was read from, or of the table.
        public let line: Int
        /// One for each column.
        public let conditions: [UnaryTests]
        /// The outputs as they are written, in the order of their columns.
        public let outputs: [Expression]

        public init(_ name: String, line: Int, conditions: [UnaryTests], outputs: [Expression] = []) {
            self.name = name
            self.line = line
            self.conditions = conditions
            self.outputs = outputs
        }
    }

    /// 命中方式, as far as the check goes by it.
    public enum Hits: Sendable {
        /// One at most (U).
        case one
        /// Several, if their outputs agree (A).
        case agreeing
        /// The first in the given order counts: rules by position (F), or by the rank of their outputs (P).
        case ranked
        /// As many as do (R, O, C).
        case all
    }

    /// What the table tests, from left to right.
    public let columns: [Column]
    /// With `.ranked`, the one that counts first comes first.
    public let rules: [Rule]
    /// How many rules may hit.
    public let hits: Hits
    /// Whether it is wrong that no rule covers a row of values; else that is only told.
    public let mustCoverAll: Bool

    public init(columns: [Column], rules: [Rule], hits: Hits, mustCoverAll: Bool = false) {
        self.columns = columns
        self.rules = rules
        self.hits = hits
        self.mustCoverAll = mustCoverAll
    }
}

/// 检查的限度 — what one check may use at most. What was left out beyond it is said in a finding.
public struct CheckLimits: Hashable, Sendable {
    /// Steps of the search for gaps and masked rules.
    public var steps = 4_000_000
    /// Pairs of rules that are compared.
    public var pairs = 20_000_000
    /// Evaluations in search of facts for counter-examples.
    public var trials = 60_000
    /// Steps of all these evaluations together: rounds of loops, steps of regular expressions, and one for each 64 bytes
    /// that are made. One evaluation alone is within the limits of FEEL.
    public var trialSteps = 20_000_000
    /// Findings of one kind that are listed; of the others only the number is told.
    public var findingsOfAKind = 40

    public init() {}
}
