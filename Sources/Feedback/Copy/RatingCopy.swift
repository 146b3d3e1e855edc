import Kernel

/// Words of rating a service (好差评).
enum RatingCopy {
    static let title = Phrase("rating.title", zh: "这件事办得怎么样？", en: "How did it go?")
    static let lead = Phrase(
        "rating.lead", zh: "选一个就行。怎么评都不影响您的结果，办事的人看不到是谁评的。",
        en: "One choice is enough. It does not affect your result, and those who handled it do not see who you are.")
    static let level = Phrase("rating.level", zh: "您的感受", en: "Your view")
    static let comment = Phrase("rating.comment", zh: "想说点什么", en: "Anything to add")
    static let commentHint = Phrase(
        "rating.commentHint", zh: "请不要写姓名、电话和证件号。", en: "Please leave out names, phone and ID numbers.")
    static let send = Phrase("rating.send", zh: "提交评价", en: "Send")
    static let back = Phrase("rating.back", zh: "回到办件", en: "Back to the case")
    static let thanks = Phrase("rating.thanks", zh: "谢谢您", en: "Thank you")
    static let thanksGood = Phrase(
        "rating.thanksGood", zh: "您的评价已经记下，会算进公开的统计里。",
        en: "Your rating is recorded and counts in the public statistics.")
    static let thanksBad = Phrase(
        "rating.thanksBad", zh: "很抱歉没有办好。我们会查原因、改正，并在公开的统计里说明结果。",
        en: "We are sorry. We will find the cause, put it right, and say in public what came of it.")
    static let home = Phrase("rating.home", zh: "回到首页", en: "To the first page")

    /// The five levels of 国办发〔2019〕51号, the best first, by their number.
    static let levels: [(value: Int, phrase: Phrase)] = [
        (5, Phrase("rating.level5", zh: "非常满意", en: "Very satisfied")),
        (4, Phrase("rating.level4", zh: "满意", en: "Satisfied")),
        (3, Phrase("rating.level3", zh: "基本满意", en: "Fairly satisfied")),
        (2, Phrase("rating.level2", zh: "不满意", en: "Dissatisfied")),
        (1, Phrase("rating.level1", zh: "非常不满意", en: "Very dissatisfied")),
    ]
}
