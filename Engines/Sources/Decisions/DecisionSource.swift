public import FEEL

/// 决定的原文 — what a decision is compiled from: the facts it may use, the values that law fixes, the definitions and the
/// table.
public struct DecisionSource: Sendable {
    /// 判定信息 — the facts that it may use.
    public var inputs: [DecisionInput]
    /// 标准值 in force on the day of the decision, e.g. `月标准` with its entries.
    public var parameters: [DecisionParameter]
    /// The block 定义: `name = expression` per line, continued on indented lines.
    public var definitions: String
    /// The block 决定: `hit unique`, a table between bars, `otherwise 转人工`.
    public var table: String

    public init(
        inputs: [DecisionInput], parameters: [DecisionParameter] = [], definitions: String = "", table: String
    ) {
        self.inputs = inputs
        self.parameters = parameters
        self.definitions = definitions
        self.table = table
    }
}

/// 判定信息 — one fact that a decision may use.
public struct DecisionInput: Hashable, Sendable {
    /// As expressions name it.
    public let name: String
    /// A value of another type counts as unknown.
    public let type: FEELType
    /// Where not empty, the texts that the fact can have; any other counts as unknown.
    public let allowedValues: [String]

    public init(_ name: String, _ type: FEELType, allowedValues: [String] = []) {
        self.name = name
        self.type = type
        self.allowedValues = allowedValues
    }

    /// Whether a value can be relied on: present in all its parts, of the type, and one of those allowed.
    func admits(_ value: Value) -> Bool {
        guard type.admits(value), value.isComplete else { return false }
        guard !allowedValues.isEmpty, case .string(let text) = value else { return true }
        return allowedValues.contains(text)
    }
}

extension Value {
    /// Whether no part of the value is null: a family of which one income is unknown is not known.
    fileprivate var isComplete: Bool {
        switch self {
        case .null: false
        case .list(let elements): elements.allSatisfy(\.isComplete)
        case .context(let context): context.entries.allSatisfy(\.value.isComplete)
        default: true
        }
    }
}

/// 标准值 — a value that law or rule fixes.
public struct DecisionParameter: Sendable {
    /// As expressions name it.
    public let name: String
    /// What the law fixes on the day of the decision.
    public let value: Value

    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

/// 命中方式 — how many rules of a table may hit.
public enum HitPolicy: String, CaseIterable, Sendable {
    /// One at most; where two hit, a person decides.
    case unique
    /// The first from the top that hits.
    case first
}
