import Catalog
import Kernel

/// What a case can say no with, to somebody who can act on it.
enum CaseRejections {
    static let noSuchItem = Rejection(
        .notFound, Phrase("case.noSuchItem", zh: "没有这个事项，或者它已经停办。", en: "There is no such service, or it has ended."),
        nextStep: Phrase("case.noSuchItem.next", zh: "请从首页搜索您要办的事。", en: "Search for it from the home page."))

    static let noSuchDraft = Rejection(
        .notFound,
        Phrase("case.noSuchDraft", zh: "没有找到这份申请。", en: "We cannot find this application."),
        nextStep: Phrase(
            "case.noSuchDraft.next", zh: "它可能属于另一个账户。请在“我的办件”里查看。",
            en: "It may belong to another account. Look under “My cases”."))

    static let noSuchCase = Rejection(
        .notFound, Phrase("case.noSuchCase", zh: "没有找到这个办件。", en: "We cannot find this case."),
        nextStep: Phrase(
            "case.noSuchCase.next", zh: "它可能属于另一个账户。请在“我的办件”里查看，或拨打 12345。",
            en: "It may belong to another account. Look under “My cases”, or call 12345."))

    static let notLoggedYet = Rejection(
        .notFound, Phrase("case.notLoggedYet", zh: "这个办件刚刚有进展，存证还没有完成。", en: "It is not in the public log yet."),
        nextStep: Phrase("case.notLoggedYet.next", zh: "请过几秒钟再试。", en: "Try again in a few seconds."))

    static let alreadySubmitted = Rejection(
        .conflict, Phrase("case.alreadySubmitted", zh: "这份申请已经提交了。", en: "This application was submitted already."),
        nextStep: Phrase(
            "case.alreadySubmitted.next", zh: "不用再填，请在“我的办件”里看进度。",
            en: "There is nothing left to fill in. See its progress under “My cases”."))

    static let noSuchField = Rejection(
        .invalidInput, Phrase("case.noSuchField", zh: "没有这一项信息。", en: "There is no such field."),
        nextStep: Phrase("case.noSuchField.next", zh: "请返回申请页再试。", en: "Go back to the application and try again."))

    static func answer(_ field: InformationField) -> Rejection {
        Rejection(
            .invalidInput,
            Phrase(
                "case.answerInvalid", zh: "“{field}”填得不对。", en: "“{field}” is not filled in correctly.",
                ["field": field.name]),
            nextStep: nextStep(field), field: field.name)
    }

    static func missing(_ field: InformationField) -> Rejection {
        Rejection(
            .invalidInput,
            Phrase("case.answerMissing", zh: "请填写“{field}”。", en: "Enter “{field}”.", ["field": field.name]),
            nextStep: nextStep(field), field: field.name)
    }

    private static func nextStep(_ field: InformationField) -> Phrase {
        switch field.type {
        case .bankAccount:
            Phrase(
                "case.answer.bankAccount", zh: "银行账号是 8 到 30 位数字，请对照银行卡。",
                en: "An account number has 8 to 30 digits; compare it with your card.")
        case .date:
            Phrase("case.answer.date", zh: "日期写成 2026-11-21 这样。", en: "Write the date as 2026-11-21.")
        case .telephone:
            Phrase("case.answer.telephone", zh: "手机号码是 11 位数字。", en: "A mobile number has 11 digits.")
        case .number, .amount:
            Phrase("case.answer.number", zh: "请只填数字。", en: "Enter digits only.")
        case .choice:
            Phrase("case.answer.choice", zh: "请从列出的选项里选一个。", en: "Choose one of the options.")
        default:
            Phrase("case.answer.other", zh: "请检查后再试。", en: "Check it and try again.")
        }
    }
}
