import Kernel

/// Words about how good a resource's data have been.
enum QualityCopy {
    static let title = Phrase("quality.title", zh: "近 30 天的数据质量", en: "Data quality of the last 30 days")
    static let note = Phrase(
        "quality.note", zh: "按查询和信息项计数，没有任何人的信息。不知道的由申请人填写或者工作人员核对。",
        en: "Counts of reads and fields, with nobody in them. What is not known is asked for, or checked by a person.")
    static let none = Phrase("quality.none", zh: "近 30 天没有查询过。", en: "It was not read in the last 30 days.")
    static let tooFew = Phrase(
        "quality.tooFew", zh: "近 30 天查询太少，不作统计。", en: "Too few reads in the last 30 days to say.")
    static let answeredShare = Phrase("quality.answeredShare", zh: "部门有答复的", en: "Answered by the department")
    static let usableShare = Phrase("quality.usableShare", zh: "查到的信息可用的", en: "Values found that could be used")
    static let percent = Phrase("quality.percent", zh: "{n}%", en: "{n}%")
    static let age = Phrase("quality.age", zh: "平均新旧", en: "Average age")
    static let days = Phrase("quality.days", zh: "{n} 天", en: "{n} days")
    static let quota = Phrase("quality.quota", zh: "今天的限额", en: "Limit of today")
    static let quotaUsed = Phrase("quality.quotaUsed", zh: "{quota}，已经分出 {n} 次", en: "{quota}, {n} given out")
    static let reads = Phrase("quality.reads", zh: "查询结果", en: "Reads")
    static let outcome = Phrase("quality.outcome", zh: "结果", en: "Outcome")
    static let times = Phrase("quality.times", zh: "次数", en: "Times")
    static let byField = Phrase("quality.byField", zh: "逐项", en: "By field")
    static let known = Phrase("quality.known", zh: "可用", en: "Usable")
    static let disputes = Phrase("quality.disputes", zh: "居民提出的疑义", en: "Disputed by residents")
    static let disputesText = Phrase(
        "quality.disputesText", zh: "待核对 {open}，已更正 {corrected}，维持 {kept}",
        en: "{open} open, {corrected} corrected, {kept} kept")

    static func word(_ outcome: ReadOutcome) -> Phrase {
        switch outcome {
        case .answered: Phrase("quality.answered", zh: "有记录", en: "A record")
        case .notRecorded: Phrase("quality.notRecorded", zh: "没有记录", en: "No record")
        case .silent: Phrase("quality.silent", zh: "没有答复", en: "No answer")
        case .refused: Phrase("quality.refused", zh: "部门系统报错", en: "An error of the department")
        case .malformed: Phrase("quality.malformed", zh: "答复看不懂", en: "Not as described")
        case .notGranted: Phrase("quality.notGranted", zh: "没有授权，没有查", en: "Not granted, not read")
        case .overQuota: Phrase("quality.overQuota", zh: "限额已满，没有查", en: "Limit reached, not read")
        }
    }

    /// Why values of a record that was found were not known.
    static func word(_ absence: FactAbsence) -> Phrase {
        switch absence {
        case .sourceUnavailable: word(ReadOutcome.silent)
        case .notRecorded: word(ReadOutcome.notRecorded)
        case .empty: Phrase("quality.empty", zh: "空的", en: "Empty")
        case .contradictory: Phrase("quality.contradictory", zh: "前后不一致", en: "Contradictory")
        case .stale: Phrase("quality.stale", zh: "太旧", en: "Too old")
        case .malformed: Phrase("quality.badValue", zh: "写法或代码不对", en: "Wrong format or code")
        case .notGranted: word(ReadOutcome.notGranted)
        case .overQuota: word(ReadOutcome.overQuota)
        }
    }
}
