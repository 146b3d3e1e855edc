import Kernel

/// Words of the check that the visitor's own browser makes.
enum VerifyFileCopy {
    static let download = Phrase("bundle.download", zh: "下载核验包", en: "Download with its proofs")
    static let downloadNote = Phrase(
        "bundle.downloadNote", zh: "核验包里还有签发记录和公开账本的证明，别人不用联系我们也能核验。",
        en: "With the record of its issue and the proof of the public log: others can check it without asking us.")
    static let title = Phrase("verifyFile.title", zh: "用自己的浏览器核验文件", en: "Check a file in your own browser")
    static let lead = Phrase(
        "verifyFile.lead", zh: "选一个证照文件或核验包，由您的浏览器现场计算。文件不会上传，我们看不到。",
        en: "Choose a credential file or a file with proofs. Your browser does the sums; the file is not sent to us.")
    static let file = Phrase("verifyFile.file", zh: "证照文件", en: "Certificate file")
    static let fileHint = Phrase(
        "verifyFile.fileHint", zh: "文件名以 .sd-jwt 或 .json 结尾，由持证人下载后给您。",
        en: "Its name ends in .sd-jwt or .json; its holder downloads it and gives it to you.")
    static let scanned = Phrase("verifyFile.scanned", zh: "或者贴上纸上二维码的内容", en: "Or what the code on paper says")
    static let scannedHint = Phrase(
        "verifyFile.scannedHint", zh: "用手机扫出来的整段文字，# 后面是签发机关的签名。",
        en: "The whole text that a phone reads from it; behind the # stands the issuer's signature.")
    static let genuinePaper = Phrase(
        "verifyFile.genuinePaper", zh: "纸上的内容是签发机关签的，没有改过；签发以后可能已经暂停、撤销或者换发",
        en: "The sheet is genuine and unchanged; it may have been suspended, revoked or replaced since")
    static let statusSkipped = Phrase(
        "verifyFile.statusSkipped", zh: "纸上看不出今天的状态。请打开二维码里的网址，或者凭编号和校验码查。",
        en: "Paper cannot tell how it stands today. Open the address in the code, or check it by number and check code."
    )
    static let checkCode = Phrase("verifyFile.checkCode", zh: "校验码", en: "Check code")
    static let signature = Phrase("verifyFile.signature", zh: "签名", en: "Signature")
    static let signaturePassed = Phrase(
        "verifyFile.signaturePassed", zh: "是签发机关的密钥签的：{key}", en: "Made by the issuer’s key: {key}")
    static let signatureFailed = Phrase(
        "verifyFile.signatureFailed", zh: "不是签发机关签的，或者签名后被改过。请让对方重新提供。",
        en: "Not the issuer’s, or changed since. Ask for the file again.")
    static let disclosures = Phrase("verifyFile.disclosures", zh: "内容", en: "Content")
    static let disclosuresPassed = Phrase(
        "verifyFile.disclosuresPassed", zh: "下面每一项都在签名之内。", en: "Every item below is covered by the signature.")
    static let disclosuresFailed = Phrase(
        "verifyFile.disclosuresFailed", zh: "有内容没有签名，是后来加的。不要采信。",
        en: "Something was added that nobody signed. Do not rely on it.")
    static let status = Phrase("verifyFile.status", zh: "状态", en: "Status")
    static let statusPassed = Phrase("verifyFile.statusPassed", zh: "此刻有效。", en: "Valid at this moment.")
    static let statusFailed = Phrase(
        "verifyFile.statusFailed", zh: "现在没有效力（被撤销、暂停、换发，或已过期），或者查不到状态。请用网址核验看原因。",
        en:
            "Not in force (revoked, suspended, replaced or expired), or its status cannot be read. Use the check address "
            + "to see why.")
    static let log = Phrase("verifyFile.log", zh: "公开账本", en: "Public log")
    static let logPassed = Phrase(
        "verifyFile.logPassed", zh: "签发记录是账本第 {index} 笔，从这一笔算到 {size} 笔的总指纹，对上了。账本公钥：{key}",
        en:
            "Its issue is entry {index}; computed up to the fingerprint over {size} entries, it agrees. Key of the log: "
            + "{key}")
    static let logFailed = Phrase(
        "verifyFile.logFailed", zh: "签发记录和公开账本对不上。请告诉我们，也请告诉审计机关。",
        en: "The record of its issue does not agree with the public log. Please tell us, and the auditors.")
    static let logSkipped = Phrase(
        "verifyFile.logSkipped", zh: "这个文件里没有账本证明。需要的话，请持证人下载“核验包”。",
        en: "This file holds no proof of the log. Ask its holder for the file with proofs.")
    static let genuine = Phrase("verifyFile.genuine", zh: "这是真的证照，现在有效", en: "Genuine, and in force")
    static let notGenuine = Phrase(
        "verifyFile.notGenuine", zh: "没有通过核验，请不要采信", en: "It did not pass: do not rely on it")
    static let byProgram = Phrase("verifyFile.byProgram", zh: "不用网页也能核验", en: "Without this page")
    static let byProgramText = Phrase(
        "verifyFile.byProgramText",
        zh: "程序 huimin certificate verify 只用公布的公钥做同样的核验；公钥在 /.well-known/jwks.json 和 /log/key。",
        en: "The program huimin certificate verify does the same with the published keys alone: "
            + "/.well-known/jwks.json and /log/key.")
    static let residentID = Phrase("verifyFile.residentID", zh: "公民身份号码", en: "Resident number")
    static let serviceItem = Phrase("verifyFile.serviceItem", zh: "事项", en: "Service")
    static let amount = Phrase("verifyFile.amount", zh: "金额（元）", en: "Amount (yuan)")
    static let period = Phrase("verifyFile.period", zh: "发放周期", en: "Period")
    static let startsOn = Phrase("verifyFile.startsOn", zh: "起算日期", en: "From")
    static let basis = Phrase("verifyFile.basis", zh: "依据", en: "Legal basis")
    static let caseNumber = Phrase("verifyFile.caseNumber", zh: "办件编号", en: "Case number")
}
