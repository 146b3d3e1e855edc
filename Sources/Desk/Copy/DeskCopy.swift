import Kernel

/// Words of the desk.
enum DeskCopy {
    static let toCertificates = Phrase("desk.toCertificates", zh: "证照管理", en: "Certificates")
    static let toResources = Phrase("desk.toResources", zh: "数据资源", en: "Data resources")
    static let title = Phrase("desk.title", zh: "待办", en: "Work list")
    static let lead = Phrase("desk.lead", zh: "{office}　{name}", en: "{office}, {name}")
    static let mine = Phrase("desk.mine", zh: "我在办的", en: "Mine")
    static let waiting = Phrase("desk.waiting", zh: "等人认领", en: "Unclaimed")
    static let office = Phrase("desk.office", zh: "本机关全部", en: "All of my office")
    static let soon = Phrase("desk.soon", zh: "三天内到期", en: "Due within three days")
    static let everything = Phrase("desk.everything", zh: "不限到期", en: "Any due date")
    static let allItems = Phrase("desk.allItems", zh: "全部事项", en: "All services")
    static let filters = Phrase("desk.filters", zh: "筛选", en: "Filters")
    static let caption = Phrase("desk.caption", zh: "按到期先后", en: "By due date")
    static let number = Phrase("desk.number", zh: "办件编号", en: "Case number")
    static let item = Phrase("desk.item", zh: "事项", en: "Service")
    static let applicant = Phrase("desk.applicant", zh: "申请人", en: "Applicant")
    static let stage = Phrase("desk.stage", zh: "环节", en: "Stage")
    static let due = Phrase("desk.due", zh: "最迟办完", en: "Due")
    static let stageDue = Phrase("desk.stageDue", zh: "本环节期限", en: "Stage due")
    static let handler = Phrase("desk.handler", zh: "经办", en: "Officer")
    static let nobody = Phrase("desk.nobody", zh: "无人认领", en: "nobody")
    static let overdue = Phrase("desk.overdue", zh: "已逾期", en: "Overdue")
    static let dueToday = Phrase("desk.dueToday", zh: "今天到期", en: "Due today")
    static let empty = Phrase("desk.empty", zh: "这里没有待办", en: "Nothing to do here")
    static let emptyText = Phrase(
        "desk.emptyText", zh: "新的办件到了会出现在这里，最急的在最上面。", en: "New cases appear here, the most urgent first.")
    static let more = Phrase("desk.more", zh: "下一页", en: "Next page")
    static let keys = Phrase(
        "desk.keys", zh: "键盘：J、K 上下移动，回车打开。", en: "Keyboard: J and K move, Enter opens.")
    static let keysCase = Phrase(
        "desk.keysCase", zh: "键盘：C 认领，A 办结或准予，Q 补正，H 移交，X 不予，L 回列表。",
        en: "Keyboard: C claim, A finish or grant, Q ask, H hand over, X refuse, L back to the list.")

    static let standing = Phrase("desk.standing", zh: "现在", en: "Status")
    static let received = Phrase("desk.received", zh: "收件", en: "Received")
    static let why = Phrase("desk.why", zh: "为什么要人来办", en: "Why it came to a person")
    static let facts = Phrase("desk.facts", zh: "信息与来源", en: "Facts and their sources")
    static let factsNote = Phrase(
        "desk.factsNote", zh: "每一项都写着来自哪里、什么时候查的；“申请人填写”的没有部门证明。",
        en: "Each says where it comes from and when it was read; the applicant's own word has no proof behind it.")
    static let corrected = Phrase("desk.corrected", zh: "补正说明", en: "The applicant's note")
    static let rules = Phrase("desk.rules", zh: "规则逐条怎么算的", en: "What the rules said, one by one")
    static let noRules = Phrase("desk.noRules", zh: "这个事项没有自动规则，由人决定。", en: "No rules: people decide this service.")
    static let materials = Phrase("desk.materials", zh: "材料", en: "Materials")
    static let waived = Phrase("desk.waived", zh: "免提交，已查 {source}", en: "not needed: {source} was read")
    static let history = Phrase("desk.history", zh: "经过", en: "History")
    static let actions = Phrase("desk.actions", zh: "办理", en: "Act")
    static let toActions = Phrase("desk.toActions", zh: "直接去办理", en: "Go to what you can do")
    static let back = Phrase("desk.back", zh: "回待办", en: "Back to the list")

    static let claim = Phrase("desk.claim", zh: "认领", en: "Claim")
    static let release = Phrase("desk.release", zh: "退回待办", en: "Put back")
    static let handOver = Phrase("desk.handOver", zh: "移交", en: "Hand over")
    static let receiver = Phrase("desk.receiver", zh: "交给谁", en: "To whom")
    static let handOverReason = Phrase("desk.handOverReason", zh: "移交的理由", en: "Why")
    static let finish = Phrase("desk.finish", zh: "本环节办结，转下一环节", en: "Finish this stage")
    static let opinion = Phrase("desk.opinion", zh: "核对意见", en: "What you found")
    static let opinionHint = Phrase(
        "desk.opinionHint", zh: "给下一环节的同事看，例如：已入户核实，建议准予。", en: "For the colleague who goes on.")
    static let approve = Phrase("desk.approve", zh: "准予", en: "Grant")
    static let approveReason = Phrase("desk.approveReason", zh: "理由（申请人会看到）", en: "Reason (the applicant reads it)")
    static let amount = Phrase("desk.amount", zh: "批准金额（元）", en: "Amount granted (yuan)")
    static let refuse = Phrase("desk.refuse", zh: "不予", en: "Refuse")
    static let ground = Phrase("desk.ground", zh: "属于哪种不予情形", en: "Ground")
    static let groundHint = Phrase(
        "desk.groundHint", zh: "只能是事项写明的。决定会写上您的姓名、依据和救济途径。",
        en: "Only those that the service lists. Your name, the law and the remedies go with it.")
    static let refuseReason = Phrase(
        "desk.refuseReason", zh: "事实和理由（申请人会看到）", en: "Facts and reasons (the applicant reads them)")
    static let ask = Phrase("desk.ask", zh: "一次告知补正", en: "Ask for correction, once")
    static let askNote = Phrase("desk.askNote", zh: "还要补什么", en: "What else is missing")
    static let askHint = Phrase(
        "desk.askHint", zh: "一次写全。告知后不能再次要求，除非有新的事实；等待期间不计时。",
        en: "All at once: you cannot ask again unless there are new facts. The clock stands meanwhile.")
    static let askMaterials = Phrase("desk.askMaterials", zh: "要补的材料", en: "Materials")
    static let askFields = Phrase("desk.askFields", zh: "要重新填写的信息", en: "Information to enter again")
    static let newFacts = Phrase("desk.newFacts", zh: "新的事实", en: "New facts")
    static let newFactsHint = Phrase(
        "desk.newFactsHint", zh: "已经告知过一次。上次之后才发现的事实是什么？", en: "You have asked once. What came to light since?")
    static let awaiting = Phrase(
        "desk.awaiting", zh: "正在等申请人补正，期间不计时。", en: "Waiting for the applicant; the clock stands.")
    static let concluded = Phrase("desk.concluded", zh: "已经有决定，不用再办。", en: "Decided; nothing is left to do.")
    static let heldBy = Phrase("desk.heldBy", zh: "{name} 在办，需要时请对方移交。", en: "{name} has it; ask for it if needed.")
    static let claimFirst = Phrase("desk.claimFirst", zh: "认领后才能办理。", en: "Claim it to work on it.")
    static let passed = Phrase("desk.passed", zh: "这个办件已经转出", en: "You have passed this case on")
    static let passedLead = Phrase(
        "desk.passedLead", zh: "由对方接着办，您不用再做什么。", en: "Others go on with it; nothing is left for you to do.")
    static let passedTo = Phrase("desk.passedTo", zh: "转给", en: "Passed to")
    static let passedAt = Phrase("desk.passedAt", zh: "转出时间", en: "When")
    static let passedNote = Phrase(
        "desk.passedNote", zh: "转出以后，办件里的个人信息只有接手的机关看得到。",
        en: "What is in the case can now be seen by the office that has it, and by no other.")
    static let nextCase = Phrase("desk.nextCase", zh: "看下一件", en: "Next case")

    static let review = Phrase("desk.review", zh: "复核", en: "Review")
    static let reviewWhy = Phrase("desk.reviewWhy", zh: "申请人为什么要求复核", en: "Why the applicant asks for a review")
    static let reviewNoReason = Phrase(
        "desk.reviewNoReason", zh: "没有写理由，只是希望有人看一遍。", en: "No reason given: a person should look, that is all.")
    static let reviewAnswer = Phrase("desk.reviewAnswer", zh: "答复", en: "Answer")
    static let reviewOutcome = Phrase("desk.reviewOutcome", zh: "复核结果", en: "What came of it")
    static let reviewUpheld = Phrase("desk.review.upheld", zh: "维持：原来的决定没有错", en: "Upheld: the decision is right")
    static let reviewCorrected = Phrase("desk.review.corrected", zh: "更正：有要改的地方", en: "To be corrected")
    static let correctedHint = Phrase(
        "desk.review.correctedHint", zh: "写明哪里不对、怎么改、什么时候改好。", en: "Say what is wrong, how it is put right, and when.")
    static let reviewText = Phrase("desk.reviewText", zh: "答复（申请人会看到）", en: "Your answer (the applicant reads it)")
    static let reviewTextHint = Phrase(
        "desk.reviewTextHint", zh: "例如：已核对户籍和年龄，八十三岁属八十岁档，每月 100 元没有错。",
        en: "For instance: your age and registration were checked; at 83 the amount is 100 yuan a month.")
    static let keysReview = Phrase(
        "desk.keysReview", zh: "键盘：C 认领，A 答复，H 移交，L 回列表。",
        en: "Keyboard: C claim, A answer, H hand over, L back to the list.")
    static let receiverMissing = Rejection(
        .invalidInput, Phrase("desk.receiverMissing", zh: "请选交给谁。", en: "Choose who gets it."),
        nextStep: Phrase("desk.receiverMissing.next", zh: "机关或者某位同事都可以。", en: "An office or a colleague."),
        field: "receiver")

    static let filer = Phrase("desk.filer", zh: "代收城市", en: "Taken in by")
    static let filedIn = Phrase(
        "desk.filedIn", zh: "{city}，{day}收件，编号 {number}", en: "{city} on {day}, case {number}")
    static let decidedIn = Phrase("desk.decidedIn", zh: "办理地", en: "Decided in")
    static let elsewhereText = Phrase(
        "desk.elsewhereText", zh: "由{city}决定。那边的进展会显示在办理经过里；逾期没有答复的，请联系那边催办。",
        en: "{city} decides. Its steps appear in the history; where it is late, ask there.")
    static let returnedText = Phrase(
        "desk.returnedText", zh: "{city}没有收下这份申请，原因在办理经过里。请与那边商妥后再送，或者联系申请人。",
        en:
            "{city} did not take this; the history says why. Settle it there and send it again, or call the applicant."
    )
    static let sendAgain = Phrase("desk.sendAgain", zh: "再次送交", en: "Send again")
}
