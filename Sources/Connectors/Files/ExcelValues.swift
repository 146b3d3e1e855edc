import Decisions
import Glibc
import Kernel

/// 单元格格式 — which numbers of a workbook are days and times, by the formats that its cells refer to.
struct ExcelStyles {
    /// By the number that a cell gives for its style.
    private let forms: [ExcelDates.Form?]

    init() { forms = [] }

    /// - Parameter document: `styles.xml`.
    init(_ document: XMLElement) {
        let formats = document.child("numFmts")?.children("numFmt") ?? []
        let custom = formats.reduce(into: [Int: String]()) { codes, format in
            guard let id = format["numFmtId"].flatMap({ Int($0) }) else { return }
            codes[id] = format["formatCode"]
        }
        forms = (document.child("cellXfs")?.children("xf") ?? []).map { style in
            guard let id = style["numFmtId"].flatMap({ Int($0) }) else { return nil }
            return custom[id].map(Self.form) ?? Self.builtin(id)
        }
    }

    func dateForm(_ style: Int) -> ExcelDates.Form? { forms.indices.contains(style) ? forms[style] : nil }

    /// ECMA-376 part 1, 18.8.30, those of Chinese workbooks included.
    private static func builtin(_ id: Int) -> ExcelDates.Form? {
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: .day
        case 22: .moment
        case 18...21, 32...35, 45...47, 55, 56: .time
        default: nil
        }
    }

    /// A format that a person made: letters of days and hours outside quotes and brackets tell.
    private static func form(_ code: String) -> ExcelDates.Form? {
        var letters = ""
        var (isQuoted, isBracketed, isEscaped) = (false, false, false)
        for character in code {
            if isEscaped {
                isEscaped = false
            } else if character == "\\" || character == "_" || character == "*" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == "[" || character == "]" {
                isBracketed = character == "["
            } else if !isQuoted, !isBracketed {
                letters += character.lowercased()
            }
        }
        // Further parts of a format are for negative numbers and texts.
        let first = letters.split(separator: ";").first ?? ""
        if first.contains("general") { return nil }
        let (hasDay, hasTime) = (first.contains("y") || first.contains("d"), first.contains("h") || first.contains("s"))
        switch (hasDay, hasTime) {
        case (true, false): return .day
        case (true, true): return .moment
        case (false, true): return .time
        case (false, false): return first.contains("m") ? .day : nil
        }
    }
}

/// 日期序号 — days since the end of 1899 (or of 1903) as Excel counts them, with its day that never was, 1900-02-29.
struct ExcelDates {
    enum Form: Sendable { case day, time, moment }

    let isOf1904: Bool

    /// `2026-11-22`, `2026-11-22 08:30:00`, `08:30:00`; the number as it is where it names no day.
    func text(_ number: String, _ form: Form) -> String {
        guard let serial = Double(number), serial >= 0, serial < 2_958_466 else { return number }
        var days = Int(serial)
        var seconds = Int(((serial - Double(days)) * 86_400).rounded())
        if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
        guard let day = day(days) else { return number }
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return switch form {
        case .day: day.description
        case .time: clock
        case .moment: "\(day) \(clock)"
        }
    }

    private func day(_ serial: Int) -> CivilDate? {
        if isOf1904 { return CivilDate(year: 1904, month: 1, day: 1)?.adding(days: serial) }
        guard serial != 60 else { return nil }
        return CivilDate(year: 1899, month: 12, day: serial < 60 ? 31 : 30)?.adding(days: serial)
    }
}

/// 数 — as Excel shows it: fifteen digits, of which the last may be noise of its binary numbers.
enum ExcelNumber {
    static func text(_ written: String) -> String {
        let digits = written.utf8.filter { (48...57).contains($0) }.count
        let isPlain = written.utf8.allSatisfy {
            (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
        if isPlain, digits <= 15 { return written }
        guard let number = Double(written), number.isFinite else { return written }
        let rounded = withVaList([number]) { arguments in
            var buffer = [CChar](repeating: 0, count: 64)
            vsnprintf(&buffer, buffer.count, "%.15g", arguments)
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        return rounded.contains("e") ? Decimal128(rounded).map { "\($0)" } ?? written : rounded
    }
}
