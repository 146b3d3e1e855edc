import Kernel
import Web

/// Words of the page on which departments see whether their systems are as described.
enum SourceCopy {
    static let title = Phrase("sources.title", zh: "接入自检", en: "Connections")
    static let lead = Phrase(
        "sources.lead", zh: "平台按接入说明连接部门的系统。这里是最近一次检查：连不连得上，和说明是不是一致。检查不读任何人的记录。",
        en: """
            The platform reaches departments' systems as they describe them. Here is the last check: whether they can be \
            reached and are as described. It reads nobody's record.
            """)
    static let toSources = Phrase("sources.toSources", zh: "接入自检", en: "Connections")
    static let way = Phrase("sources.way", zh: "连接方式", en: "Connection")
    static let resources = Phrase("sources.resources", zh: "资源", en: "Resources")
    static let checkedAt = Phrase("sources.checkedAt", zh: "检查时间", en: "Checked")
    static let notYet = Phrase("sources.notYet", zh: "还没有检查", en: "Not checked yet")
    static let sound = Phrase("sources.sound", zh: "一致", en: "As described")
    static let faulty = Phrase("sources.faulty", zh: "有问题", en: "Not as described")
    static let checkNow = Phrase("sources.checkNow", zh: "现在检查", en: "Check now")
    static let silent = Phrase(
        "sources.silent", zh: "等了 15 秒没有答复，用到它的办件会转人工。请确认系统在运行、网络通。",
        en: "No answer within 15 seconds; what needs it goes to a person. Please check the system and the network.")
    static let onlyYours = Phrase(
        "sources.onlyYours", zh: "由这个部门的数据共享管理员检查。", en: "The department's own data officer can check it.")
    static let noSuchSource = Rejection(
        .notFound, Phrase("sources.noSuch", zh: "没有接入这个部门。", en: "There is no such department."),
        nextStep: Phrase("sources.noSuch.next", zh: "请从“接入自检”里选。", en: "Choose one of the list."))
}
