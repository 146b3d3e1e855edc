import Kernel

/// What sign-in can say no with.
enum IdentityRejections {
    static let nameMissing = Rejection(
        .invalidInput, Phrase("identity.nameMissing", zh: "请填写姓名。", en: "Enter your name."),
        nextStep: Phrase("identity.nameMissing.next", zh: "姓名与身份证上的一致。", en: "As it stands on your identity card."),
        field: "name")

    static let staffIDMissing = Rejection(
        .invalidInput, Phrase("identity.staffIDMissing", zh: "请填写工号。", en: "Enter your staff number."),
        nextStep: Phrase("identity.staffIDMissing.next", zh: "工号在您的工作证上。", en: "It is on your staff card."),
        field: "staffID")

    static func residentID(_ reason: Phrase) -> Rejection {
        Rejection(
            .invalidInput, reason,
            nextStep: Phrase(
                "identity.residentID.next", zh: "请对照身份证检查一遍，末位可能是字母 X。",
                en: "Compare it with your card; the last character may be an X."),
            field: "residentID")
    }

    static let registerUnavailable = Rejection(
        .unavailable,
        Phrase(
            "identity.registerUnavailable", zh: "暂时无法核对身份，不是您填错了。",
            en: "We cannot check identities just now. You did nothing wrong."),
        nextStep: Phrase(
            "identity.registerUnavailable.next", zh: "请过几分钟再试，或拨打 12345，也可以到窗口办理。",
            en: "Try again in a few minutes, call 12345, or come to a counter."))

    static let tooManyCodes = Rejection(
        .tooMany,
        Phrase("identity.tooManyCodes", zh: "验证码要得太频繁了。", en: "Too many codes were asked for."),
        nextStep: Phrase(
            "identity.tooManyCodes.next", zh: "请过十分钟再试，或到窗口办理。",
            en: "Try again in ten minutes, or come to a counter."))

    static let codeWrong = Rejection(
        .invalidInput, Phrase("identity.codeWrong", zh: "验证码不对。", en: "That code is not right."),
        nextStep: Phrase(
            "identity.codeWrong.next", zh: "请再看一遍短信，只填六位数字；没有收到可以重新获取。",
            en: "Look at the message again and enter its six digits, or ask for a new code."),
        field: "code")

    static let codeExpired = Rejection(
        .gone, Phrase("identity.codeExpired", zh: "验证码已经失效。", en: "That code is no longer valid."),
        nextStep: Phrase("identity.codeExpired.next", zh: "请重新获取验证码。", en: "Ask for a new code."), field: "code")
}
