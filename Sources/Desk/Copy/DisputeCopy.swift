import Kernel

/// Words of the page on which departments answer what people say is wrong in their records.
enum DisputeCopy {
    static let title = Phrase("deskDispute.title", zh: "数据疑义", en: "Disputed data")
    static let lead = Phrase(
        "deskDispute.lead", zh: "居民说本部门的这些记录不对。请在本部门的系统里核对，错了就更正，没错就写明理由；到期以前答复。",
        en:
            "Residents say that these records are wrong. Check them in your own system, correct them or say why they stay."
    )
    static let toDisputes = Phrase("deskDispute.toDisputes", zh: "数据疑义", en: "Disputed data")
    static let none = Phrase("deskDispute.none", zh: "没有要核对的", en: "Nothing to check")
    static let noneText = Phrase(
        "deskDispute.noneText", zh: "有人说本部门的记录不对时，会出现在这里。",
        en: "What residents say is wrong in your department’s records appears here.")
    static let person = Phrase("deskDispute.person", zh: "谁的记录", en: "Whose record")
    static let held = Phrase("deskDispute.held", zh: "现在的记录", en: "The record says")
    static let said = Phrase("deskDispute.said", zh: "本人说应是", en: "The person says")
    static let saidNothing = Phrase("deskDispute.saidNothing", zh: "没有说", en: "Not said")
    static let item = Phrase("deskDispute.item", zh: "办什么事时提出", en: "In which case")
    static let due = Phrase("deskDispute.due", zh: "答复期限", en: "Answer by")
    static let reason = Phrase("deskDispute.reason", zh: "核对情况", en: "What was found")
    static let reasonHint = Phrase(
        "deskDispute.reasonHint", zh: "本人和办件的工作人员看得到。维持原来的记录，一定要写。",
        en: "The resident and the officers of the case read it. It must be there where the record stays.")
    static let corrected = Phrase("deskDispute.corrected", zh: "已在系统里更正", en: "It has been corrected")
    static let kept = Phrase("deskDispute.kept", zh: "核对无误，维持", en: "It is right and stays")
    static let notThere = Rejection(
        .notFound, Phrase("deskDispute.notThere", zh: "没有这条疑义。", en: "There is no such dispute."),
        nextStep: Phrase("deskDispute.notThere.next", zh: "回到列表里选。", en: "Choose one from the list."))
}
