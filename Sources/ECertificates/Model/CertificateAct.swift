package import EventLog
package import Kernel

/// 证照办理 — what an officer may do with an issued certificate. There is no rule and no clock among those who may: what takes
/// something away from a person is signed by a person.
package enum CertificateAct: String, Sendable, CaseIterable {
    /// 加注: a dated line is added; what it states stays.
    case annotate
    /// 换发: a newer one takes its place.
    case renew
    /// 暂停使用
    case suspend
    /// 恢复使用
    case resume
    /// 注销: at the holder's wish, or because what it rested on has ended.
    case cancel
    /// 撤销、吊销: on a ground of law, with remedies.
    case revoke
    /// 纠正: one that was cancelled or revoked wrongly is issued anew, by somebody else than who ended it; what was done stays
    /// written (行政许可法第八条、行政复议法第六十三条).
    case correct

    /// The event that it becomes. Published kinds are never renamed.
    package var event: EventKind {
        switch self {
        case .annotate: "certificate.annotated"
        case .renew: "certificate.replaced"
        case .suspend: "certificate.suspended"
        case .resume: "certificate.resumed"
        case .cancel: "certificate.cancelled"
        case .revoke: "certificate.revoked"
        case .correct: "certificate.corrected"
        }
    }

    /// The state that it brings about.
    package func state(after before: CertificateState) -> CertificateState {
        switch self {
        case .annotate, .correct: before
        case .renew: .replaced
        case .suspend: .suspended
        case .resume: .valid
        case .cancel: .cancelled
        case .revoke: .revoked
        }
    }

    /// Whether it can be done with one that stands so. What was taken away or replaced stays so, but for what was ended
    /// wrongly and has no successor; a suspension is decided before anything is renewed, also where the certificate has run
    /// out meanwhile.
    package func isPossible(
        for standing: CertificateStanding, state: CertificateState, hasSuccessor: Bool = false
    ) -> Bool {
        switch (self, state) {
        case (.correct, let state): !hasSuccessor && (state == .cancelled || state == .revoked)
        case (_, .replaced), (_, .cancelled), (_, .revoked): false
        case (.resume, let state): state == .suspended
        case (.suspend, _): standing.kind == .valid
        case (.renew, let state): state == .valid
        case (.annotate, _), (.cancel, _), (.revoke, _): true
        }
    }

    /// Whether it takes something away, so that remedies are named.
    package var isAdverse: Bool { self == .suspend || self == .revoke }

    /// Whether the law that it rests on is named (注销: 行政许可法第七十条).
    package var needsGround: Bool { isAdverse || self == .cancel || self == .correct }

    /// Whether it brings about another certificate.
    package var issues: Bool { self == .renew || self == .correct }

    /// Whether the certificate stands otherwise afterwards.
    var changesState: Bool { self != .annotate && self != .correct }

    init?(event: EventKind) {
        guard let act = Self.allCases.first(where: { $0.event == event }) else { return nil }
        self = act
    }
}

/// 救济 — within which times a holder may contest what an officer did (行政复议法第二十条、行政诉讼法第四十六条).
package enum CertificateRemedy {
    package static let reconsiderationDays = 60
    package static let litigationMonths = 6
}

/// 生平的一条 — one act of an officer, as the events of a certificate tell it.
package struct CertificateDeed: Sendable {
    package let act: CertificateAct
    package let at: Instant
    /// `区民政部门 周敏`
    package let officer: String
    /// What the officer wrote.
    package let reason: String
    /// 依据, where there has to be one.
    package let ground: String?
    /// How far it reached, where that was to be said.
    package let reach: ActReach?
    /// Staff number of whoever did it; `nil` where no clerk did.
    let clerk: String?

    /// `nil` for an event that is no officer's act.
    package init?(_ event: LoggedEvent) {
        guard let act = CertificateAct(event: event.kind) else { return nil }
        self.act = act
        at = event.recorded
        officer = event.body["officer"]?.string ?? ""
        reason = event.body["reason"]?.string ?? ""
        ground = event.body["ground"]?.string
        reach = event.body["reach"]?.string.flatMap(ActReach.init)
        if case .clerk(let id) = event.actor { clerk = id } else { clerk = nil }
    }
}

extension CertificateState {
    /// What the events of a certificate say it is, and since when.
    static func after(_ events: [LoggedEvent]) -> (state: CertificateState, since: Instant?) {
        events.reduce((CertificateState.valid, nil)) { before, event in
            guard let act = CertificateAct(event: event.kind), act.changesState else { return before }
            return (act.state(after: before.0), event.recorded)
        }
    }
}
