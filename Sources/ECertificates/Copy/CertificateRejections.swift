import Kernel

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

    static let tokenMistyped = Phrase(
        "certificate.tokenMistyped", zh: "核验码是 32 位的数字和字母 a 到 f，请对照证照再填一遍，也可以直接扫码。",
        en: "A check code has 32 characters, 0 to 9 and a to f. Compare it with the certificate, or scan its code.")
}
