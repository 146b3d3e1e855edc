import Kernel

extension Value: CustomStringConvertible {
    /// The value as FEEL `string()` writes it: a text bare, a number in digits, a day as `2026-11-21`; strings inside a
    /// list or context in quotes. Stable, so that it can be stored and hashed.
    public var description: String {
        if case .string(let text) = self { text } else { text { $0 } }
    }

    /// The value as FEEL source writes it, where FEEL has a way to: `"未领"`, `@"2026-11-21"`.
    public var literal: String { text { "@\"\($0)\"" } }

    private func text(_ temporal: (String) -> String) -> String {
        switch self {
        case .null: "null"
        case .boolean(let flag): flag ? "true" : "false"
        case .number(let number): number.description
        case .string(let text): Value.quoted(text)
        case .date(let date): temporal(date.description)
        case .time(let time): temporal(time.description)
        case .dateTime(let dateTime): temporal(dateTime.description)
        case .months(let months): temporal(Value.monthsText(months))
        case .duration(let duration): temporal(duration.description)
        case .list(let elements): "[" + elements.map { $0.text(temporal) }.joined(separator: ", ") + "]"
        case .context(let context):
            "{" + context.entries.map { "\(Value.key($0.key)): \($0.value.text(temporal))" }.joined(separator: ", ")
                + "}"
        case .interval(let interval): interval.description
        case .function(let function): "function(" + function.parameters.joined(separator: ", ") + ")"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func key(_ key: String) -> String {
        let isName = key.unicodeScalars.allSatisfy { Lexicon.isNamePart($0) || $0 == " " }
        return isName && !key.isEmpty ? key : quoted(key)
    }

    private static func monthsText(_ months: Int) -> String {
        let (years, rest) = months.magnitude.quotientAndRemainder(dividingBy: 12)
        let text = (years > 0 ? "\(years)Y" : "") + (rest > 0 || years == 0 ? "\(rest)M" : "")
        return (months < 0 ? "-P" : "P") + text
    }
}

extension TimeOfDay: CustomStringConvertible {
    /// `08:30:00`, `08:30:00.5+08:00`, `23:00:00Z`, `08:30:00@Asia/Shanghai`
    public var description: String {
        let clock = [hour, minute, second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return clock + fractionText(nanosecond) + (zone.map { "@" + $0.id } ?? offset.map(TimeOfDay.offsetText) ?? "")
    }

    private static func offsetText(_ offset: Int) -> String {
        if offset == 0 { return "Z" }
        let parts = [abs(offset) / 3600, abs(offset) / 60 % 60] + (offset % 60 == 0 ? [] : [abs(offset) % 60])
        return (offset < 0 ? "-" : "+") + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension DateTime: CustomStringConvertible {
    /// `2026-11-21T08:30:00+08:00`
    public var description: String { "\(date)T\(time)" }
}

extension DayTimeDuration: CustomStringConvertible {
    /// The normal form: `P1DT2H`, `PT16H40M`, `-PT0.5S`, `PT0S`.
    public var description: String {
        let magnitude = nanoseconds.magnitude
        let seconds = magnitude / 1_000_000_000
        let days = seconds / 86_400
        var clock = ""
        if seconds % 86_400 >= 3600 { clock += "\(seconds % 86_400 / 3600)H" }
        if seconds % 3600 >= 60 { clock += "\(seconds % 3600 / 60)M" }
        let fraction = Int(magnitude % 1_000_000_000)
        if seconds % 60 > 0 || fraction > 0 || magnitude == 0 { clock += "\(seconds % 60)\(fractionText(fraction))S" }
        let text = (days > 0 ? "\(days)D" : "") + (clock.isEmpty ? "" : "T\(clock)")
        return (nanoseconds < 0 ? "-P" : "P") + text
    }
}

extension Interval: CustomStringConvertible {
    /// `[80..90)`, `>= 100`, `< 5`
    public var description: String {
        guard let start else { return (includesEnd ? "<= " : "< ") + (end?.literal ?? "null") }
        guard let end else { return (includesStart ? ">= " : "> ") + start.literal }
        return (includesStart ? "[" : "(") + start.literal + ".." + end.literal + (includesEnd ? "]" : ")")
    }
}

/// `.5` for half a second, nothing for none.
private func fractionText(_ nanosecond: Int) -> String {
    guard nanosecond > 0 else { return "" }
    let digits = String(nanosecond)
    let padded = String(repeating: "0", count: 9 - digits.count) + digits
    return "."
        + padded.prefix(
            (padded.lastIndex { $0 != "0" }).map { padded.distance(from: padded.startIndex, to: $0) + 1 } ?? 0)
}
