package import Kernel

/// 证照状态 — what an officer or a renewal has made of a certificate. That it ran out is not written down: the day tells.
/// The raw values stand in the database and are never renamed.
package enum CertificateState: String, Sendable, CaseIterable {
    case valid
    /// 暂停: does not count for the time being.
    case suspended
    /// 换发: a newer one took its place.
    case replaced
    /// 注销: at the holder's wish, or because what it rested on has ended.
    case cancelled
    /// 撤销、吊销: taken away by a decision that the holder may contest.
    case revoked
}

/// How a certificate stands on a day, as everybody may be told.
package struct CertificateStanding: Sendable, Equatable {
    package let kind: Kind
    /// The day on which it came to stand so; `nil` for one that was valid all along.
    package let since: CivilDate?

    /// The raw values are those of the interface and are never renamed.
    package enum Kind: String, Sendable, CaseIterable {
        case valid, suspended, expired, replaced, cancelled, revoked
    }

    package init(_ kind: Kind, since: CivilDate? = nil) {
        self.kind = kind
        self.since = since
    }

    /// - Parameters:
    ///   - since: when it came into this state.
    ///   - validUntil: the last day on which it counts; `nil` for ever (长期).
    init(_ state: CertificateState, since: Instant?, validUntil: CivilDate?, on day: CivilDate) {
        let hasEnded = validUntil.map { $0 < day } ?? false
        switch state {
        case .valid where hasEnded, .suspended where hasEnded: self.init(.expired, since: validUntil?.adding(days: 1))
        case .valid: self.init(.valid)
        case .suspended: self.init(.suspended, since: since?.civilDate())
        case .replaced: self.init(.replaced, since: since?.civilDate())
        case .cancelled: self.init(.cancelled, since: since?.civilDate())
        case .revoked: self.init(.revoked, since: since?.civilDate())
        }
    }

    package var isValid: Bool { kind == .valid }
}

extension CertificateStanding {
    /// One or two words: on a card, on the sheet.
    package var word: Phrase {
        switch kind {
        case .valid: StandingCopy.valid
        case .suspended: StandingCopy.suspended
        case .expired: StandingCopy.expired
        case .replaced: StandingCopy.replaced
        case .cancelled: StandingCopy.cancelled
        case .revoked: StandingCopy.revoked
        }
    }
}
