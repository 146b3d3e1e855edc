import Kernel

/// 金额 — an amount of money in fen, written so that it can be read aloud: `每月 100 元`.
package struct MoneyText: Component {
    let amountFen: Int64
    let period: Period
    let isLarge: Bool

    /// How often the amount is paid.
    package enum Period: String, CaseIterable, Sendable { case once, monthly, yearly }

    package init(fen amountFen: Int64, _ period: Period = .once, isLarge: Bool = false) {
        self.amountFen = amountFen
        self.period = period
        self.isLarge = isLarge
    }

    package func html(in context: PageContext) -> HTML {
        let number: HTML = "<b>\(MoneyText.digits(amountFen))</b>"
        let period = context.say(DesignCopy.period(period))
        let words: HTML =
            context.language == .chinese
            ? "\(period.isEmpty ? "" : period + " ")\(number) 元" : "CNY \(number)\(period.isEmpty ? "" : " " + period)"
        return "<span class=\"money\(isLarge ? " money-large" : "")\">\(words)</span>"
    }

    /// `1,234.50`; without decimals where there are none.
    package static func digits(_ fen: Int64) -> String {
        let magnitude = fen.magnitude
        var groups: [String] = []
        var whole = magnitude / 100
        repeat {
            let group = String(whole % 1000)
            whole /= 1000
            groups.insert(whole > 0 ? String(repeating: "0", count: 3 - group.count) + group : group, at: 0)
        } while whole > 0
        let cents = magnitude % 100
        let decimals = cents == 0 ? "" : "." + (cents < 10 ? "0" : "") + String(cents)
        return (fen < 0 ? "−" : "") + groups.joined(separator: ",") + decimals
    }
}
