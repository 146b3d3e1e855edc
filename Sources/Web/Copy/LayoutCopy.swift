package import Kernel

/// Words that stand on every page.
package enum LayoutCopy {
    package static let siteName = Phrase("layout.siteName", zh: "惠民互动平台", en: "Huimin")
    static let siteMotto = Phrase(
        "layout.siteMotto", zh: "惠民市政务服务", en: "Public services of Huimin City")
    static let skip = Phrase("layout.skip", zh: "跳到正文", en: "Skip to content")
    static let search = Phrase("layout.search", zh: "搜索办事", en: "Search services")
    static let searchHint = Phrase("layout.searchHint", zh: "您想办什么事？", en: "What do you need?")
    static let searchButton = Phrase("layout.searchButton", zh: "搜索", en: "Search")
    static let mine = Phrase("layout.mine", zh: "我的", en: "Mine")
    static let signIn = Phrase("layout.signIn", zh: "登录", en: "Sign in")
    static let signOut = Phrase("layout.signOut", zh: "退出登录", en: "Sign out")
    static let elderOn = Phrase("layout.elderOn", zh: "长辈模式", en: "Large print")
    static let elderOff = Phrase("layout.elderOff", zh: "退出长辈模式", en: "Standard print")
    /// The other language, by its own name.
    static let otherLanguage = Phrase("layout.otherLanguage", zh: "English", en: "中文")
    static let settings = Phrase("layout.settings", zh: "显示与语言", en: "Display and language")
    static let mainMenu = Phrase("layout.mainMenu", zh: "主要入口", en: "Main links")
    static let demo = Phrase(
        "layout.demo", zh: "演示：数据均为虚构", en: "Demo: invented data")
    static let inbox = Phrase("layout.inbox", zh: "演示短信箱", en: "Demo inbox")

    package static let help = Phrase("layout.help", zh: "找人帮我", en: "Help from a person")
    static let helpShort = Phrase("layout.helpShort", zh: "找人帮我", en: "Get help")
    static let helpCall = Phrase("layout.helpCall", zh: "打电话 12345", en: "Call 12345")
    static let helpCallText = Phrase(
        "layout.helpCallText", zh: "白天晚上都有人接，可以请他们替您填。",
        en: "Someone answers day and night, and can fill in the form with you.")
    static let helpCounter = Phrase("layout.helpCounter", zh: "去窗口办", en: "Come to a counter")
    static let helpCounterText = Phrase(
        "layout.helpCounterText", zh: "就近的街道便民服务中心都能办，结果和网上一样。",
        en: "Any neighbourhood service centre can do it, with the same result as here.")
    static let helpFamily = Phrase("layout.helpFamily", zh: "请家人帮忙", en: "Ask your family")
    static let helpFamilyText = Phrase(
        "layout.helpFamilyText", zh: "不方便出门也可以打电话，请工作人员上门。",
        en: "If it is hard to go out, call and ask for a visit at home.")

    static let footerMenu = Phrase("layout.footerMenu", zh: "更多", en: "More")
    static let footerVerify = Phrase("layout.footerVerify", zh: "核验一张证照", en: "Check a certificate")
    static let footerLog = Phrase("layout.footerLog", zh: "公开凭证", en: "Public proof")
    static let footerResources = Phrase("layout.footerResources", zh: "政务数据目录", en: "Government data")
    static let footerAPI = Phrase("layout.footerAPI", zh: "开发接口", en: "API")
    static let footerDesign = Phrase("layout.footerDesign", zh: "页面组件", en: "Design")
    static let footerPromise = Phrase(
        "layout.footerPromise",
        zh: "机器只能说“可以”，不能说“不行”。不同意自动决定，随时可以转人工。",
        en: "A machine may say yes here; only people may say no. You can ask for a person at any time.")
    static let reference = Phrase("layout.reference", zh: "本页编号 {reference}", en: "Page reference {reference}")
}
