package import Kernel

/// A date format as officers write it: `yyyyMMdd`, `yyyy/MM/dd HH:mm:ss`, `yyyy年MM月dd日`, or `秒` and `毫秒` since 1970.
package struct DateFormat: Sendable {
    private let pattern: [Character]

    package init(_ pattern: String) { self.pattern = Array(pattern) }

    package func date(_ text: String) -> CivilDate? { instant(text)?.civilDate() }

    /// `nil` where the text does not follow the pattern exactly or names no real day.
    package func instant(_ text: String) -> Instant? {
        switch String(pattern) {
        case "秒": return Int64(text).flatMap { $0.magnitude < 100_000_000_000 ? Instant(milliseconds: $0 * 1000) : nil }
        case "毫秒": return Int64(text).flatMap { $0.magnitude < 100_000_000_000_000 ? Instant(milliseconds: $0) : nil }
        default: return parts(text)
        }
    }

    /// A day (with midnight) or an instant in this pattern.
    package func text(_ instant: Instant) -> String {
        let date = instant.civilDate()
        let seconds = instant.millisecondsOfDay() / 1000
        var values: [Character: Int] = ["y": date.year, "M": date.month, "d": date.day]
        values.merge(["H": seconds / 3600, "m": seconds / 60 % 60, "s": seconds % 60]) { $1 }
        var result = ""
        var index = 0
        while index < pattern.count {
            let letter = pattern[index]
            let width = pattern[index...].prefix { $0 == letter }.count
            if let value = values[letter] {
                let digits = String(value)
                result += String(repeating: "0", count: max(0, width - digits.count)) + digits
            } else {
                result += String(repeating: letter, count: width)
            }
            index += width
        }
        return result
    }

    private func parts(_ text: String) -> Instant? {
        var values: [Character: Int] = [:]
        var rest = Array(text)[...]
        for letter in pattern {
            guard let character = rest.popFirst() else { return nil }
            if "yMdHms".contains(letter) {
                guard character.isASCIIDigit, let digit = character.wholeNumberValue else { return nil }
                values[letter, default: 0] = values[letter, default: 0] * 10 + digit
            } else if character != letter {
                return nil
            }
        }
        guard rest.isEmpty,
            let date = CivilDate(year: values["y"] ?? 0, month: values["M"] ?? 0, day: values["d"] ?? 0),
            case (let hour, let minute, let second) = (values["H"] ?? 0, values["m"] ?? 0, values["s"] ?? 0),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let localSeconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return Instant(milliseconds: (localSeconds - Instant.chinaOffsetSeconds) * 1000)
    }
}
