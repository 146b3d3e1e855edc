import Kernel

/// Words of the page of one case.
enum CaseShowCopy {
    static let number = Phrase("caseShow.number", zh: "办件编号", en: "Case number")
    static let copyNumber = Phrase("caseShow.copyNumber", zh: "复制编号", en: "Copy the number")
    static let submitted = Phrase("caseShow.submitted", zh: "提交时间", en: "Submitted")
    static let office = Phrase("caseShow.office", zh: "现在由谁办", en: "Who has it")
    static let due = Phrase("caseShow.due", zh: "最迟哪天办完", en: "Due by")
    static let starts = Phrase("caseShow.starts", zh: "从 {day} 起", en: "From {day}")
    static let paymentPaused = Phrase(
        "caseShow.paymentPaused", zh: "这项待遇暂停发放。为什么、怎样申诉，写在您的证照里。",
        en: "Payments are suspended. Why, and how to contest it, stands with your certificate.")
    static let paymentEnded = Phrase(
        "caseShow.paymentEnded", zh: "这项待遇不再发放。为什么、怎样申诉，写在您的证照里。",
        en: "Nothing is paid any more. Why, and how to contest it, stands with your certificate.")
    static let certificate = Phrase("caseShow.certificate", zh: "看我的证照", en: "My certificate")
    static let rate = Phrase("caseShow.rate", zh: "评一评", en: "Rate this")
    static let progress = Phrase("caseShow.progress", zh: "办到哪一步了", en: "Progress")
    static let live = Phrase("caseShow.live", zh: "有新进展会自动显示", en: "New steps appear by themselves")
    static let reload = Phrase("caseShow.reload", zh: "看看有没有新进展", en: "Check for news")

    static let why = Phrase("caseShow.why", zh: "为什么是这个结果", en: "Why this result")
    static let decidedByRule = Phrase(
        "caseShow.decidedByRule", zh: "由系统按规定自动批准，{time}", en: "Granted automatically under the rules, {time}")
    static let decidedByOfficer = Phrase(
        "caseShow.decidedByOfficer", zh: "由 {officer} 决定，{time}", en: "Decided by {officer}, {time}")
    static let rule = Phrase("caseShow.rule", zh: "用的是哪一条", en: "Rule")
    static let law = Phrase("caseShow.law", zh: "依据", en: "Legal basis")
    static let inputs = Phrase("caseShow.inputs", zh: "看了哪些信息", en: "What it rested on")
    static let recheck = Phrase(
        "caseShow.recheck", zh: "这些信息、规定的版本和结果都已存档，随时可以重新算一遍，结果一样。",
        en: "The inputs, the version of the rules and the result are kept. Run again, they give the same result.")

    static let disagree = Phrase("caseShow.disagree", zh: "不同意这个结果", en: "If you disagree")
    static let proof = Phrase("caseShow.proof", zh: "公开凭证", en: "Public proof")
    static let proofText = Phrase(
        "caseShow.proofText", zh: "这件事的每一步都已记入公开账本，最近一笔的编号是 {index}。谁改了都查得出来。",
        en: "Every step is in the public log; the latest is entry {index}. Any change would show.")
    static let proofPending = Phrase(
        "caseShow.proofPending", zh: "这一步正在记入公开账本，几秒钟就好。",
        en: "This step is being entered in the public log. It takes a few seconds.")
    static let proofFile = Phrase("caseShow.proofFile", zh: "下载完整证明", en: "Download the full proof")
    static let proofLink = Phrase("caseShow.proofLink", zh: "什么是公开凭证", en: "What is this?")
}
