import Kernel
import Web

/// What showing a certificate can say no with.
enum PresentationRejections {
    private static let showAgain = Phrase(
        "presentation.showAgain", zh: "请对方在“我的证照”里点“出示”，再给您一个新的码。",
        en: "Ask the holder to press “Show” under “My certificates” again and give you a new code.")

    static let notValid = Rejection(
        .conflict,
        Phrase("presentation.notValid", zh: "这张证照现在不是有效状态，不能出示。", en: "This certificate is not valid now."),
        nextStep: Phrase(
            "presentation.notValid.next", zh: "请看证照上写的原因；有疑问请打 12345 或者问签发机关。",
            en: "Its page says why. Call 12345 or ask the issuing authority."))

    static let purposeMissing = Rejection(
        .invalidInput, Phrase("presentation.purposeMissing", zh: "没有选用途。", en: "No purpose is chosen."),
        nextStep: Phrase(
            "presentation.purposeMissing.next", zh: "请选对方拿它做什么；对方选的不一样，就看不到。",
            en: "Choose what it is for; who names another purpose sees nothing."), field: FormName.purpose)

    static let claimsMissing = Rejection(
        .invalidInput, Phrase("presentation.claimsMissing", zh: "没有选给对方看什么。", en: "Nothing is chosen to be shown."),
        nextStep: Phrase(
            "presentation.claimsMissing.next", zh: "请至少勾选一项，没有勾的对方看不到。",
            en: "Tick at least one; what is not ticked is not seen."), field: FormName.claims)

    static let noSuchPresentation = Rejection(
        .notFound, Phrase("presentation.none", zh: "没有找到这次出示。", en: "We cannot find this showing."),
        nextStep: Phrase("presentation.none.next", zh: "请到“我的证照”里重新出示。", en: "Show it again under “My certificates”."))

    static let codeMistyped = Rejection(
        .invalidInput, Phrase("presentation.codeMistyped", zh: "出示码不完整。", en: "The code is incomplete."),
        nextStep: Phrase(
            "presentation.codeMistyped.next", zh: "出示码有 12 位数字和字母，请对照对方的手机再填，也可以直接扫码。",
            en: "A code has 12 digits and letters. Compare it with the holder's phone, or scan it."),
        field: FormName.code)

    static let purposeNotNamed = Rejection(
        .invalidInput,
        Phrase("presentation.purposeNotNamed", zh: "没有选您拿它做什么。", en: "You have not said what it is for."),
        nextStep: Phrase(
            "presentation.purposeNotNamed.next", zh: "请选一项，要和持有人同意的用途一样。",
            en: "Choose the purpose that the holder has agreed to."), field: FormName.purpose)

    static let verifierMissing = Rejection(
        .invalidInput,
        Phrase(
            "presentation.verifierMissing", zh: "没有写您是哪个单位或者什么人，或者写得太长。",
            en: "Your name or organisation is missing or too long."),
        nextStep: Phrase(
            "presentation.verifierMissing.next", zh: "请写 60 个字以内，持有人会看到。",
            en: "At most 60 characters; the holder reads it."),
        field: FormName.verifier)

    static let unknown = Rejection(
        .notFound, Phrase("presentation.unknown", zh: "没有这个出示码。", en: "There is no such code."), nextStep: showAgain,
        field: FormName.code)

    static let used = Rejection(
        .gone,
        Phrase("presentation.used", zh: "这个出示码已经用过了，一个码只能看一次。", en: "This code has been used; it is good once."),
        nextStep: showAgain, field: FormName.code)

    static let tooOld = Rejection(
        .gone,
        Phrase("presentation.tooOld", zh: "这个出示码过了一分钟，已经失效。", en: "This code is more than a minute old."),
        nextStep: showAgain, field: FormName.code)

    static let withdrawn = Rejection(
        .gone, Phrase("presentation.withdrawn", zh: "持有人收回了这个出示码。", en: "The holder took this code back."),
        nextStep: showAgain, field: FormName.code)

    static let countsNoMore = Rejection(
        .gone,
        Phrase("presentation.countsNoMore", zh: "这张证照现在不能出示。", en: "This certificate cannot be shown now."),
        nextStep: Phrase(
            "presentation.countsNoMore.next", zh: "请持证人到“我的证照”里看原因，重新读取，再出示一次。",
            en: "Its holder sees why under “My certificates”, and can have it read again."), field: FormName.code)

    static let otherPurpose = Rejection(
        .notAllowed,
        Phrase(
            "presentation.otherPurpose", zh: "持有人没有同意用于这个用途，所以什么也没有显示，这个码也不能再用。",
            en: "The holder agreed to another purpose. Nothing is shown, and the code is used up."),
        nextStep: Phrase(
            "presentation.otherPurpose.next", zh: "请先和持有人说好拿来做什么，再请对方重新出示。",
            en: "Agree with the holder what it is for, then ask for a new code."), field: FormName.purpose)
}
