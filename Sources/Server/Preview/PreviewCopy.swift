import Kernel

/// Words of the preview.
enum PreviewCopy {
    static let title = Phrase("preview.title", zh: "预览", en: "Preview")
    static let lead = Phrase(
        "preview.lead", zh: "{file}　保存后这里马上更新。", en: "{file}. Saved changes appear here at once.")
    static let guide = Phrase("preview.guide", zh: "办事指南", en: "Guide")
    static let form = Phrase("preview.form", zh: "申请表", en: "Form")
    static let rules = Phrase("preview.rules", zh: "规则表", en: "Rules")
    static let examples = Phrase("preview.examples", zh: "示例", en: "Examples")
    static let clean = Phrase("preview.clean", zh: "没有发现问题", en: "Nothing wrong")
    static let faults = Phrase("preview.faults", zh: "{n} 个问题", en: "{n} findings")
    static let last = Phrase(
        "preview.last", zh: "下面是上一次没有问题时的样子。", en: "Below is how it was when nothing was wrong.")
    static let nothing = Phrase(
        "preview.nothing", zh: "改好上面的问题，这里就会出现预览。", en: "Mend what is said above and the preview appears.")
    static let asExpected = Phrase("preview.asExpected", zh: "符合预期", en: "as expected")
    static let notExpected = Phrase("preview.notExpected", zh: "不符预期", en: "not as expected")
    static let name = Phrase("preview.name", zh: "示例", en: "Example")
    static let day = Phrase("preview.day", zh: "申请日", en: "Day")
    static let result = Phrase("preview.result", zh: "结果", en: "Result")
    static let noExamples = Phrase("preview.noExamples", zh: "这个事项由人决定，没有示例。", en: "Decided by people: no examples.")
}
