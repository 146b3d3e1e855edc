import Kernel
import Web

/// What acting on a certificate can say no with.
enum ActRejections {
    static let notYours = Rejection(
        .notFound,
        Phrase(
            "certificateAct.notYours", zh: "没有找到您的机关管理的这张证照。",
            en: "There is no such certificate that your office looks after."),
        nextStep: Phrase(
            "certificateAct.notYours.next", zh: "请核对证照编号；别的机关管理的证照，请联系那个机关。",
            en: "Check the number; for another office's certificates ask that office."),
        field: FormName.certificateNumber)

    static let reasonMissing = Rejection(
        .invalidInput, Phrase("certificateAct.reasonMissing", zh: "没有写理由。", en: "The reason is missing."),
        nextStep: Phrase(
            "certificateAct.reasonMissing.next", zh: "请写明事实和理由，持证人会看到。", en: "Write it for the holder, who reads it."),
        field: FormName.note)

    static let groundMissing = Rejection(
        .invalidInput,
        Phrase("certificateAct.groundMissing", zh: "没有写法律依据。", en: "The legal ground is missing."),
        nextStep: Phrase(
            "certificateAct.groundMissing.next", zh: "暂停、注销、撤销和纠正都要写明依据哪部法、第几条。", en: "Name the law and the article."),
        field: FormName.ground)

    static let reachMissing = Rejection(
        .invalidInput,
        Phrase(
            "certificateAct.reachMissing", zh: "没有选决定本身怎么办。", en: "What becomes of the decision is missing."),
        nextStep: Phrase(
            "certificateAct.reachMissing.next", zh: "请选：只办证照，还是连同决定。",
            en: "Say whether it is about the certificate only, or about the decision as well."),
        field: FormName.reach)

    static let suspendedDecision = Rejection(
        .invalidInput,
        Phrase(
            "certificateAct.suspendedDecision", zh: "它所证明的决定正在暂停，没有证照就不能恢复了。",
            en: "The decision that it proves is suspended, and could not be resumed without it."),
        nextStep: Phrase(
            "certificateAct.suspendedDecision.next", zh: "请先恢复使用，或者连同决定一起终止。",
            en: "Resume it first, or end the decision as well."),
        field: FormName.reach)

    static let sameOfficer = Rejection(
        .notAllowed,
        Phrase(
            "certificateAct.sameOfficer", zh: "这张证照是您自己注销或者撤销的，不能由您纠正。",
            en: "You ended this certificate yourself; somebody else has to correct that."),
        nextStep: Phrase(
            "certificateAct.sameOfficer.next", zh: "请本机关的同事，或者颁发机构的工作人员办理。",
            en: "Ask a colleague, or an officer of the issuing authority."))

    static let notNow = Rejection(
        .conflict,
        Phrase("certificateAct.notNow", zh: "证照现在的状态不能这样办。", en: "This cannot be done with the certificate as it is."),
        nextStep: Phrase("certificateAct.notNow.next", zh: "请重新打开这一页，看看现在的状态。", en: "Open the page again and look."))
}
