package import Kernel

/// Amounts of money as definitions and sentences write them, and as the platform keeps them: whole fen (分).
package enum MoneyText {
    /// `20 元`, `20.50 元`, `20 元/本` → fen; `nil` without the unit, or where it is finer than a fen.
    package static func fen(_ text: String) -> Int? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == "元" || (parts[1].hasPrefix("元/") && parts[1].count > 2),
            parts[0].utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }), let yuan = Decimal128(String(parts[0]))
        else { return nil }
        return fen(yuan: yuan)
    }

    /// Fen → `12`, `12.05`.
    package static func yuan(fen: Int) -> String {
        let (yuan, cents) = fen.quotientAndRemainder(dividingBy: 100)
        return cents == 0 ? "\(yuan)" : "\(yuan).\(abs(cents) < 10 ? "0" : "")\(abs(cents))"
    }

    /// Yuan → fen. `nil` where the amount is negative or finer than a fen: it is never rounded in silence.
    package static func fen(yuan: Decimal128) -> Int? {
        guard !yuan.isNegative || yuan.isZero, let fen = yuan.multiplied(by: 100), fen.isInteger else { return nil }
        return fen.int
    }
}
