import Kernel

/// How a certificate stands, in words.
enum StandingCopy {
    static let valid = Phrase("standing.valid", zh: "有效", en: "Valid")
    static let suspended = Phrase("standing.suspended", zh: "暂停使用", en: "Suspended")
    static let expired = Phrase("standing.expired", zh: "已过期", en: "Expired")
    static let replaced = Phrase("standing.replaced", zh: "已换新证", en: "Replaced")
    static let cancelled = Phrase("standing.cancelled", zh: "已注销", en: "Cancelled")
    static let revoked = Phrase("standing.revoked", zh: "已撤销", en: "Revoked")

    /// What a checker reads first.
    static let isValid = Phrase("standing.isValid", zh: "真的，现在有效", en: "Genuine and valid now")
    static let isSuspended = Phrase(
        "standing.isSuspended", zh: "是真的，但从 {day} 起暂停使用", en: "Genuine, but suspended since {day}")
    static let isExpired = Phrase(
        "standing.isExpired", zh: "是真的，但从 {day} 起已过期", en: "Genuine, but expired since {day}")
    static let isReplaced = Phrase(
        "standing.isReplaced", zh: "是真的，但 {day} 已换发新证，这一张不再有效", en: "Genuine, but replaced by a newer one on {day}")
    static let isCancelled = Phrase(
        "standing.isCancelled", zh: "是真的，但 {day} 已注销", en: "Genuine, but cancelled on {day}")
    static let isRevoked = Phrase(
        "standing.isRevoked", zh: "是真的，但 {day} 已被撤销", en: "Genuine, but revoked on {day}")

    /// What to do about it.
    static let adviseValid = Phrase(
        "standing.adviseValid", zh: "请再看看持有人和拿证的人是不是同一个人。", en: "Compare the holder with the person before you.")
    static let adviseSuspended = Phrase(
        "standing.adviseSuspended", zh: "暂停期间不能用它办事。请持有人联系签发机关，恢复后再用。",
        en: "It does not count for the time being. Ask the holder to see the issuing authority.")
    static let adviseExpired = Phrase(
        "standing.adviseExpired", zh: "请持有人到签发机关换发，再出示新证。",
        en: "Ask the holder to have it renewed and to show the new one.")
    static let adviseReplaced = Phrase(
        "standing.adviseReplaced", zh: "请持有人出示换发后的新证。", en: "Ask the holder to show the newer certificate.")
    static let adviseEnded = Phrase(
        "standing.adviseEnded", zh: "不能再用它办事。持有人对此有疑问的，可以打 12345 或者问签发机关。",
        en: "It no longer counts. The holder may call 12345 or ask the issuing authority about it.")
}

extension CertificateStanding {
    /// What a checker reads first, with the day.
    func finding(day: (CivilDate) -> String) -> Phrase {
        let phrase =
            switch kind {
            case .valid: StandingCopy.isValid
            case .suspended: StandingCopy.isSuspended
            case .expired: StandingCopy.isExpired
            case .replaced: StandingCopy.isReplaced
            case .cancelled: StandingCopy.isCancelled
            case .revoked: StandingCopy.isRevoked
            }
        return phrase.with(["day": since.map(day) ?? ""])
    }

    var advice: Phrase {
        switch kind {
        case .valid: StandingCopy.adviseValid
        case .suspended: StandingCopy.adviseSuspended
        case .expired: StandingCopy.adviseExpired
        case .replaced: StandingCopy.adviseReplaced
        case .cancelled, .revoked: StandingCopy.adviseEnded
        }
    }
}
