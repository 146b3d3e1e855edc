import Kernel

/// Words of seeing and showing certificates for others.
enum FamilyCopy {
    static let own = Phrase("family.own", zh: "我自己的", en: "My own")
    static let family = Phrase("family.family", zh: "家人和委托我的人", en: "Family, and those for whom I act")
    static let ofPrincipal = Phrase("family.ofPrincipal", zh: "{name}（委托您，到{day}）", en: "{name} (until {day})")
    static let ofChild = Phrase("family.ofChild", zh: "{name}（您的孩子）", en: "{name} (your child)")
    static let none = Phrase("family.none", zh: "还没有证照。", en: "No certificates yet.")
    static let noted = Phrase(
        "family.noted", zh: "您哪天看过、每次出示给谁，对方都会看到。", en: "They see on which days you looked, and each showing.")
    static let toMandates = Phrase("family.toMandates", zh: "委托和家人", en: "Mandates and family")
    static let forOther = Phrase("family.forOther", zh: "这是{holder}的证照", en: "This is {holder}'s certificate")
    static let forOtherText = Phrase(
        "family.forOtherText", zh: "您代为出示时，验证的人会看到您的姓名；持证人会收到通知，也看得到这次出示。",
        en: "Whoever checks it sees your name. The holder is told, and sees this showing.")
    static let shownBy = Phrase("family.shownBy", zh: "{name}代为出示", en: "shown by {name}")
    static let presenter = Phrase("family.presenter", zh: "代为出示的人", en: "Shown for the holder by")
}
