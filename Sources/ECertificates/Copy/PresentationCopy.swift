import Kernel

/// Words of the wallet and of showing a certificate.
enum PresentationCopy {
    static let number = Phrase("presentation.number", zh: "证照编号", en: "Certificate number")

    static let forIdentity = Phrase("presentation.forIdentity", zh: "核对身份", en: "Checking who I am")
    static let forService = Phrase(
        "presentation.forService", zh: "办理事务（政府、银行、医院等）", en: "Public, bank or hospital services")
    static let forBenefit = Phrase("presentation.forBenefit", zh: "享受优待、减免", en: "A concession or reduction")
    static let forEmployment = Phrase("presentation.forEmployment", zh: "求职、用工", en: "Work")
    static let forHousing = Phrase("presentation.forHousing", zh: "租房、买房", en: "Renting or buying a home")
    static let forTravel = Phrase("presentation.forTravel", zh: "出行、住宿", en: "Travel or lodging")
    static let forOther = Phrase("presentation.forOther", zh: "其他", en: "Something else")

    static let wallet = Phrase("wallet.title", zh: "我的证照", en: "My certificates")
    static let walletLead = Phrase(
        "wallet.lead", zh: "出示时由您选给对方看什么，码一分钟内有效，只能看一次。谁看过，这里都有记录。",
        en: "You choose what is seen. A code is good for a minute and once. Who looked is written down here.")
    static let none = Phrase("wallet.none", zh: "还没有证照", en: "No certificates yet")
    static let noneText = Phrase(
        "wallet.noneText", zh: "办好的事项会在这里留下证照。", en: "What is granted to you leaves its certificate here.")
    static let issued = Phrase("wallet.issued", zh: "签发", en: "issued")
    static let until = Phrase("wallet.until", zh: "有效期至", en: "valid until")
    static let show = Phrase("wallet.show", zh: "出示", en: "Show")
    static let toWallet = Phrase("wallet.toWallet", zh: "全部证照", en: "All certificates")

    static let title = Phrase("present.title", zh: "出示证照", en: "Show a certificate")
    static let lead = Phrase(
        "present.lead", zh: "只有勾选的会给对方看，别的都不离开这里。", en: "Only what you tick is seen; nothing else leaves.")
    static let what = Phrase("present.what", zh: "给对方看", en: "To be seen")
    static let purpose = Phrase("present.purpose", zh: "对方拿它做什么", en: "What it is for")
    static let purposeHint = Phrase(
        "present.purposeHint", zh: "对方也要选，两边选的一样才看得到。", en: "The other side chooses too; both must agree.")
    static let confirm = Phrase("present.confirm", zh: "我同意，出示", en: "I agree, show it")

    static let codeLead = Phrase(
        "presentation.codeLead", zh: "请对方扫码，或者打开 {address} 填写这个码。",
        en: "Let the other side scan this, or open {address} and enter this code.")
    static let codeLabel = Phrase("presentation.codeLabel", zh: "扫码查看出示的内容", en: "Scan to see what is shown")
    static let secondsLeft = Phrase(
        "presentation.secondsLeft", zh: "还有 {seconds} 秒有效，只能看一次", en: "{seconds} seconds left, good once")
    static let chosen = Phrase("presentation.chosen", zh: "您同意给对方看", en: "You agreed to show")
    static let takeBack = Phrase("presentation.takeBack", zh: "收回", en: "Take back")
    static let refresh = Phrase("presentation.refresh", zh: "看看对方看了没有", en: "Has it been seen?")
    static let again = Phrase("presentation.again", zh: "重新出示", en: "Show again")
    static let opened = Phrase("presentation.opened", zh: "对方看过了", en: "It has been seen")
    static let openedText = Phrase(
        "presentation.openedText", zh: "自称“{verifier}”的人在 {moment} 看了：{fields}。",
        en: "“{verifier}”, as they call themselves, saw at {moment}: {fields}.")
    static let refused = Phrase(
        "presentation.refusedTitle", zh: "用途对不上，没有给对方看", en: "Another purpose: nothing was seen")
    static let refusedText = Phrase(
        "presentation.refusedText", zh: "自称“{verifier}”的人在 {moment} 选了别的用途，什么也没有看到。",
        en: "“{verifier}”, as they call themselves, named another purpose at {moment} and saw nothing.")
    static let withdrawn = Phrase("presentation.withdrawnTitle", zh: "您已经收回", en: "You took it back")
    static let withdrawnText = Phrase("presentation.withdrawnText", zh: "没有人看到内容。", en: "Nobody has seen anything.")
    static let stillOpen = Phrase("presentation.stillOpen", zh: "正在出示，还没有人看", en: "Being shown; nobody has looked yet")
    static let lapsed = Phrase("presentation.lapsed", zh: "这个码过期了，没有人看过", en: "The code has lapsed; nobody has looked")
    static let lapsedText = Phrase(
        "presentation.lapsedText", zh: "码一分钟内有效，需要就重新出示。", en: "A code is good for a minute. Show it again if need be.")

    static let removed = Phrase(
        "presentation.removed", zh: "这张证照已经不在了，对方看不到", en: "This certificate is no more; nobody can see it")
    static let removedText = Phrase(
        "presentation.removedText", zh: "原因写在“我的证照”里。", en: "“My certificates” says why.")

    static let history = Phrase("presentation.history", zh: "出示记录", en: "Showings")
    static let noHistory = Phrase("presentation.noHistory", zh: "还没有出示过。", en: "Never shown so far.")
    static let when = Phrase("presentation.when", zh: "时间", en: "When")
    static let whom = Phrase("presentation.whom", zh: "对方自称", en: "Who, by their own word")
    static let why = Phrase("presentation.why", zh: "用途", en: "What for")
    static let fields = Phrase("presentation.fields", zh: "内容", en: "What")
    static let result = Phrase("presentation.result", zh: "结果", en: "Outcome")
}

/// Words of the page on which a verifier opens what is shown.
enum OpeningCopy {
    static let title = Phrase("opening.title", zh: "查看对方出示的证照", en: "See a certificate that is shown to you")
    static let lead = Phrase(
        "opening.lead", zh: "不用登录。您只看到持有人同意给您看的内容；您是谁、拿来做什么、看了什么，持有人也会看到。",
        en:
            "No account is needed. You see what the holder agreed to, and the holder sees who looked, for what and at what."
    )
    static let code = Phrase("opening.code", zh: "出示码", en: "Code")
    static let codeHint = Phrase(
        "opening.codeHint", zh: "对方手机上的 12 位码，例如 7K2M-9QX4-TA8C。",
        en: "The 12 characters on the holder's phone, such as 7K2M-9QX4-TA8C.")
    static let verifier = Phrase("opening.verifier", zh: "您的单位或姓名", en: "Your organisation or name")
    static let purpose = Phrase("opening.purpose", zh: "您拿它做什么", en: "What you need it for")
    static let purposeHint = Phrase(
        "opening.purposeHint", zh: "要和持有人选的一样。选错了这个码就作废，要请对方重新出示。",
        en: "The same that the holder chose. With another one the code is used up.")
    static let open = Phrase("opening.open", zh: "查看", en: "See it")
    static let again = Phrase("opening.again", zh: "看另一个", en: "See another")
    static let shownFields = Phrase("opening.shownFields", zh: "持有人给您看的", en: "What the holder shows you")
    static let seenAt = Phrase("opening.seenAt", zh: "查看时间", en: "Seen")
    static let once = Phrase(
        "opening.once", zh: "只显示这一次，刷新就看不到了。您的这次查看已经记下，持有人看得到。",
        en: "This is shown once. That you looked is written down, and the holder can see it.")
}
