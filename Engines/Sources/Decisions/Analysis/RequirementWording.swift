import FEEL
public import Kernel

extension Requirement {
    /// `年龄不低于 80、低于 90` — with the name of the column.
    public var phrase: Phrase {
        Phrase(
            "decision.requirement", zh: "{column}{needs}", en: "{column} {needsEnglish}", ["column": column]
        ).with("needs", words)
    }

    /// `不低于 80、低于 90` — what the value has to be.
    public var words: Phrase {
        if let test { return Phrase("decision.need.test", zh: "符合 {test} ", en: "passes {test}", ["test": test]) }
        guard !spans.isEmpty else { return Phrase("decision.need.none", zh: "不可能符合", en: "can never pass") }
        let values = spans.compactMap { if case .value(let value) = $0 { value } else { nil } }
        if values.count == spans.count { return Requirement.oneOf(values) }
        return Phrase.list(spans.map(Requirement.words), zh: "，或者", en: ", or ")
    }

    private static let anything = Phrase("decision.need.any", zh: "不限", en: "may be anything")

    private static func words(of span: Span) -> Phrase {
        switch span {
        case .value(let value): oneOf([value])
        case .range(let interval): words(of: interval)
        case .otherThan(let values) where values.isEmpty: anything
        case .otherThan(let values):
            Phrase("decision.need.otherThan", zh: "不是{values}", en: "is not {valuesEnglish}").with(
                "values", .list(values.map(\.words), zh: "、", en: " or "))
        case .null: Phrase("decision.need.null", zh: "没有值", en: "has no value")
        case .any: anything
        }
    }

    private static func oneOf(_ values: [Value]) -> Phrase {
        Phrase("decision.need.value", zh: "为{values}", en: "is {valuesEnglish}").with(
            "values", .list(values.map(\.words), zh: "或", en: " or "))
    }

    /// `不低于 80、低于 90`; days are early or late, numbers low or high.
    private static func words(of interval: Interval) -> Phrase {
        let isTime = [interval.start, interval.end].compactMap { $0 }.contains { $0.isPointInTime }
        let ends =
            [interval.start.map { lower($0, interval.includesStart, isTime) }]
            + [interval.end.map { upper($0, interval.includesEnd, isTime) }]
        return .list(ends.compactMap { $0 }, zh: "、", en: " and ")
    }

    private static func lower(_ end: Value, _ isIncluded: Bool, _ isTime: Bool) -> Phrase {
        let phrase =
            switch (isIncluded, isTime) {
            case (true, false): Phrase("decision.need.atLeast", zh: "不低于{end}", en: "is at least {endEnglish}")
            case (false, false): Phrase("decision.need.above", zh: "高于{end}", en: "is above {endEnglish}")
            case (true, true): Phrase("decision.need.notBefore", zh: "不早于{end}", en: "is not before {endEnglish}")
            case (false, true): Phrase("decision.need.after", zh: "晚于{end}", en: "is after {endEnglish}")
            }
        return phrase.with("end", end.words)
    }

    private static func upper(_ end: Value, _ isIncluded: Bool, _ isTime: Bool) -> Phrase {
        let phrase =
            switch (isIncluded, isTime) {
            case (true, false): Phrase("decision.need.atMost", zh: "不高于{end}", en: "is at most {endEnglish}")
            case (false, false): Phrase("decision.need.below", zh: "低于{end}", en: "is below {endEnglish}")
            case (true, true): Phrase("decision.need.notAfter", zh: "不晚于{end}", en: "is not after {endEnglish}")
            case (false, true): Phrase("decision.need.before", zh: "早于{end}", en: "is before {endEnglish}")
            }
        return phrase.with("end", end.words)
    }
}

extension Value {
    fileprivate var isPointInTime: Bool {
        switch self {
        case .date, .time, .dateTime: true
        default: false
        }
    }

    /// The value as people read it: `“未领”`, `是`, `2027年5月3日`, a number between spaces.
    var words: Phrase {
        switch self {
        case .boolean(true): Phrase("decision.value.yes", zh: "“是”", en: "yes")
        case .boolean(false): Phrase("decision.value.no", zh: "“否”", en: "no")
        case .string(let text): Phrase("decision.value.text", zh: "“{text}”", en: "“{text}”", ["text": text])
        case .date(let date): date.words
        case .null: Phrase("decision.value.unknown", zh: "不能确认", en: "not known")
        case .list(let elements):
            Phrase("decision.value.list", zh: " {count} 项", en: "{count} entries", ["count": String(elements.count)])
        case .months(let months): Value.words(months: months)
        default: Phrase("decision.value.plain", zh: " {text}", en: "{text}", ["text": description])
        }
    }

    private static func words(months: Int) -> Phrase {
        let arguments = ["years": String(months / 12), "months": String(months % 12)]
        if months % 12 == 0 { return Phrase("decision.value.years", zh: " {years} 年", en: "{years} years", arguments) }
        if abs(months) < 12 {
            return Phrase("decision.value.months", zh: " {months} 个月", en: "{months} months", arguments)
        }
        return Phrase(
            "decision.value.yearsMonths", zh: " {years} 年 {months} 个月", en: "{years} years {months} months", arguments)
    }
}

extension CivilDate {
    /// `2027年5月3日`, `3 May 2027`
    var words: Phrase {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return Phrase(
            "decision.value.day", zh: "{year}年{month}月{day}日", en: "{day} {monthName} {year}",
            ["year": String(year), "month": String(month), "day": String(day), "monthName": names[month - 1]])
    }
}

extension Phrase {
    /// Fills `{name}` with the Chinese of a phrase and `{nameEnglish}` with its English.
    func with(_ name: String, _ part: Phrase) -> Phrase {
        with([name: part.text(in: .chinese), name + "English": part.text(in: .english)])
    }

    /// Phrases one after the other.
    static func list(_ parts: [Phrase], zh chinese: String, en english: String) -> Phrase {
        if parts.count == 1 { return parts[0] }
        return Phrase("decision.list", zh: "{parts}", en: "{partsEnglish}").with([
            "parts": parts.map { $0.text(in: .chinese) }.joined(separator: chinese),
            "partsEnglish": parts.map { $0.text(in: .english) }.joined(separator: english),
        ])
    }
}
