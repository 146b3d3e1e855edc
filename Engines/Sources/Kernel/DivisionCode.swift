/// 行政区划代码 — a place in the administrative order: province (2 digits), prefecture (4), county (6, GB/T 2260), township
/// (9, GB/T 10114) or village (12). Trailing zeros say nothing: `33`, `3300` and `330000` are one province and equal;
/// `000000` is the whole country.
public struct DivisionCode: Sendable {
    /// As it was written.
    public let text: String
    /// The digits that say something, e.g. `3399` for `339900`; empty for the whole country.
    public let significant: String

    /// `nil` unless there are 2, 4, 6, 9 or 12 digits.
    public init?(_ text: some StringProtocol) {
        guard [2, 4, 6, 9, 12].contains(text.utf8.count), text.utf8.allSatisfy(TypedNumber.isDigit) else { return nil }
        self.text = String(text)
        var digits = Array(text.utf8)
        while let width = DivisionCode.lastStep(digits.count), TypedNumber.value(digits.suffix(width)) == 0 {
            digits.removeLast(width)
        }
        significant = String(decoding: digits, as: UTF8.self)
    }

    /// 层级 — which rung of the order the code names.
    public enum Level: Int, Hashable, Sendable, CaseIterable, Comparable {
        case nation = 0
        case province = 2
        case prefecture = 4
        case county = 6
        case township = 9
        case village = 12

        /// Wider first: a province is less than a county.
        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    public var level: Level { Level(rawValue: significant.utf8.count) ?? .nation }

    /// Whether the other place is this one or lies in it.
    public func contains(_ other: DivisionCode) -> Bool { other.significant.hasPrefix(significant) }

    /// The place one rung up; `nil` for the whole country.
    public var parent: DivisionCode? { Level.allCases.last { $0 < level }.flatMap { at($0) } }

    /// The place of the given rung that this one lies in; `nil` where this one is wider than that.
    public func at(_ wanted: Level) -> DivisionCode? {
        guard wanted <= level else { return nil }
        return wanted == .nation ? DivisionCode("00") : DivisionCode(significant.prefix(wanted.rawValue))
    }

    /// Padded with zeros to the six digits of GB/T 2260, or to nine or twelve below a county.
    public var padded: String {
        let width = Swift.max(6, significant.utf8.count)
        return significant + String(repeating: "0", count: width - significant.utf8.count)
    }

    /// How many digits the last rung of a code of this length has.
    private static func lastStep(_ count: Int) -> Int? {
        switch count {
        case 12, 9: 3
        case 6, 4, 2: 2
        default: nil
        }
    }
}

extension DivisionCode: Hashable {
    public static func == (left: DivisionCode, right: DivisionCode) -> Bool { left.significant == right.significant }
    public func hash(into hasher: inout Hasher) { hasher.combine(significant) }
}

extension DivisionCode: CustomStringConvertible {
    public var description: String { text }
}
