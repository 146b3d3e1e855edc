/// 事实的值 — what a fact says: a text, a number, a day, or yes/no. Where it came from and how far it is trusted stands
/// beside it, never in it.
public enum FactValue: Hashable, Sendable {
    case text(String)
    case number(Decimal128)
    case date(CivilDate)
    case flag(Bool)
}

/// 事实的类型 — the kind of value that a fact holds. Raw values are stored; never rename one.
public enum FactKind: String, CaseIterable, Sendable, Hashable {
    case text, number, date, flag
}

extension FactValue {
    public var kind: FactKind {
        switch self {
        case .text: .text
        case .number: .number
        case .date: .date
        case .flag: .flag
        }
    }

    /// The value as it is stored and hashed: equal values have the same text (`1.10` is stored as `1.1`, a day as
    /// `2026-11-21`, a flag as `true` or `false`).
    public var storedText: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.canonical.description
        case .date(let date): date.description
        case .flag(let flag): flag ? "true" : "false"
        }
    }

    /// Reads what `storedText` wrote. `nil` where the text is no value of that kind.
    public init?(storedText: String, kind: FactKind) {
        switch kind {
        case .text: self = .text(storedText)
        case .number:
            guard let number = Decimal128(storedText) else { return nil }
            self = .number(number)
        case .date:
            guard let date = CivilDate(storedText) else { return nil }
            self = .date(date)
        case .flag:
            guard storedText == "true" || storedText == "false" else { return nil }
            self = .flag(storedText == "true")
        }
    }
}
