package import Kernel

extension CivilDate {
    /// As people write it: `2026年11月22日`, `22 November 2026`.
    package func text(in language: Language) -> String {
        switch language {
        case .chinese: "\(year)年\(month)月\(day)日"
        case .english: "\(day) \(Self.englishMonths[month - 1]) \(year)"
        }
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

extension PageContext {
    /// The same in the language of the page.
    package func dayText(_ day: CivilDate) -> String { day.text(in: language) }

    /// A point in time to the minute, China Standard Time: `2026年11月22日 08:15`.
    package func momentText(_ instant: Instant) -> String {
        "\(dayText(instant.civilDate())) \(instant.minuteText.suffix(5))"
    }

    /// `<time>` around a day, readable by people and by programs.
    package func day(_ day: CivilDate) -> HTML {
        "<time datetime=\"\(day.description)\">\(dayText(day))</time>"
    }

    /// `<time>` around a point in time.
    package func moment(_ instant: Instant) -> HTML {
        "<time datetime=\"\(instant.iso8601)\">\(momentText(instant))</time>"
    }

    /// The value of a fact or of a certificate: a day as people write it, everything else as it is, in Chinese.
    package func readable(_ value: String) -> HTML { CivilDate(value).map { day($0) } ?? chinese(value) }

    /// The same without marks.
    package func readableText(_ value: String) -> String { CivilDate(value).map { dayText($0) } ?? value }
}
