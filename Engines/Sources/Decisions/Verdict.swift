public import FEEL
public import Kernel

/// 判定 — what a machine may say of an application: yes, with the rule and its outputs; or a person shall look, with the
/// reasons. There is no refusal.
public enum Verdict: Hashable, Sendable {
    /// 准予 — granted by a rule.
    case granted(rule: String, outputs: [DecisionOutput])
    /// 转人工 — a person shall look, and why.
    case referred([ReferralReason])

    /// Whether the machine says yes.
    public var isGranted: Bool { if case .granted = self { true } else { false } }

    /// The value of an output where granted.
    public subscript(output: String) -> Value? {
        guard case .granted(_, let outputs) = self else { return nil }
        return outputs.first { $0.name == output }?.value
    }

    /// 未满足 — names of facts and columns that kept it from granting; empty where it granted.
    public var unmet: [String] {
        guard case .referred(let reasons) = self else { return [] }
        return reasons.flatMap(\.names).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// 结果项 — one output of a rule, e.g. 金额.
public struct DecisionOutput: Hashable, Sendable {
    /// The column of the table.
    public let name: String
    /// What the rule gives for it.
    public let value: Value

    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// By name and by what the value reads as.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// 转人工的原因 — why the machine does not decide.
public struct ReferralReason: Hashable, Sendable {
    /// Stable codes.
    public enum Kind: String, Sendable {
        /// A fact is missing, not of its type, or cannot be computed.
        case unknown
        /// Facts are known and no rule covers them.
        case noRule
        /// More than one rule hits, or might.
        case ambiguous
        /// The rule hits, but one of its outputs cannot be computed.
        case output
    }

    /// Why the machine does not decide.
    public let kind: Kind
    private let content: Content

    private enum Content: Sendable {
        case named(rules: [String], names: [String])
        /// Found with every verdict, spelt out for those who read it.
        case numbered(DecisionPlan, rules: RuleSet, names: NumberList)
    }

    public init(_ kind: Kind, rules: [String] = [], names: [String] = []) {
        self.kind = kind
        content = .named(rules: rules, names: names)
    }

    init(_ kind: Kind, _ plan: DecisionPlan, rules: RuleSet, names: NumberList) {
        self.kind = kind
        content = .numbered(plan, rules: rules, names: names)
    }

    /// Rules that it is about.
    public var rules: [String] {
        switch content {
        case .named(let rules, _): rules
        case .numbered(let plan, let rules, _): rules.members.map { plan.ruleNames[$0] }
        }
    }

    /// Facts, columns or outputs that it is about.
    public var names: [String] {
        switch content {
        case .named(_, let names): names
        case .numbered(let plan, _, let names): names.numbers.map { plan.reasonNames[$0] }
        }
    }

    public static func == (left: ReferralReason, right: ReferralReason) -> Bool {
        left.kind == right.kind && left.rules == right.rules && left.names == right.names
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(rules)
        hasher.combine(names)
    }

    /// In words for the officer who takes over.
    public var phrase: Phrase {
        let arguments = ["names": names.joined(separator: "、"), "rules": rules.joined(separator: "、")]
        return switch kind {
        case .unknown: Phrase("decision.unknown", zh: "不能确认：{names}。", en: "Not known for certain: {names}.", arguments)
        case .noRule: Phrase("decision.noRule", zh: "没有规则符合：{names}。", en: "No rule covers: {names}.", arguments)
        case .ambiguous:
            Phrase("decision.ambiguous", zh: "不止一条规则可能符合：{rules}。", en: "Several rules may apply: {rules}.", arguments)
        case .output: Phrase("decision.output", zh: "算不出结果：{names}。", en: "Cannot be computed: {names}.", arguments)
        }
    }
}
