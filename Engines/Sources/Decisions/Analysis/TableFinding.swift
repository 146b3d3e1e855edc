public import FEEL
public import Kernel

/// 检查发现 — one thing about a table that whoever writes it should know before it is used, with values that show it.
public struct TableFinding: Sendable {
    /// Raw values are stable codes.
    public enum Kind: String, CaseIterable, Sendable {
        /// 漏洞: values that no rule covers.
        case gap
        /// 重叠: two rules hit the same values where only one may, or where their outputs differ.
        case overlap
        /// 被遮住: a rule that never decides, because others cover all that it covers.
        case masked
        /// 不会命中: a rule with a cell that no value passes.
        case dead
        /// 类型不符: a cell that compares with values of another type.
        case mistyped
        /// 取值之外: a cell that compares with values that cannot occur.
        case unallowed
        /// 结果不一: outputs of one column with different types.
        case mixedOutputs
        /// 没有找到: no facts were found that come to this; probably there are none.
        case notReached
        /// 没有查完: the check stopped at a limit, or met cells that it cannot look into.
        case notFullyChecked
    }

    /// How much it matters. Raw values are stable codes.
    public enum Severity: String, Sendable {
        /// The table does not do what its hit policy promises.
        case error
        /// Probably a slip of the pen.
        case warning
        /// Good to know.
        case information
    }

    /// What was found.
    public let kind: Kind
    /// Whether it stops the decision from being used.
    public let severity: Severity
    /// Names of the rules that it is about, in the order of the table.
    public let rules: [String]
    /// Where the last of these rules stands: 1 is the first line; `nil` where it is about the whole table.
    public let line: Int?
    /// For what values it is so; columns that do not matter are left out.
    public let region: [Requirement]
    /// Facts that show it; `nil` where none were found, or none are needed.
    public let counterexample: Counterexample?
    /// What is the matter.
    public let message: Phrase
    /// What to do about it.
    public let advice: Phrase

    /// Stable, for those who sort or silence findings.
    public var code: String { message.code }
}

extension TableFinding {
    /// The same finding with the facts of its counter-example told otherwise.
    func replacingFacts(_ facts: (Counterexample) -> [Counterexample.Reading]) -> TableFinding {
        TableFinding(
            kind: kind, severity: severity, rules: rules, line: line, region: region,
            counterexample: counterexample.map { Counterexample(facts: facts($0), columns: $0.columns) },
            message: message, advice: advice)
    }
}

/// 反例 — facts that show a finding: put to the engine, they do what the finding says.
public struct Counterexample: Sendable {
    /// A name with its value.
    public struct Reading: Sendable {
        /// The fact.
        public let name: String
        /// The value that shows the finding.
        public let value: Value
    }

    /// Facts in the order of the inputs; of a table alone, the values of its columns.
    public let facts: [Reading]
    /// The values that the columns have then.
    public let columns: [Reading]

    /// The facts by name, as an evaluation takes them.
    public var values: [String: Value] {
        facts.reduce(into: [:]) { $0[$1.name] = $1.value }
    }

    /// `年龄 89.5、健在“是”`
    public var phrase: Phrase {
        let parts = facts.map {
            Phrase("decision.reading", zh: "{name}{value}", en: "{name} {valueEnglish}", ["name": $0.name])
                .with("value", $0.value.words)
        }
        return .list(parts, zh: "，", en: ", ")
    }
}

/// What a counter-example claims.
enum TableClaim {
    /// No rule hits.
    case noneHits
    /// All these rules hit.
    case hit([Int])
    /// The rule hits, yet it is not the one that decides.
    case loses(Int)
    /// The rule does not hit.
    case misses(Int)
    /// The rule is the one that decides.
    case decides(Int)
}

/// Finds facts for a part of a table's space, and makes sure that they do what is claimed.
protocol CounterexampleFinder {
    mutating func find(_ box: [PositionSet], in space: TableSpace, claim: TableClaim) -> Counterexample?
    /// Whether it may not look any further: what it does not find may be there all the same.
    var isUsedUp: Bool { get }
}
