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

    static let noCarrier = Rejection(
        .unavailable,
        Phrase(
            "identity.noCarrier", zh: "现在发不了验证码，不是您填错了。",
            en: "No codes can be sent just now. You did nothing wrong."),
        nextStep: Phrase(
            "identity.noCarrier.next", zh: "请拨打 12345，或带上身份证到窗口办理。",
            en: "Call 12345, or come to a counter with your identity card."))

    static let tooManyToday = Rejection(
        .tooMany,
        Phrase(
            "identity.tooManyToday", zh: "今天验证码要得太多，或填错的次数太多，为安全起见先停一停。",
            en: "Too many codes were asked for or mistyped today. To be safe we stop here for now."),
        nextStep: Phrase(
            "identity.tooManyToday.next", zh: "请明天再登录；今天要办，拨打 12345 或带身份证到窗口，一样能办。",
            en: "Sign in tomorrow. For today call 12345 or bring your identity card to a counter: it can be done there."
        ))

    static let noCarrierForStaff = Rejection(
        .unavailable, noCarrier.reason,
        nextStep: Phrase(
            "identity.noCarrierForStaff.next", zh: "请联系系统管理员接入短信平台。",
            en: "Ask the administrator to connect a carrier."))

    static let tooManyTodayForStaff = Rejection(
        .tooMany, tooManyToday.reason,
        nextStep: Phrase(
            "identity.tooManyTodayForStaff.next", zh: "请明天再登录；今天的待办请同事接手，并告诉系统管理员。",
            en: "Sign in tomorrow. Let a colleague take today's work, and tell the administrator."))

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
