package import Kernel

/// A date format as officers write it: `yyyyMMdd`, `yyyy/MM/dd HH:mm:ss`, `yyyy年MM月dd日`; `秒` and `毫秒` since 1970; or
/// `Excel日序`, whole days since 1899-12-30.
package struct DateFormat: Sendable, Equatable {
    private enum Unit: Int, CaseIterable { case year, month, day, hour, minute, second }

    /// One character of the pattern.
    private enum Step: Equatable {
        case digit(Unit)
        case literal(UInt8)
    }

    private enum Form: Equatable {
        case steps([Step])
        /// A count since 1970; how many milliseconds one is, and the least count that is no time.
        case count(milliseconds: Int64, limit: Int64)
        /// Days as Excel counts them from March 1900 on; before, it counts a day that never was.
        case serial
    }

    private static let letters: [Character: Unit] = [
        "y": .year, "M": .month, "d": .day, "H": .hour, "m": .minute, "s": .second,
    ]

    private static let serialEpoch = -25_569
    private static let serials = 61..<2_958_466

    private let form: Form

    package init(_ pattern: String) {
        switch pattern {
        case "秒": form = .count(milliseconds: 1000, limit: 100_000_000_000)
        case "毫秒": form = .count(milliseconds: 1, limit: 100_000_000_000_000)
        case "Excel日序": form = .serial
        default:
            form = .steps(
                pattern.flatMap { character in
                    Self.letters[character].map { [Step.digit($0)] } ?? character.utf8.map(Step.literal)
                })
        }
    }

    package func date(_ text: String) -> CivilDate? { instant(text)?.civilDate() }

    /// `nil` where the text does not follow the pattern exactly or names no real day.
    package func instant(_ text: String) -> Instant? {
        switch form {
        case .count(let milliseconds, let limit):
            Int64(text).flatMap { $0.magnitude < limit ? Instant(milliseconds: $0 * milliseconds) : nil }
        case .steps(let steps): instant(text.utf8, steps)
        case .serial:
            Int(text).flatMap {
                Self.serials.contains($0) ? CivilDate(daysSinceEpoch: Self.serialEpoch + $0).begins : nil
            }
        }
    }

    private func instant(_ text: String.UTF8View, _ steps: [Step]) -> Instant? {
        var values = [Int](repeating: 0, count: Unit.allCases.count)
        var rest = text[...]
        for step in steps {
            guard let byte = rest.popFirst() else { return nil }
            switch step {
            case .digit(let unit):
                guard (48...57).contains(byte) else { return nil }
                values[unit.rawValue] = values[unit.rawValue] * 10 + Int(byte - 48)
            case .literal(let expected): guard byte == expected else { return nil }
            }
        }
        func value(_ unit: Unit) -> Int { values[unit.rawValue] }
        guard rest.isEmpty, let date = CivilDate(year: value(.year), month: value(.month), day: value(.day)),
            value(.hour) < 24, value(.minute) < 60, value(.second) < 60
        else { return nil }
        let ofDay = Int64(value(.hour) * 3600 + value(.minute) * 60 + value(.second))
        let localSeconds = Int64(date.daysSinceEpoch) * 86_400 + ofDay
        return Instant(milliseconds: (localSeconds - Instant.chinaOffsetSeconds) * 1000)
    }

    /// A day (with midnight) or an instant in this pattern.
    package func text(_ instant: Instant) -> String {
        switch form {
        case .count(let milliseconds, _): String(instant.milliseconds / milliseconds)
        case .steps(let steps): String(decoding: bytes(of: instant, steps), as: UTF8.self)
        case .serial: String(instant.civilDate().daysSinceEpoch - Self.serialEpoch)
        }
    }

    private func bytes(of instant: Instant, _ steps: [Step]) -> [UInt8] {
        let date = instant.civilDate()
        let seconds = instant.millisecondsOfDay() / 1000
        var values = [date.year, date.month, date.day, seconds / 3600, seconds / 60 % 60, seconds % 60]
        // From the end: the last digit of a unit is its ones.
        let reversed = steps.reversed().map { step -> UInt8 in
            switch step {
            case .literal(let byte): return byte
            case .digit(let unit):
                defer { values[unit.rawValue] /= 10 }
                return UInt8(48 + values[unit.rawValue] % 10)
            }
        }
        return reversed.reversed()
    }
}
