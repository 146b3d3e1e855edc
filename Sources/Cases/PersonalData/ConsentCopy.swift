import Kernel

/// Words of what a person agreed to.
enum ConsentCopy {
    static let title = Phrase("consent.title", zh: "我的同意", en: "What I agreed to")
    static let lead = Phrase(
        "consent.lead", zh: "您同意过、现在还有效的都在这里，一点就能撤回。不靠同意、依照法律查用的，也写明依据。",
        en: "All that you agreed to and that still counts; one tap takes it back. What rests on the law says on which.")
    static let given = Phrase("consent.given", zh: "还有效的同意", en: "In effect")
    static let none = Phrase("consent.none", zh: "没有还有效的同意。", en: "Nothing is in effect.")
    static let notUndone = Phrase(
        "consent.notUndone", zh: "撤回以后不能再用，撤回以前已经看过、办过的仍然有效。",
        en: "Taken back, it can be used no more. What was done before stays as it is.")
    static let what = Phrase("consent.what", zh: "同意了什么", en: "What")
    static let showing = Phrase("consent.showing", zh: "出示证照，对方还没有看", en: "Showing a certificate, not seen yet")
    static let importing = Phrase(
        "consent.importing", zh: "从部门读取证照，保留在“我的证照”", en: "Reading a certificate from a department and keeping it")
    static let whence = Phrase("consent.whence", zh: "从哪里读", en: "From")
    static let mandate = Phrase("consent.mandate", zh: "委托别人", en: "A mandate")
    static let certificate = Phrase("consent.certificate", zh: "证照", en: "Certificate")
    static let purpose = Phrase("consent.purpose", zh: "做什么用", en: "For what")
    static let since = Phrase("consent.since", zh: "什么时候", en: "When")
    static let whom = Phrase("consent.whom", zh: "给谁", en: "To whom")
    static let until = Phrase("consent.until", zh: "到哪天", en: "Until")
    static let withdraw = Phrase("consent.withdraw", zh: "撤回同意", en: "Take it back")
    static let duties = Phrase("consent.duties", zh: "依照法律查用的", en: "By law, not by agreement")
    static let dutiesLead = Phrase(
        "consent.dutiesLead",
        zh: "下面这些是办事的机关依法履职要用的（个人信息保护法第十三条第一款第三项），不问同意，也就没有撤回。您可以说数据不对、要求由人处理，也可以打 12345 问。",
        en:
            "These are needed for statutory duties (PIPL art. 13(1)(3)); no agreement was asked, so none can be taken back. "
            + "You may say that a value is wrong, ask for a person, or call 12345.")
    static let noDuties = Phrase("consent.noDuties", zh: "还没有查过。", en: "Nothing was read yet.")
    static let service = Phrase("consent.service", zh: "为了什么事", en: "For what")
    static let fields = Phrase("consent.fields", zh: "用到的信息", en: "Fields")
    static let ground = Phrase("consent.ground", zh: "依据", en: "Legal ground")
    static let signIn = Phrase("consent.signIn", zh: "登录核对", en: "Sign-in")
    static let parentage = Phrase("consent.parentage", zh: "核对父母关系", en: "Who the parents are")
}
