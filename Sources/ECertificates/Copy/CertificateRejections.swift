import Kernel
import Web

/// What certificates can say no with.
enum CertificateRejections {
    static let noSuchCertificate = Rejection(
        .notFound, Phrase("certificate.none", zh: "没有找到这张证照。", en: "We cannot find this certificate."),
        nextStep: Phrase(
            "certificate.none.next", zh: "它可能属于另一个账户。请在“我的”里查看。",
            en: "It may belong to another account. Look under “My page”."))

    static let notLoggedYet = Rejection(
        .unavailable,
        Phrase(
            "certificate.notLoggedYet", zh: "这张证照刚刚签发，存证还没有完成。",
            en: "This certificate is so new that it is not in the log yet."),
        nextStep: Phrase("certificate.notLoggedYet.next", zh: "请过几秒钟再试。", en: "Try again in a few seconds."))

    static let tooManyChecks = Rejection(
        .tooMany, Phrase("certificate.tooManyChecks", zh: "核验得太频繁了。", en: "Too many checks were made."),
        nextStep: Phrase("certificate.tooManyChecks.next", zh: "请过一分钟再试。", en: "Try again in a minute."))

    static let noSuchList = Rejection(
        .notFound, Phrase("certificate.noSuchList", zh: "没有这个状态列表。", en: "There is no such status list."),
        nextStep: Phrase(
            "certificate.noSuchList.next", zh: "请按证照里写的地址查询。", en: "Use the address that the certificate names."))

    /// The sentence of the type names what this certificate does not hold.
    static func unfilled(_ claims: [String]) -> Rejection {
        Rejection(
            .conflict,
            Phrase(
                "certificate.unfilled", zh: "证照正文里有填不上的内容（{claims}），所以没有签发。",
                en: "The certificate's text has a gap ({claims}), so it was not issued."
            ).with(["claims": claims.joined(separator: "、")]),
            nextStep: Phrase(
                "certificate.unfilled.next", zh: "已经填过、办过的都还在。请打 12345，或者请系统管理员改好证照类型，再办一次。",
                en: "Everything done so far is kept. Call 12345, or ask the operator to mend the type, then try again.")
        )
    }

    static let numberMissing = Rejection(
        .invalidInput, Phrase("certificate.numberMissing", zh: "没有填证照编号。", en: "The certificate number is missing."),
        nextStep: Phrase(
            "certificate.numberMissing.next", zh: "它印在证照名称下面，请对照着填。", en: "It is printed below the title."),
        field: FormName.certificateNumber)

    static let checkCodeMistyped = Rejection(
        .invalidInput, Phrase("certificate.checkCodeMistyped", zh: "校验码不对。", en: "This is no check code."),
        nextStep: Phrase(
            "certificate.checkCodeMistyped.next", zh: "校验码有 10 位数字和字母，印在二维码下面，请对照着再填一遍，也可以扫码。",
            en: "A check code has 10 characters and stands below the code. Compare it, or scan the code."),
        field: FormName.checkCode)

    static let notAgreeing = Rejection(
        .notFound,
        Phrase(
            "certificate.notAgreeing", zh: "没有查到编号和校验码都对得上的证照。",
            en: "There is no certificate with this number and this check code."),
        nextStep: Phrase(
            "certificate.notAgreeing.next", zh: "请对照证照再填一遍。两样都没填错，它就可能是假的，请打 12345。",
            en: "Compare both with the paper. If neither is mistyped it may be false: call 12345."),
        field: FormName.checkCode)
}
