package import Kernel

/// Words of what officers do with certificates.
enum ActCopy {
    static let title = Phrase("certificateAct.title", zh: "证照管理", en: "Certificates")
    static let lead = Phrase(
        "certificateAct.lead", zh: "按证照编号找到您的机关管理的证照，办理加注、换发、暂停、恢复、注销、撤销；撤销错了的，由别人纠正。",
        en: "Find a certificate of your office by its number: annotate, renew, suspend, resume, cancel or revoke it.")
    static let find = Phrase("certificateAct.find", zh: "查找", en: "Find")
    static let holder = Phrase("certificateAct.holder", zh: "持证人", en: "Holder")
    static let life = Phrase("certificateAct.life", zh: "办理记录", en: "What was done with it")
    static let noLife = Phrase("certificateAct.noLife", zh: "签发以后没有变动。", en: "Nothing since its issue.")
    static let actions = Phrase("certificateAct.actions", zh: "办理", en: "Actions")
    static let nothing = Phrase(
        "certificateAct.nothing", zh: "这张证照已经失效，不能再办理。", en: "It has ended; nothing more can be done.")
    static let notYours = Phrase(
        "certificateAct.notYours", zh: "您的岗位不能办理这张证照。请找管理机关里能办理的同事。",
        en: "Your post cannot act on it. Please ask a colleague of the responsible office whose post can.")
    static let reason = Phrase("certificateAct.reason", zh: "理由", en: "Reason")
    static let reasonHint = Phrase("certificateAct.reasonHint", zh: "写给持证人看的事实和理由。", en: "The facts, for the holder.")
    static let note = Phrase("certificateAct.note", zh: "加注的内容", en: "The line that is added")
    static let ground = Phrase("certificateAct.ground", zh: "法律依据", en: "Legal ground")
    static let groundHint = Phrase(
        "certificateAct.groundHint", zh: "哪部法、第几条，例如《中华人民共和国行政许可法》第六十九条。", en: "The law and the article.")
    static let cancelGroundHint = Phrase(
        "certificateAct.cancelGroundHint", zh: "例如《中华人民共和国行政许可法》第七十条：有效期届满未延续、本人死亡、本人申请。",
        en: "The law and the article, such as article 70 of the Administrative License Law.")
    static let correctGroundHint = Phrase(
        "certificateAct.correctGroundHint", zh: "哪份复议决定、判决，或者自行纠正依据的法条。要由撤销的人以外的人办。",
        en: "The decision on review, the judgment, or the article. Somebody else than who ended it has to do it.")
    static let reach = Phrase("certificateAct.reach", zh: "决定本身", en: "The decision itself")
    static let reachHint = Phrase(
        "certificateAct.reachHint", zh: "证照的问题和决定的问题不一样，请分开选。",
        en: "What is wrong with the paper need not be wrong with the decision.")
    static let nobodyTold = Phrase(
        "certificateAct.nobodyTold", zh: "没有部门系统会被告知，请另行通知", en: "no department's system is told: please let them know")
    static let certificateOnly = Phrase(
        "certificateAct.certificateOnly", zh: "只办这张证照，决定照旧", en: "Only the certificate; the decision stands")
    static let suspendGrant = Phrase(
        "certificateAct.suspendGrant", zh: "连同决定一起暂停", en: "Suspend the decision as well")
    static let endGrant = Phrase(
        "certificateAct.endGrant", zh: "连同决定一起终止", en: "End the decision as well")
    static let toldResource = Phrase("certificateAct.toldResource", zh: "告知“{resource}”", en: "{resource} is told")
    static let paysOn = Phrase("certificateAct.paysOn", zh: "待遇照发", en: "payments go on")
    static let paysPaused = Phrase(
        "certificateAct.paysPaused", zh: "待遇停发，恢复时再发", en: "payments pause until it is resumed")
    static let paysNoMore = Phrase("certificateAct.paysNoMore", zh: "待遇不再发放", en: "nothing is paid any more")
    static let reached = Phrase("certificateAct.reached", zh: "连同决定", en: "the decision as well")
    static let when = Phrase("certificateAct.when", zh: "时间", en: "When")
    static let what = Phrase("certificateAct.what", zh: "事项", en: "What")
    static let who = Phrase("certificateAct.who", zh: "经办", en: "By")
    static let remedy = Phrase(
        "certificateAct.remedy",
        zh: "不服的，可以自知道之日起 {days} 日内申请行政复议，或者 {months} 个月内向法院起诉；想先问清楚，打 12345。",
        en:
            "You may ask for reconsideration within {days} days, or go to court within {months} months. Call 12345 to ask first."
    )
    static let annotate = Phrase("certificateAct.annotate", zh: "加注", en: "Annotate")
    static let renew = Phrase("certificateAct.renew", zh: "换发", en: "Renew")
    static let suspend = Phrase("certificateAct.suspend", zh: "暂停使用", en: "Suspend")
    static let resume = Phrase("certificateAct.resume", zh: "恢复使用", en: "Resume")
    static let cancel = Phrase("certificateAct.cancel", zh: "注销", en: "Cancel")
    static let revoke = Phrase("certificateAct.revoke", zh: "撤销", en: "Revoke")
    static let correct = Phrase("certificateAct.correct", zh: "纠正并重新签发", en: "Correct: issue it anew")

    static let annotated = Phrase("certificateAct.annotated", zh: "加了一条说明", en: "a line was added")
    static let renewed = Phrase("certificateAct.renewed", zh: "换发了新证", en: "it was renewed")
    static let suspended = Phrase("certificateAct.suspended", zh: "已暂停使用", en: "it is suspended")
    static let resumed = Phrase("certificateAct.resumed", zh: "已恢复使用", en: "it counts again")
    static let cancelled = Phrase("certificateAct.cancelled", zh: "已注销", en: "it is cancelled")
    static let revoked = Phrase("certificateAct.revoked", zh: "已撤销", en: "it is revoked")
    static let paymentPaused = Phrase(
        "certificateAct.paymentPaused", zh: "已暂停使用，待遇同时停发", en: "it is suspended, and so are payments")
    static let paymentResumed = Phrase(
        "certificateAct.paymentResumed", zh: "已恢复使用，待遇同时恢复", en: "it counts again, and payments go on")
    static let paymentEnded = Phrase(
        "certificateAct.paymentEnded", zh: "已{act}，待遇不再发放", en: "it was ended ({act}), and nothing is paid any more")
    static let paymentReinstated = Phrase(
        "certificateAct.paymentReinstated", zh: "已纠正，重新签发了，待遇同时恢复",
        en: "it was corrected and issued anew, and payments go on")
    static let grantSuspended = Phrase(
        "certificateAct.grantSuspended", zh: "已暂停使用，所证明的决定同时暂停", en: "it is suspended, and so is the decision")
    static let grantResumed = Phrase(
        "certificateAct.grantResumed", zh: "已恢复使用，所证明的决定同时恢复", en: "it counts again, and so does the decision")
    static let grantEnded = Phrase(
        "certificateAct.grantEnded", zh: "已{act}，所证明的决定同时终止", en: "it was ended ({act}), and so was the decision")
    static let grantReinstated = Phrase(
        "certificateAct.grantReinstated", zh: "已纠正，重新签发了，所证明的决定同时恢复",
        en: "it was corrected and issued anew, and the decision stands again")
    static let corrected = Phrase("certificateAct.corrected", zh: "已纠正，重新签发了", en: "it was corrected and issued anew")
}

extension CertificateAct {
    package var words: Phrase {
        switch self {
        case .annotate: ActCopy.annotate
        case .renew: ActCopy.renew
        case .suspend: ActCopy.suspend
        case .resume: ActCopy.resume
        case .cancel: ActCopy.cancel
        case .revoke: ActCopy.revoke
        case .correct: ActCopy.correct
        }
    }

    /// What a message to the holder says of it.
    package var news: Phrase {
        switch self {
        case .annotate: ActCopy.annotated
        case .renew: ActCopy.renewed
        case .suspend: ActCopy.suspended
        case .resume: ActCopy.resumed
        case .cancel: ActCopy.cancelled
        case .revoke: ActCopy.revoked
        case .correct: ActCopy.corrected
        }
    }

    /// What is to be written as its ground.
    var groundHint: Phrase {
        switch self {
        case .cancel: ActCopy.cancelGroundHint
        case .correct: ActCopy.correctGroundHint
        case .annotate, .renew, .suspend, .resume, .revoke: ActCopy.groundHint
        }
    }
}

extension GrantChange {
    /// What a message to the holder says, where the decision went the way of its certificate.
    func news(of act: CertificateAct, isBenefit: Bool) -> Phrase {
        switch self {
        case .suspended: isBenefit ? ActCopy.paymentPaused : ActCopy.grantSuspended
        case .resumed: isBenefit ? ActCopy.paymentResumed : ActCopy.grantResumed
        case .cancelled, .revoked:
            (isBenefit ? ActCopy.paymentEnded : ActCopy.grantEnded).with(["act": act.words.text(in: .chinese)])
        case .reinstated: isBenefit ? ActCopy.paymentReinstated : ActCopy.grantReinstated
        }
    }
}
