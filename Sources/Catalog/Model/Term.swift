/// 期限 — a length of time as a regulation states it. Working days and calendar days are different things and are never
/// turned into each other; the calendar that counts them belongs to the clock.
package struct Term: Hashable, Sendable {
    package let count: Int
    package let unit: Unit

    /// Raw values are the words of the file.
    package enum Unit: String, CaseIterable, Sendable {
        /// At once: decided while the person waits.
        case immediate = "即时"
        case hours = "小时"
        case workingDays = "工作日"
        /// 自然日
        case days = "日"
        case months = "个月"
        case years = "年"
    }

    package init(count: Int, unit: Unit) {
        self.count = count
        self.unit = unit
    }

    package static let immediate = Term(count: 0, unit: .immediate)

    /// Whether this term can be relied on to end no later than `limit`, whatever the calendar: `nil` where the units
    /// do not allow to say so (10 working days may be more or less than 15 days).
    package func ends(noLaterThan limit: Term) -> Bool? {
        if unit == .immediate || self == limit { return true }
        switch (unit, limit.unit) {
        case (let left, let right) where left == right: return count <= limit.count
        case (.hours, .days): return count <= limit.count * 24
        case (.hours, .workingDays), (.days, .workingDays):
            let days = unit == .days ? count : (count + 23) / 24
            return days <= limit.count ? true : nil
        case (.days, .hours): return count * 24 <= limit.count
        case (.days, .months): return count <= limit.count * 28 ? true : nil
        case (.workingDays, .days): return count > limit.count ? false : nil
        case (.months, .years): return count <= limit.count * 12
        case (_, .immediate): return false
        default: return nil
        }
    }
}

extension Term: LosslessStringConvertible {
    /// `20 工作日`, `15 日`, `6 个月`, `即时`
    package init?(_ text: String) {
        if text == Unit.immediate.rawValue {
            self = .immediate
            return
        }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...4).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
            let count = Int(parts[0]), count > 0, let unit = Unit(rawValue: String(parts[1])), unit != .immediate
        else { return nil }
        self.init(count: count, unit: unit)
    }

    package var description: String { unit == .immediate ? unit.rawValue : "\(count) \(unit.rawValue)" }
}
