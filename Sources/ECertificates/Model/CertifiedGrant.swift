package import EventLog
package import Storage

/// 所证明的决定 — the decision that a certificate is a proof of, where that is more than the paper: a department was told of it, or a
/// benefit is paid on it. What is done with the paper need not be done with the decision.
package struct CertifiedGrant: Sendable, Equatable {
    /// 事件编号 of the decision.
    package let key: String
    /// The resource whose department is told of it; `nil` where none is.
    package let resource: String?
    /// Whether something is paid on it.
    package let isBenefit: Bool
    package let standing: Standing

    package enum Standing: Sendable { case standing, suspended, ended }

    package init(key: String, resource: String?, isBenefit: Bool, standing: Standing) {
        self.key = key
        self.resource = resource
        self.isBenefit = isBenefit
        self.standing = standing
    }
}

/// 及于 — how far an act that takes something away reaches. The officer says so, since a lost paper is no reason to stop a payment.
/// Raw values stand in events and at the interface.
package enum ActReach: String, Sendable, CaseIterable {
    /// 只办证照: the decision stands as it did.
    case certificate
    /// 连同决定: the decision is suspended or ended as well, and its department told.
    case grant
}

extension CertificateAct {
    /// Whether the officer has to say how far it reaches.
    package func needsReach(of grant: CertifiedGrant) -> Bool {
        switch self {
        // Where no department is told, nobody would suspend anything.
        case .suspend: grant.resource != nil && grant.standing == .standing
        case .cancel, .revoke: grant.standing != .ended
        case .annotate, .renew, .resume, .correct: false
        }
    }

    /// How far it can reach. What is suspended has no other way back than its certificate: it is ended with it, or resumed first.
    package func reaches(of grant: CertifiedGrant) -> [ActReach] {
        guard needsReach(of: grant) else { return [] }
        return grant.standing == .suspended ? [.grant] : ActReach.allCases
    }

    /// What it does to the decision; `nil` where that stays as it is. What is given back is given back whole.
    func change(of grant: CertifiedGrant, _ reach: ActReach?) -> GrantChange? {
        switch self {
        case .suspend: needsReach(of: grant) && reach == .grant ? .suspended : nil
        case .cancel: needsReach(of: grant) && reach == .grant ? .cancelled : nil
        case .revoke: needsReach(of: grant) && reach == .grant ? .revoked : nil
        case .resume: grant.standing == .suspended ? .resumed : nil
        case .correct: grant.standing == .ended ? .reinstated : nil
        case .annotate, .renew: nil
        }
    }
}

/// 决定的变动 — what an act on a certificate does to the decision. Raw values stand in events.
package enum GrantChange: String, Sendable {
    case suspended, resumed, cancelled, revoked, reinstated
}

/// 已办 — an act with its event, which is about to be written, and what it does to the decision behind the certificate.
package struct TakenAct: Sendable {
    package let grant: CertifiedGrant
    package let change: GrantChange
    package let reason: String
    package let ground: String?
    package let event: EventReceipt
}

/// 后果 — what an act brings with it beyond the certificate.
package struct ActConsequence: Sendable {
    /// The decision behind a certificate; `nil` where the certificate is all that there is.
    let grant: @Sendable (IssuedCertificate) async throws -> CertifiedGrant?
    /// Prepares what is written in the act's transaction.
    let follow: @Sendable (TakenAct) async throws -> (@Sendable (any WriteTransaction) throws -> Void)

    package init(
        grant: @escaping @Sendable (IssuedCertificate) async throws -> CertifiedGrant?,
        follow: @escaping @Sendable (TakenAct) async throws -> (@Sendable (any WriteTransaction) throws -> Void)
    ) {
        self.grant = grant
        self.follow = follow
    }
}
