public import FEEL
public import Kernel

/// 何时符合 — what would have to change for a grant: the day alone, or one fact, or two. Each way was put to the engine
/// and is granted; what cannot be granted by so little is not in it.
public struct Qualification: Sendable {
    /// 变化 — one fact that would have to be another, or to be known at all.
    public struct Change: Sendable {
        /// The fact that would have to change.
        public let fact: String
        /// What it is now; `nil` where it is unknown, so that it would only have to be confirmed.
        public let now: Value?
        /// A value with which it is granted: the nearest one where values have an order.
        public let value: Value
        /// What the columns of the rule ask for that rest on the fact.
        public let requirements: [Requirement]
        /// Whether a column tests the fact itself, not something computed from it.
        public let isDirect: Bool
    }

    /// 途径 — one way to a grant.
    public struct Way: Sendable {
        /// The rule that grants then.
        public let rule: String
        /// The first day on which it is granted; `nil` where it is as soon as the changes are made.
        public let from: CivilDate?
        /// Empty where waiting is enough.
        public let changes: [Change]
        /// The facts with which it was tried, days included.
        public let facts: [String: Value]
        /// What the rule gives then.
        public let outputs: [DecisionOutput]
    }

    /// The nearest first: fewest changes, then the earliest day. Empty where it is granted already, or where no way was
    /// found.
    public let ways: [Way]
    /// Whether all was searched; else the search came to its limit, and a nearer way may have been passed over.
    public let isComplete: Bool
}

/// 一版规则 — a decision from the day on which its 标准值 came into force.
public struct DecisionEdition: Sendable {
    /// The first day; `nil` where it was always in force.
    public let from: CivilDate?
    /// The decision as it stands from then on.
    public let model: DecisionModel

    public init(from: CivilDate?, model: DecisionModel) {
        self.from = from
        self.model = model
    }
}
