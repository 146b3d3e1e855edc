import Kernel

/// Words of the first page and of search.
enum HomeCopy {
    static let title = Phrase("home.title", zh: "办事", en: "Public services")
    static let question = Phrase("home.question", zh: "您想办什么事？", en: "What do you need?")
    static let lead = Phrase(
        "home.lead", zh: "像平时说话一样写就行，不用知道它叫什么。",
        en: "Say it in your own words. You need not know its official name.")
    static let searchLabel = Phrase("home.searchLabel", zh: "您想办的事", en: "What you need")
    static let placeholder = Phrase("home.placeholder", zh: "比如：老人补贴", en: "For example: 老人补贴")
    static let search = Phrase("home.search", zh: "找一找", en: "Find")
    static let examples = Phrase("home.examples", zh: "大家常这样问", en: "People often ask")
    static let myCases = Phrase("home.myCases", zh: "我正在办的事", en: "My cases")
    static let allMyCases = Phrase("home.allMyCases", zh: "我的全部办件", en: "All my cases")
    static let common = Phrase("home.common", zh: "常办的事", en: "Often needed")
    static let immediate = Phrase("home.immediate", zh: "条件清楚的当场办结", en: "Clear cases decided at once")
    static let promises = Phrase("home.promises", zh: "我们说到做到", en: "What you can count on")
    static let once = Phrase("home.once", zh: "交过一次，不再要您交", en: "Asked once, never twice")
    static let onceText = Phrase(
        "home.onceText", zh: "政府已经有的材料，我们自己去查，并告诉您是从哪里、什么时候查到的。",
        en: "What the government already holds we look up ourselves, and show you where and when we found it.")
    static let people = Phrase("home.people", zh: "机器只能说“可以”", en: "Machines may only say yes")
    static let peopleText = Phrase(
        "home.peopleText", zh: "条件都符合，当场就批。有一项不确定，就交给人来看。说“不行”的，一定是有名有姓的工作人员。",
        en: "If every condition is met, you have your answer at once. If anything is unclear, a person looks. "
            + "Only a named officer can say no.")
    static let proof = Phrase("home.proof", zh: "每一步都查得到", en: "Every step can be checked")
    static let proofText = Phrase(
        "home.proofText", zh: "谁办的、什么时候办的，都记进一本谁也改不了的公开账本。",
        en: "Who did what and when goes into a public log that nobody can rewrite, we included.")
    static let proofLink = Phrase("home.proofLink", zh: "看看怎么查", en: "See how")

    static let resultsTitle = Phrase("search.title", zh: "“{query}”的办事结果", en: "Services for “{query}”")
    static let resultsEmptyQuery = Phrase("search.emptyQuery", zh: "您想办什么事？", en: "What do you need?")
    static let results = Phrase("search.results", zh: "找到的事项", en: "Results")
    static let resultsCount = Phrase(
        "search.count", zh: "找到 {n} 项，最像的排在前面。", en: "{n} found, the most likely first.")
    static let unsure = Phrase(
        "search.unsure", zh: "不太确定是不是您要的", en: "We are not sure that this is what you mean")
    static let unsureText = Phrase(
        "search.unsureText", zh: "换个说法再试一次，或者打 12345，说给工作人员听。",
        en: "Try other words, or call 12345 and tell a person.")
    static let nothing = Phrase("search.nothing", zh: "没有找到对应的事项", en: "Nothing found")
    static let nothingText = Phrase(
        "search.nothingText", zh: "可以换个说法，比如写“老人补贴”。也可以打 12345，让工作人员帮您找。",
        en: "Try other words, such as “老人补贴”, or call 12345 and let a person find it.")
    static let call = Phrase("search.call", zh: "打电话 12345", en: "Call 12345")
    static let elder = Phrase("search.elder", zh: "要用大字的长辈模式吗？", en: "Looking for large print?")
    static let elderOn = Phrase("search.elderOn", zh: "打开长辈模式", en: "Switch to large print")
}
