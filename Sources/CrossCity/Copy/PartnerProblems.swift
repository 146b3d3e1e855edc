import Kernel
import Web

/// Why a message of another city is not taken. The codes are published: the sender acts by them.
enum PartnerProblems {
    static let unknownSender = Problem(
        status: 403,
        reason: Phrase("partner.unknownSender", zh: "协同城市名录里没有发件的城市。", en: "The sender is none of our partner cities."),
        nextStep: settle)
    static let malformed = Problem(
        status: 400, reason: Phrase("partner.malformed", zh: "消息的格式不对。", en: "The message is not as described."),
        nextStep: settle)
    static let badSignature = Problem(
        status: 401, reason: Phrase("partner.badSignature", zh: "签名核验不通过。", en: "The signature does not hold."),
        nextStep: settle)
    static let wrongAudience = Problem(
        status: 401,
        reason: Phrase(
            "partner.wrongAudience", zh: "消息不是发给本市的，或者不是发件城市自己签的。", en: "The message is for another city, or another's."
        ),
        nextStep: settle)
    static let notNow = Problem(
        status: 401,
        reason: Phrase(
            "partner.notNow", zh: "消息的时间不对：太早、太晚或者有效期太长。", en: "The message is too old, too new or valid too long."),
        nextStep: Phrase(
            "partner.notNow.next", zh: "请核对时钟，重新签名再发。", en: "Check your clock, sign it anew and send it again."))
    static let reused = Problem(
        status: 409,
        reason: Phrase("partner.reused", zh: "同一个消息编号先前有过别的内容。", en: "Another message came under this id before."),
        nextStep: settle)
    static let outOfOrder = Problem(
        status: 409,
        reason: Phrase("partner.outOfOrder", zh: "前面还有消息没有到。", en: "An earlier message has not come yet."),
        nextStep: Phrase("partner.outOfOrder.next", zh: "请先发前面的，再发这一条。", en: "Send the earlier ones first."))
    static let stale = Problem(
        status: 409,
        reason: Phrase("partner.stale", zh: "这个顺序号的消息已经收过。", en: "A message of this number was taken before."),
        nextStep: settle)
    static let unknownItem = Problem(
        status: 422,
        reason: Phrase("partner.unknownItem", zh: "办理地没有这个事项。", en: "The city that decides has no such service."),
        nextStep: settle)
    static let notAgreed = Problem(
        status: 422,
        reason: Phrase(
            "partner.notAgreed", zh: "两座城市现在没有协同办理这个事项。", en: "The two cities do not handle this service together now."),
        nextStep: settle)
    static let notOurs = Problem(
        status: 422,
        reason: Phrase(
            "partner.notOurs", zh: "申请人的户籍不在办理地。", en: "The applicant's household is not in the city that decides."),
        nextStep: settle)
    static let unknownCase = Problem(
        status: 404, reason: Phrase("partner.unknownCase", zh: "没有这个办件。", en: "There is no such case."),
        nextStep: settle)
    static let notAcceptable = Problem(
        status: 422,
        reason: Phrase("partner.notAcceptable", zh: "补正的内容不合要求。", en: "The correction is not as it was asked for."),
        nextStep: settle)
    static let badCertificate = Problem(
        status: 422,
        reason: Phrase(
            "partner.badCertificate", zh: "随附的证照核验不通过，或者不是发件城市签的。",
            en: "The certificate that comes with it does not hold, or is not signed by the sender."), nextStep: settle)
    static let certificateOfOther = Problem(
        status: 422,
        reason: Phrase(
            "partner.certificateOfOther", zh: "随附的证照不是申请人的。",
            en: "The certificate that comes with it is not the applicant's."),
        nextStep: settle)
    static let tooMany = Problem(
        status: 429, reason: Phrase("partner.tooMany", zh: "消息太多，稍后再发。", en: "Too many messages."),
        nextStep: Phrase("partner.tooMany.next", zh: "请过一分钟再发。", en: "Send it again in a minute."))
    static let busy = Problem(
        status: 503, reason: Phrase("partner.busy", zh: "现在收不了，稍后再发。", en: "It cannot be taken just now."),
        nextStep: Phrase("partner.busy.next", zh: "请过一会儿再发。", en: "Send it again in a moment."))

    private static let settle = Phrase(
        "partner.settle", zh: "请两座城市的工作人员联系核对。", en: "Officers of the two cities should settle it.")

    /// Codes that time helps against.
    private static let passing: Set<String> = [
        "partner.outOfOrder", "partner.tooMany", "partner.busy", "partner.notNow",
    ]
    /// For so long a signature that does not hold may be one by a key that the receiver has not met yet.
    private static let keysSpreadSeconds: Int64 = 6 * 3600

    /// Whether the same message is to be sent again later.
    /// - Parameter seconds: since it was first to be told.
    static func isPassing(_ code: String, afterSeconds seconds: Int64) -> Bool {
        passing.contains(code) || code == badSignature.reason.code && seconds < keysSpreadSeconds
    }
}
