import Kernel
import Web

/// What mandates can say no with.
enum MandateRejections {
    static let none = Rejection(
        .notFound, Phrase("mandate.none", zh: "没有找到这份委托。", en: "We cannot find this mandate."),
        nextStep: Phrase(
            "mandate.none.next", zh: "它可能已经过期，或者不是给您的。请在“委托和家人”里查看。",
            en: "It may have lapsed, or is not meant for you. Look under “Mandates and family”."))

    static let notNow = Rejection(
        .conflict, Phrase("mandate.notNow", zh: "这份委托现在不能这样办。", en: "This cannot be done with the mandate as it is."),
        nextStep: Phrase(
            "mandate.notNow.next", zh: "对方可能刚刚改过。请重新打开“委托和家人”看看现在的状态。",
            en: "The other side may just have changed it. Open “Mandates and family” again."))

    static let notGiven = Rejection(
        .notFound,
        Phrase("mandate.notGiven", zh: "没有让您这样做的委托，或者已经到期、撤销。", en: "No mandate in force lets you do this."),
        nextStep: Phrase(
            "mandate.notGiven.next", zh: "请对方在“委托和家人”里重新委托您。", en: "Ask the other person to give you one again."))

    static let powersMissing = Rejection(
        .invalidInput, Phrase("mandate.powersMissing", zh: "没有选让对方做什么。", en: "Nothing is chosen."),
        nextStep: Phrase(
            "mandate.powersMissing.next", zh: "请至少勾选一项，没有勾的对方不能做。",
            en: "Tick at least one; what is not ticked cannot be done."), field: FormName.powers)

    static let typesMissing = Rejection(
        .invalidInput, Phrase("mandate.typesMissing", zh: "没有选是哪些证照。", en: "No kind of certificate is chosen."),
        nextStep: Phrase(
            "mandate.typesMissing.next", zh: "请勾选证照，或者改选“全部证照”。", en: "Tick some, or choose all."),
        field: FormName.types)

    static let daysWrong = Rejection(
        .invalidInput, Phrase("mandate.daysWrong", zh: "起止日期不对。", en: "The days are wrong."),
        nextStep: Phrase(
            "mandate.daysWrong.next", zh: "开始日期不早于今天，结束日期不早于开始日期。",
            en: "Begin today or later, and end no earlier than that."), field: FormName.until)

    static let tooLong = Rejection(
        .invalidInput, Phrase("mandate.tooLong", zh: "委托最长三年。", en: "A mandate lasts three years at most."),
        nextStep: Phrase(
            "mandate.tooLong.next", zh: "请把结束日期改到三年以内，到期可以再委托。",
            en: "Choose an earlier last day; it can be given again."),
        field: FormName.until)

    static let oneself = Rejection(
        .invalidInput, Phrase("mandate.oneself", zh: "这是您自己的身份证号。", en: "This is your own number."),
        nextStep: Phrase("mandate.oneself.next", zh: "请填受托人的身份证号。", en: "Enter the other person's."),
        field: FormName.residentID)

    static let notOfAge = Rejection(
        .notAllowed,
        Phrase("mandate.notOfAge", zh: "未满十八周岁，不能自己委托别人。", en: "Under 18 one cannot give a mandate."),
        nextStep: Phrase(
            "mandate.notOfAge.next", zh: "请父母登录后在“委托和家人”里添加您，或者打 12345。",
            en: "Your parents can add you under “Mandates and family”, or call 12345."))

    static let agentNotOfAge = Rejection(
        .invalidInput,
        Phrase("mandate.agentNotOfAge", zh: "受托人要满十八周岁。", en: "An agent must be 18 or older."),
        nextStep: Phrase("mandate.agentNotOfAge.next", zh: "请委托别的成年人。", en: "Choose somebody else."),
        field: FormName.residentID)

    static let tooManyOffers = Rejection(
        .tooMany,
        Phrase("mandate.tooManyOffers", zh: "等对方确认的委托太多了。", en: "Too many mandates wait for an answer."),
        nextStep: Phrase(
            "mandate.tooManyOffers.next", zh: "请先撤回不要的，或者等对方确认。", en: "Take some back, or wait for answers."))

    static let childOfAge = Rejection(
        .invalidInput, Phrase("mandate.childOfAge", zh: "这个号码的人已满十八周岁。", en: "This person is 18 or older."),
        nextStep: Phrase(
            "mandate.childOfAge.next", zh: "请本人登录后在“委托和家人”里委托您。", en: "He or she can give you a mandate."),
        field: FormName.residentID)

    /// Said of everybody whose father or mother one is not, known here or not.
    static let notParent = Rejection(
        .notFound,
        Phrase(
            "mandate.notParent", zh: "按户籍登记，查不到您是这个姓名和号码的父亲或母亲。",
            en: "The register does not show you as father or mother of anybody of this name and number."),
        nextStep: Phrase(
            "mandate.notParent.next", zh: "请核对姓名和号码。登记不全，或者您是其他监护人的，请打 12345 或者带材料到窗口办理。",
            en:
                "Check both. If the register is incomplete, or you are another guardian, call 12345 or come to a counter."
        ),
        field: FormName.residentID)

    static let tooManyTries = Rejection(
        .tooMany, Phrase("mandate.tooManyTries", zh: "今天核对的次数太多了。", en: "Too many tries today."),
        nextStep: Phrase(
            "mandate.tooManyTries.next", zh: "请明天再试，或者带户口簿到窗口办理。", en: "Try again tomorrow, or come to a counter."))

    /// Reads the name and the number of somebody else.
    static func person(name: String?, residentID typed: String?) throws(Rejection) -> (ResidentID, String) {
        guard let name, !name.isEmpty, name.count <= 50 else { throw IdentityRejections.nameMissing }
        do throws(ResidentID.Fault) { return (try ResidentID(validating: typed ?? ""), name) } catch {
            throw IdentityRejections.residentID(error.phrase)
        }
    }
}
