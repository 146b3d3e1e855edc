package import Kernel

/// Sentences about cases that another city decides, and about those that another city took in.
enum ElsewhereCopy {
    static let formTitle = Phrase("elsewhere.form", zh: "由{city}决定", en: "{city} decides")
    static let formText = Phrase(
        "elsewhere.formText",
        zh: "您的户籍在{city}。您不用回去：我们收下申请，{push} 个工作日内送到，那里 {decide} 个工作日内决定。只送办理这件事用得着的信息。",
        en:
            "You need not go to {city}: we send your application within {push} working days, it is decided within {decide}."
    )
    static let forwarded = Phrase("event.forwarded", zh: "送往办理地", en: "Sent to the city that decides")
    static let sentAgain = Phrase("event.sentAgain", zh: "工作人员再次送交", en: "An officer sent it again")
    static let returned = Phrase("event.returned", zh: "办理地没有收下", en: "The other city did not take it")
    static let receivedThere = Phrase("event.receivedThere", zh: "办理地收到申请", en: "Received by the city that decides")
    static let headline = Phrase("case.headline.elsewhere", zh: "正在{city}办理", en: "Being handled in {city}")
    static let onItsWay = Phrase(
        "elsewhere.onItsWay", zh: "正在送往{city}，送到后这里会显示那边的每一步。",
        en: "On its way to {city}. Each step there will appear here.")
    static let overdue = Phrase(
        "elsewhere.overdue", zh: "{city}还没有按时答复。您可以打 {telephone} 询问，我们的工作人员也在催办。",
        en: "{city} has not answered in time. You can call {telephone}; our officers are asking, too.")
    static let isReturned = Phrase(
        "elsewhere.isReturned", zh: "{city}没有收下这份申请，我们的工作人员正在处理，您不用重新申请。原因：{reason}",
        en: "{city} did not take this application. Our officers see to it; you need not apply again. Reason: {reason}")
    static let certificate = Phrase(
        "elsewhere.certificate", zh: "下载办理地的证照", en: "Download the certificate")
    static let takenIn = Phrase(
        "elsewhere.takenIn", zh: "{city}代收，编号 {number}", en: "Taken in by {city}, case {number}")
}

/// What cannot be done with a case that another city decides.
package enum ElsewhereRejections {
    package static let decidedBefore = Rejection(
        .conflict,
        Phrase("elsewhere.decidedBefore", zh: "这个办件已经有了另一个决定。", en: "This case was decided otherwise before."),
        nextStep: Phrase(
            "elsewhere.decidedBefore.next", zh: "请与代收城市核对。", en: "Settle it with the city that took it in."))
    package static let refusalUnsigned = Rejection(
        .invalidInput,
        Phrase("elsewhere.refusalUnsigned", zh: "不予的决定没有写明是谁作的。", en: "Nobody has signed this refusal."),
        nextStep: Phrase(
            "elsewhere.refusalUnsigned.next", zh: "请写明作决定的工作人员、理由和依据。",
            en: "Say which officer decided, on which ground."))
    package static let grantUntold = Rejection(
        .invalidInput,
        Phrase("elsewhere.grantUntold", zh: "批准了，但是没有写明怎样批准的。", en: "No step tells of this grant."),
        nextStep: Phrase(
            "elsewhere.grantUntold.next", zh: "请把批准这一步一起送来。", en: "Send the step that granted with it."))
    package static let nothingToSend = Rejection(
        .conflict, Phrase("elsewhere.nothingToSend", zh: "这份申请没有被退回，不用再送。", en: "Nothing was returned."),
        nextStep: Phrase("elsewhere.nothingToSend.next", zh: "请刷新页面看最新进展。", en: "Reload the page to see how it stands.")
    )
}
