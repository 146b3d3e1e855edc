import Kernel

/// Words of answering a correction.
enum CorrectionCopy {
    static let title = Phrase("correction.title", zh: "补正", en: "What is still needed")
    static let lead = Phrase(
        "correction.lead", zh: "缺的都在这里，补这一次就够。等您的这段时间不算进办理期限。",
        en: "This is all that is missing; once is enough. The time until you answer does not count.")
    static let points = Phrase("correction.points", zh: "要补的内容", en: "What to add")
    static let back = Phrase("correction.back", zh: "回到办件", en: "Back to the case")
    static let note = Phrase("correction.note", zh: "说明", en: "Your note")
    static let noteHint = Phrase(
        "correction.noteHint", zh: "材料怎么交的、有什么要说的，写在这里。例如：租房合同已交到派出所窗口。",
        en: "Say how you hand the papers in, or anything else, e.g. “lease handed in at the counter”.")
    static let send = Phrase("correction.send", zh: "交给工作人员", en: "Send to the officer")
    static let go = Phrase("correction.go", zh: "去补正", en: "Add what is missing")
    static let noteMissing = Rejection(
        .invalidInput, Phrase("correction.noteMissing", zh: "请写一句说明。", en: "Please write a note."),
        nextStep: Phrase(
            "correction.noteMissing.next", zh: "材料怎么交的，或者要补的内容是什么。", en: "How the papers come, or what was asked for."),
        field: "note")
    static let headline = Phrase("correction.headline", zh: "请您补一点内容", en: "Something is needed from you")
    static let headlineRefused = Phrase("correction.headlineRefused", zh: "这次没有批准", en: "Not granted")
}
