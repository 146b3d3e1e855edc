public import Kernel

extension Deadline {
    /// The count in words, one sentence a line, for the resident and for the file: what counted, what did not and why.
    public var explanation: [Phrase] {
        var year: Int?
        var phrases = [Phrase]()
        for span in spans {
            phrases.append(span.phrase(afterYear: year))
            year = span.last.year
        }
        if let open = spans.first(where: \.isProvisional)?.last {
            phrases.append(Deadline.provisionalNote(year: open.month == 12 ? open.year + 1 : open.year))
        }
        return phrases
    }

    private static func provisionalNote(year: Int) -> Phrase {
        Phrase(
            "deadline.provisional", zh: "{year} 年放假安排还没有载入，以上日期为暂定，载入后会重新计算。",
            en: "The holidays of {year} are not loaded yet; this date is provisional and will be counted again.",
            ["year": String(year)])
    }
}

extension CalendarSpan {
    /// The line in words. The year is named where it is another than in the line before.
    func phrase(afterYear year: Int?) -> Phrase {
        let days = DayRangeText(first: first, last: last, yearBefore: year)
        let (code, chinese, english) = sentence
        return Phrase(
            "deadline.\(code)", zh: "\(days.chinese)　\(chinese)\(isProvisional ? "（暂定）" : "")",
            en: "\(days.english): \(english)\(isProvisional ? " (provisional)" : "")")
    }

    private typealias Sentence = (code: String, chinese: String, english: String)

    private var sentence: Sentence {
        switch content {
        case .start: ("start", "起算，当天不计", "the period starts; this day is not counted")
        case .counted(let numbers, nil): counted(numbers)
        case .counted(let numbers, let festival?):
            (
                "makeUp", "\(festival)调休上班，第 \(numbers.lowerBound) 个工作日",
                "worked to make up for \(Festival.english(festival)), working day \(numbers.lowerBound)"
            )
        case .passedOver(nil): ("weekend", "周末，不计", "weekend, not counted")
        case .passedOver(let festival?):
            ("holiday", "\(festival)放假，不计", "\(Festival.english(festival)) holiday, not counted")
        case .stood: ("stood", "等待补正，不计", "waiting for the applicant, not counted")
        case .running(let period): running(period)
        case .movedOn(nil): ("movedOnWeekend", "期末遇周末，顺延", "it would end on a weekend and moves on")
        case .movedOn(let festival?):
            (
                "movedOnHoliday", "期末遇\(festival)放假，顺延",
                "it would end in the \(Festival.english(festival)) holiday and moves on"
            )
        case .due(nil): ("due", "24:00 前届满", "it ends at midnight")
        case .due(let minute?): ("due", "\(clock(minute)) 前届满", "it ends at \(clock(minute))")
        }
    }

    private func counted(_ numbers: ClosedRange<Int>) -> Sentence {
        let (from, through) = (numbers.lowerBound, numbers.upperBound)
        return from == through
            ? ("counted", "第 \(from) 个工作日", "working day \(from)")
            : ("counted", "第 \(from) 至 \(through) 个工作日", "working days \(from) to \(through)")
    }

    private func running(_ period: LegalPeriod) -> Sentence {
        switch period {
        case .immediate: ("running", "当天", "the same day")
        case .workingDays(let count): ("running", "\(count) 个工作日", "\(count) working days")
        case .calendarDays(let count): ("running", "\(count) 日，节假日计入", "\(count) days, rest days included")
        case .months(let count): ("running", "\(count) 个月", "\(count) months")
        case .years(let count): ("running", "\(count) 年", "\(count) years")
        case .hours(let count): ("running", "\(count) 小时", "\(count) hours")
        }
    }

    private func clock(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

/// A run of days as people write it: 10月1日至7日, 1–7 Oct.
private struct DayRangeText {
    let chinese: String
    let english: String

    init(first: CivilDate, last: CivilDate, yearBefore: Int?) {
        let namesYear = first.year != yearBefore
        let namesLastYear = last.year != first.year
        let chineseFirst = (namesYear ? "\(first.year)年" : "") + "\(first.month)月\(first.day)日"
        let englishMonth = DayRangeText.months[last.month - 1] + (namesYear || namesLastYear ? " \(last.year)" : "")
        if first == last {
            chinese = chineseFirst
            english = "\(last.day) \(englishMonth)"
        } else {
            let isSameMonth = first.month == last.month && !namesLastYear
            let chineseMonth = (namesLastYear ? "\(last.year)年" : "") + (isSameMonth ? "" : "\(last.month)月")
            chinese = "\(chineseFirst)至\(chineseMonth)\(last.day)日"
            let englishFirst = "\(first.day)" + (isSameMonth ? "" : " " + DayRangeText.months[first.month - 1])
            english = "\(englishFirst)–\(last.day) \(englishMonth)"
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// Festivals by their English names; a name that is not known stays as it is.
private enum Festival {
    static func english(_ name: String) -> String {
        name.split(separator: "、").map { names[String($0)] ?? String($0) }.joined(separator: " and ")
    }

    private static let names = [
        "元旦": "New Year", "春节": "Spring Festival", "清明节": "Tomb-Sweeping Day", "劳动节": "Labour Day",
        "端午节": "Dragon Boat Festival", "中秋节": "Mid-Autumn Festival", "国庆节": "National Day",
    ]
}
