import Kernel
import Portal
import Web

/// What the gate itself says no with.
enum RequestErrors {
    static let notFound = Rejection(
        .notFound, Phrase("request.notFound", zh: "没有这个页面。", en: "There is no such page."),
        nextStep: Phrase("request.notFound.next", zh: "请从首页重新查找。", en: "Start again from the home page."))

    static let notSignedIn = Rejection(
        .notSignedIn,
        Phrase("request.notSignedIn", zh: "还没有登录，或登录已经过期。", en: "Nobody is signed in, or the session has ended."),
        nextStep: Phrase("request.notSignedIn.next", zh: "请重新登录后再试。", en: "Sign in again, then try once more."))

    static let foreignForm = Rejection(
        .notAllowed,
        Phrase(
            "request.foreignForm", zh: "这个页面放得太久，或不是从本站打开的。",
            en: "This page is too old, or was not opened from our site."),
        nextStep: Phrase(
            "request.foreignForm.next", zh: "请返回上一页刷新后再提交，已保存的内容还在。",
            en: "Go back, reload and submit again. What was saved is still there."))

    static let notForResidents = Rejection(
        .notAllowed, Phrase("request.notForResidents", zh: "这里是工作人员用的。", en: "This is for officers."),
        nextStep: Phrase(
            "request.notForResidents.next", zh: "请用工作台登录后的会话。", en: "Use a session of the desk's sign-in."))

    static let notForOfficers = Rejection(
        .notAllowed,
        Phrase(
            "request.notForOfficers", zh: "这里办的是个人的事，工作账户不能用。", en: "This is for people, not for officers' accounts."),
        nextStep: Phrase("request.notForOfficers.next", zh: "请用本人身份登录。", en: "Sign in as a person."))

    static let brokenText = Problem(
        status: 400,
        reason: Phrase(
            "request.brokenText", zh: "提交的文字里有认不出的字符。", en: "What was sent holds characters that cannot be read."),
        nextStep: Phrase(
            "request.brokenText.next", zh: "请用 UTF-8 编码重新输入后再试，已保存的内容还在。",
            en: "Enter it again as UTF-8. What was saved is still there."))

    static let notForm = Problem(
        status: 415,
        reason: Phrase("request.notForm", zh: "这个页面只收它自己的表单。", en: "This page takes its own form only."),
        nextStep: Phrase(
            "request.notForm.next", zh: "请从页面上提交；程序请用 /api 的接口。",
            en: "Submit it from the page; programs use the interface described at /api."))

    static let levelTooLow = Rejection(
        .notAllowed,
        Phrase("request.levelTooLow", zh: "这一步需要更高的实名等级。", en: "This step needs a higher level of identity proof."),
        nextStep: Phrase(
            "request.levelTooLow.next", zh: "请到窗口办理，带上身份证。", en: "Please come to a counter with your identity card."))

    static let bodyTooLarge = ErrorPage.Model(
        reason: Phrase("request.bodyTooLarge", zh: "提交的内容太大了。", en: "What was sent is too large."),
        nextStep: Phrase(
            "request.bodyTooLarge.next", zh: "请减少内容后再试，已保存的内容还在。",
            en: "Send less and try again. What was saved is still there."))

    static let wrongMethod = ErrorPage.Model(
        reason: Phrase("request.wrongMethod", zh: "这个地址不能这样打开。", en: "This address cannot be used in this way."),
        nextStep: Phrase("request.wrongMethod.next", zh: "请从首页重新开始。", en: "Start again from the home page."))
}

/// The name of an error's kind, without whatever its text holds.
enum FaultName {
    static func of(_ error: any Error) -> String {
        let text = "\(error)"
        return "\(type(of: error)).\(text.prefix { $0.isLetter })"
    }
}
