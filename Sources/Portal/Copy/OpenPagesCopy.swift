import Kernel

/// Words of the pages that are open to everyone: public proof, help, errors.
enum OpenPagesCopy {
    static let logTitle = Phrase("log.title", zh: "公开凭证", en: "Public proof")
    static let logLead = Phrase(
        "log.lead", zh: "每办一件事、每发一张证照、部门之间每查一次数据，都会在这本公开账本里记下一笔。谁也改不了，包括我们自己。",
        en: "Every case event, certificate and data read between departments leaves an entry in this public log. "
            + "Nobody can rewrite it, we included.")
    static let ownExport = Phrase("my.export", zh: "导出我的全部数据", en: "A copy of all my data")
    static let agent = Phrase("my.agent", zh: "{name}（替您办事的人）", en: "{name} (acting for you)")
    static let sawForYou = Phrase("my.sawForYou", zh: "替您查看", en: "Looked for you")
    static let showedForYou = Phrase("my.showedForYou", zh: "替您出示", en: "Showed it for you")
    static let importing = Phrase(
        "my.importing", zh: "您同意读进“我的证照”", en: "Read into “My certificates”, with your consent")
    static let parentage = Phrase("my.parentage", zh: "核对父母关系", en: "Who the parents are")
    static let mandates = Phrase("my.mandates", zh: "委托和家人", en: "Mandates and family")
    static let casesOf = Phrase("my.casesOf", zh: "{name}的办件", en: "Cases of {name}")
    static let casesOfLead = Phrase(
        "my.casesOfLead", zh: "您看得到办到哪一步，看不到填了什么。每看一次，对方都会看到。",
        en: "You see how they stand, not what they hold. The other side sees each look.")
    static let noCases = Phrase("my.noCases", zh: "还没有办过事。", en: "No cases yet.")
    static let caseItem = Phrase("my.caseItem", zh: "事项", en: "Service")
    static let caseNumber = Phrase("my.caseNumber", zh: "办件编号", en: "Case number")
    static let caseStatus = Phrase("my.caseStatus", zh: "办到哪一步", en: "Status")
    static let caseReceived = Phrase("my.caseReceived", zh: "提交时间", en: "Received")
    static let caseDue = Phrase("my.caseDue", zh: "最晚答复", en: "Answer by")
    static let caseInReview = Phrase("my.caseInReview", zh: "正在办理", en: "In review")
    static let caseWaits = Phrase("my.caseWaits", zh: "等本人补正", en: "Waits for the applicant")
    static let caseGranted = Phrase("my.caseGranted", zh: "已办好", en: "Granted")
    static let caseRefused = Phrase("my.caseRefused", zh: "没有准予", en: "Not granted")
    static let logSize = Phrase("log.size", zh: "已记下", en: "Entries")
    static let logEntries = Phrase("log.entries", zh: "{n} 笔", en: "{n}")
    static let logWitnessed = Phrase("log.witnessed", zh: "已有见证", en: "Witnessed")
    static let logWitnesses = Phrase("log.witnesses", zh: "谁在见证", en: "Who watches")
    static let logWitnessLead = Phrase(
        "log.witnessLead", zh: "{n} 家单位各自记着账本的总指纹，每次先核对是接着上次写的，才签字。至少 {quorum} 家签过才算数。",
        en:
            "{n} authorities each remember the checkpoint and sign the next one only if it continues the last. It counts "
            + "when at least {quorum} have signed.")
    static let logWitness = Phrase("log.witness", zh: "见证单位", en: "Authority")
    static let logWitnessSigned = Phrase("log.witnessSigned", zh: "最近一次签字", en: "Last signed")
    static let logWitnessSilent = Phrase("log.witnessSilent", zh: "这一次还没有签", en: "Not this time")
    static let logLate = Phrase("log.late", zh: "最近几笔还没有足够的见证", en: "The latest entries lack witnesses")
    static let logLateText = Phrase(
        "log.lateText", zh: "签字的单位还不到 {quorum} 家，我们正在查原因。办事照常，不受影响。",
        en: "Fewer than {quorum} authorities have signed them. We are looking into it; services go on as usual.")
    static let logHow = Phrase("log.how", zh: "它怎么防改动", en: "How it resists change")
    static let logHow1 = Phrase("log.how1", zh: "只记指纹，不记内容", en: "Fingerprints, not contents")
    static let logHow1Text = Phrase(
        "log.how1Text", zh: "账本里没有任何人的姓名、证件号或办事内容，只有一串算出来的指纹。",
        en: "It holds no name, number or content, only fingerprints computed from them.")
    static let logHow2 = Phrase("log.how2", zh: "一环扣一环", en: "Each entry locks the one before")
    static let logHow2Text = Phrase(
        "log.how2Text", zh: "改动任何一笔，总指纹都会变，一核对就露馅。",
        en: "Changing any entry changes the total fingerprint, and the check fails.")
    static let logHow3 = Phrase("log.how3", zh: "大家一起看着", en: "Others keep watch")
    static let logHow3Text = Phrase(
        "log.how3Text", zh: "部门和市民都可以保存总指纹。只要有一份对不上，就说明账本被改过。",
        en:
            "Departments and residents may keep the total fingerprint. One that differs shows that something was changed."
    )
    static let logCheckpoint = Phrase("log.checkpoint", zh: "当前的总指纹（签名检查点）", en: "Current signed checkpoint")
    static let logDownload = Phrase("log.download", zh: "下载检查点", en: "Download the checkpoint")
    static let logVerify = Phrase("log.verify", zh: "自己动手核对", en: "Check it yourself")
    static let logVerifyText = Phrase(
        "log.verifyText", zh: "用公开的程序，在自己的电脑上运行下面这条命令，只信公钥，不信我们：",
        en: "Run this on your own computer with the public program. It trusts the public key, not us:")
    static let logMonitorText = Phrase(
        "log.monitorText", zh: "下面这条命令一直替您看着：记住看到过的总指纹，一旦对不上就报警。",
        en: "This one keeps watch for you: it remembers what it has seen, and raises an alarm at the first difference:")

    static let helpTitle = Phrase("help.title", zh: "找人帮我", en: "Help from a person")
    static let helpLead = Phrase(
        "help.lead", zh: "不会用、看不清、不放心，都可以找人。办得一样快，一样算数。",
        en: "If it is hard to use or to read, or you feel unsure, ask a person. It counts the same and takes no longer."
    )
    static let helpCounters = Phrase("help.counters", zh: "就近的窗口", en: "Counters near you")
    static let helpHours = Phrase("help.hours", zh: "开门时间", en: "Open")
    static let helpAddress = Phrase("help.address", zh: "地址", en: "Address")
    static let helpPhone = Phrase("help.phone", zh: "电话", en: "Phone")

    static let errorReference = Phrase("error.reference", zh: "打电话时请报这个编号", en: "Quote this number when you call")
    static let errorHome = Phrase("error.home", zh: "回到首页", en: "Go to the first page")
    static let errorSignIn = Phrase("error.signIn", zh: "重新登录", en: "Sign in again")
    static let errorBack = Phrase("error.back", zh: "回到上一页，填过的内容还在。", en: "Go back: what you entered is still there.")
    static let faultTitle = Phrase("error.fault", zh: "我们这边出了问题", en: "Something went wrong on our side")
    static let faultNext = Phrase(
        "error.faultNext", zh: "您填过的内容已经存好。请过一会儿再试，或者打 12345，我们替您办。",
        en: "What you entered is kept. Try again in a while, or call 12345 and we will do it with you.")
    static let notFoundTitle = Phrase("error.notFound", zh: "没有找到这一页", en: "This page does not exist")
    static let notFoundNext = Phrase(
        "error.notFoundNext", zh: "可能是网址少写了一截。可以从首页重新找。",
        en: "The address may be incomplete. You can start again from the first page.")

    static let overQuota = Phrase(
        "reads.overQuota", zh: "{item}（当日限额已满，没有查）", en: "{item} (limit of the day reached, not read)")
    static let notGranted = Phrase(
        "reads.notGranted", zh: "{item}（没有授权，没有查）", en: "{item} (not granted, not read)")
    static let verifier = Phrase("reads.verifier", zh: "自称“{name}”的验证人", en: "“{name}”, by their own word")
    static let shownByYou = Phrase(
        "reads.shownByYou", zh: "您出示了证照：{purpose}", en: "You showed a certificate: {purpose}")
    static let sentToCity = Phrase(
        "reads.sentToCity", zh: "送往办理地，办理您的“{item}”", en: "Sent to the city that decides on “{item}”")
    static let caseWork = Phrase("reads.caseWork", zh: "办理您的“{item}”", en: "Working on your case “{item}”")
}
