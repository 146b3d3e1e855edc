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

    static let tokenMistyped = Phrase(
        "certificate.tokenMistyped", zh: "核验码是 32 位的数字和字母 a 到 f，请对照证照再填一遍，也可以直接扫码。",
        en: "A check code has 32 characters, 0 to 9 and a to f. Compare it with the certificate, or scan its code.")
}
