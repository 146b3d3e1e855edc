import Kernel

/// Words of the component catalogue.
enum CatalogueCopy {
    static let title = Phrase("catalogue.title", zh: "页面组件", en: "Components")
    static let lead = Phrase(
        "catalogue.lead", zh: "平台的每一页都由这些组件拼成。这里把每个组件的每种样子都摆出来看。",
        en: "Every page of the platform is built of these components, shown here in each of their states.")
    static let modes = Phrase(
        "catalogue.modes", zh: "换一种显示方式再看；深色、高对比和打印跟随您的设备。",
        en: "Look again in another mode. Dark, high contrast and print follow your device.")
    static let colours = Phrase("catalogue.colours", zh: "颜色", en: "Colours")
    static let icons = Phrase("catalogue.icons", zh: "图标", en: "Icons")
    static let button = Phrase("catalogue.button", zh: "按一下", en: "Press")
    static let tag = Phrase("catalogue.tag", zh: "正在办", en: "In progress")
    static let heading = Phrase("catalogue.heading", zh: "一句话的标题", en: "A short heading")
    static let sentence = Phrase(
        "catalogue.sentence", zh: "说明发生了什么，接下来可以做什么。", en: "What has happened, and what can be done next.")
    static let label = Phrase("catalogue.label", zh: "姓名", en: "Name")
    static let value = Phrase("catalogue.value", zh: "王桂英", en: "Wang Guiying")
    static let hint = Phrase("catalogue.hint", zh: "和身份证上的一样", en: "As on your identity card")
    static let reason = Phrase(
        "catalogue.reason", zh: "这一项各部门都没有记录。", en: "No agency holds this.")
    static let error = Phrase(
        "catalogue.error", zh: "还没有填姓名，请对照身份证填写。", en: "Name is missing. Enter it as on your identity card.")
    static let missing = Phrase(
        "catalogue.missing", zh: "公安暂时没有回应，由工作人员补查", en: "The police did not answer; an officer will look it up")
    static let step1 = Phrase("catalogue.step1", zh: "填写", en: "Fill in")
    static let step2 = Phrase("catalogue.step2", zh: "核对", en: "Check")
    static let step3 = Phrase("catalogue.step3", zh: "结果", en: "Result")
    static let code = Phrase("catalogue.code", zh: "示例二维码", en: "Sample code")
}
