import Kernel

/// Words of the guide to one service item.
enum GuideCopy {
    static let back = Phrase("guide.back", zh: "办事首页", en: "All services")
    static let immediate = Phrase("guide.immediate", zh: "条件清楚的当场办结", en: "Clear cases decided at once")
    static let sample = Phrase("guide.sample", zh: "示例", en: "Sample")
    static let sampleNote = Phrase(
        "guide.sampleNote", zh: "本页的金额和依据是示例，没有经过主管部门核对。",
        en: "Amounts and legal bases here are samples, not verified with the agency.")
    static let unverified = Phrase(
        "guide.unverified", zh: "这个事项没有与本市规定核对过", en: "This service was not checked against the city's own rules")
    static let who = Phrase("guide.who", zh: "谁能办", en: "Who")
    static let duration = Phrase("guide.duration", zh: "多久", en: "How long")
    static let cost = Phrase("guide.cost", zh: "花多少钱", en: "Cost")
    static let visits = Phrase("guide.visits", zh: "要跑几次", en: "Visits")
    static let noVisit = Phrase("guide.noVisit", zh: "不用跑", en: "None")
    static let visitCount = Phrase("guide.visitCount", zh: "{n} 次", en: "{n}")
    static let apply = Phrase("guide.apply", zh: "立即办理", en: "Apply now")
    static let applyNote = Phrase(
        "guide.applyNote", zh: "已经查得到的不用填。中途离开会自动保存。",
        en: "What we can look up you need not enter. You can leave and come back.")
    static let closed = Phrase("guide.closed", zh: "现在不能在网上办", en: "Not available online just now")
    static let withdrawn = Phrase("guide.withdrawn", zh: "已停办", en: "Ended")
    static let withdrawnTitle = Phrase(
        "guide.withdrawnTitle", zh: "这个事项已停办", en: "This service has ended")
    static let withdrawnText = Phrase(
        "guide.withdrawnText",
        zh: "{day}起不再接受新的申请。之前已经收下的，照原来的规定继续办完。不知道该找谁，可以打 12345。",
        en:
            "No new applications since {day}. Those received before go on under the rules that held then. If unsure, call 12345."
    )
    static let questions = Phrase("guide.questions", zh: "先看看合不合适", en: "Is this for you?")
    static let questionsNote = Phrase(
        "guide.questionsNote", zh: "只在您的屏幕上看，不用登录，不会发给我们。怎么选都可以申请。",
        en: "Your answers stay on your screen and are not sent to us. Whatever you choose, you may apply.")
    static let amounts = Phrase("guide.amounts", zh: "能领多少", en: "How much")
    static let materials = Phrase("guide.materials", zh: "要带什么材料", en: "Documents")
    static let noMaterials = Phrase(
        "guide.noMaterials", zh: "什么都不用交。下面这些我们自己查。",
        en: "Nothing to hand in. We look these up ourselves.")
    static let waived = Phrase("guide.waived", zh: "免提交", en: "Not needed")
    static let waivedReason = Phrase(
        "guide.waivedReason", zh: "我们从“{source}”查得到", en: "we find it in “{source}”")
    static let needed = Phrase("guide.needed", zh: "需要提交", en: "Needed")
    static let steps = Phrase("guide.steps", zh: "怎么办", en: "How it goes")
    static let result = Phrase("guide.result", zh: "办成后得到", en: "What you get")
    static let channels = Phrase("guide.channels", zh: "在哪里办", en: "Where")
    static let channelsNote = Phrase(
        "guide.channelsNote", zh: "哪种方式都一样，不会因为不用手机就慢。",
        en: "Every way counts the same; nobody waits longer for not using a phone.")
    static let law = Phrase("guide.law", zh: "依据什么规定", en: "Legal basis")
    static let remedies = Phrase("guide.remedies", zh: "不同意结果怎么办", en: "If you disagree")
    static let remediesNote = Phrase(
        "guide.remediesNote", zh: "随时可以要求由工作人员重新看。也可以：",
        en: "You can ask for a person at any time. You may also:")
    static let contact = Phrase("guide.contact", zh: "咨询和投诉", en: "Questions and complaints")
    static let version = Phrase(
        "guide.version", zh: "本页由事项定义 {version} 生成。", en: "Made from item definition {version}.")
    static let lawDay = Phrase("guide.lawDay", zh: "法规版本日期 {day}。", en: " Law as of {day}.")
}
