import Kernel

/// Words of a certificate's page and of its public check.
enum CertificatePagesCopy {
    static let me = Phrase("certificate.me", zh: "我的", en: "My page")
    static let lead = Phrase(
        "certificate.lead", zh: "出示这一页或打印出来都有效，别人扫码就能核验真伪。",
        en: "Show this page or print it. Anyone can scan the code to check that it is real.")
    static let newer = Phrase("certificate.newer", zh: "看新证", en: "The newer one")
    static let older = Phrase("certificate.older", zh: "看换发前的旧证", en: "The one before it")
    static let use = Phrase("certificate.use", zh: "保存和使用", en: "Keep and use")
    static let document = Phrase("certificate.document", zh: "下载盖章的 PDF", en: "Download the sealed PDF")
    static let download = Phrase("certificate.download", zh: "下载凭证文件", en: "Download the credential")
    static let downloadNote = Phrase(
        "certificate.downloadNote", zh: "带签名的凭证文件（SD-JWT），程序可以自动核验，也可以只出示其中一部分。",
        en: "A signed credential (SD-JWT) that programs can verify, and of which you may show a part only.")
    static let copyLink = Phrase("certificate.copyLink", zh: "复制核验网址", en: "Copy the check address")
    static let check = Phrase("certificate.check", zh: "看看别人核验时看到什么", en: "See what a checker sees")
    static let privacy = Phrase(
        "certificate.privacy", zh: "核验页上只有证照名称、签发机关、日期和隐去一部分的姓名，没有证件号、账号和金额。",
        en: "The check shows only type, issuer, day and a masked name: no number, account or amount.")

    static let verifyTitle = Phrase("verify.title", zh: "证照核验", en: "Certificate check")
    static let sample = Phrase("certificate.sampleMark", zh: "示例", en: "Sample")
    static let unknown = Phrase("verify.unknown", zh: "没有查到这张证照", en: "No such certificate")
    static let unknownText = Phrase(
        "verify.unknownText", zh: "可能是网址不完整，也可能是假的。请让对方重新出示二维码；拿不准就打 12345。",
        en:
            "The address may be incomplete, or the certificate false. Ask to see the code again; if in doubt call 12345."
    )
    static let type = Phrase("verify.type", zh: "证照名称", en: "Type")
    static let issuer = Phrase("verify.issuer", zh: "签发机关", en: "Issuer")
    static let issuedOn = Phrase("verify.issuedOn", zh: "签发日期", en: "Issued")
    static let holder = Phrase("verify.holder", zh: "持有人", en: "Holder")
    static let checkedAt = Phrase("verify.checkedAt", zh: "核验时间", en: "Checked")
    static let nothingElse = Phrase(
        "verify.nothingElse", zh: "为保护持有人，这里不显示其他内容。", en: "To protect the holder nothing else is shown.")
    static let proof = Phrase("verify.proof", zh: "怎么知道没有被改过", en: "How we know it is unchanged")
    static let proofText = Phrase(
        "verify.proofText",
        zh: "签发这张证照时，它的指纹记入了公开账本，编号 {index}。刚才我们从这一笔一直算到有 {size} 笔的总指纹，对上了。",
        en:
            "When it was issued, its fingerprint became entry {index} of the public log. We have just computed from it to "
            + "the total fingerprint over {size} entries, and they agree.")
    static let proofPending = Phrase(
        "verify.proofPending", zh: "它刚刚签发，正在记入公开账本，几秒钟后再看就有。",
        en: "It has only just been issued and is being entered in the public log. Look again in a few seconds.")
    static let proofRoot = Phrase("verify.proofRoot", zh: "总指纹", en: "Total fingerprint")
    static let proofLink = Phrase("verify.proofLink", zh: "自己动手核对", en: "Check it yourself")
    static let another = Phrase("verify.another", zh: "核验另一张", en: "Check another")

    static let formTitle = Phrase("verifyForm.title", zh: "核验一张证照", en: "Check a certificate")
    static let formLead = Phrase(
        "verifyForm.lead", zh: "用手机扫证照上的二维码最快。没有手机，就把证照上的编号和校验码填在这里。",
        en: "Scanning the code on the certificate is quickest. Without a phone, enter its number and check code here.")
    static let number = Phrase("verifyForm.number", zh: "证照编号", en: "Certificate number")
    static let numberHint = Phrase("verifyForm.numberHint", zh: "印在证照名称下面。", en: "Printed below its title.")
    static let checkCode = Phrase("verifyForm.checkCode", zh: "校验码", en: "Check code")
    static let checkCodeHint = Phrase(
        "verifyForm.checkCodeHint", zh: "印在二维码下面，10 位数字和字母，例如 7K2M9-QX4TA。粘贴二维码里的网址也行。",
        en: "10 characters below the code, such as 7K2M9-QX4TA. The address in the code will do as well.")
    static let checkNow = Phrase("verifyForm.check", zh: "核验", en: "Check")
}
