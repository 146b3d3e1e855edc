import Kernel

/// What open pages can say no with.
enum OpenRejections {
    static let noSuchItem = Rejection(
        .notFound, Phrase("portal.noSuchItem", zh: "没有这个事项，或者它已经停办。", en: "There is no such service, or it has ended."),
        nextStep: Phrase("portal.noSuchItem.next", zh: "请从首页搜索您要办的事。", en: "Search for it from the home page."))
    static let nothingSigned = Rejection(
        .unavailable,
        Phrase("portal.nothingSigned", zh: "存证日志还没有签发第一个检查点。", en: "The log has not signed its first checkpoint yet."),
        nextStep: Phrase("portal.nothingSigned.next", zh: "请过几秒钟再试。", en: "Try again in a few seconds."))
    static let noSuchTile = Rejection(
        .notFound, Phrase("portal.noSuchTile", zh: "日志里没有这一块。", en: "The log has no such tile."),
        nextStep: Phrase("portal.noSuchTile.next", zh: "请先读取检查点里的大小。", en: "Read the size in the checkpoint first."))
    static let noSuchFile = Rejection(
        .notFound, Phrase("portal.noSuchFile", zh: "没有这个文件。", en: "There is no such file."),
        nextStep: Phrase("portal.noSuchFile.next", zh: "请刷新页面。", en: "Reload the page."))
}

/// What the home page suggests to say.
enum HomeExamples {
    static let phrases = [
        Phrase("home.example.elder", zh: "爸爸八十多了，有补贴吗", en: "My father is over eighty: is there a benefit?"),
        Phrase("home.example.rent", zh: "租房能不能提公积金", en: "Can I use my housing fund for rent?"),
        Phrase("home.example.shop", zh: "想开个小店", en: "I want to open a small shop"),
    ]
}

/// Words that lead to 长辈模式 rather than to a service (移动互联网应用适老化通用设计规范).
enum ElderWords {
    private static let words: Set<String> = ["长辈版", "长辈模式", "关怀版", "关爱版", "亲情版", "老年版", "大字版"]
    static func match(_ query: String) -> Bool { words.contains(query.filter { !$0.isWhitespace }) }
}
