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

    /// The event that it becomes. Published kinds are never renamed.
    package var event: EventKind {
        switch self {
        case .annotate: "certificate.annotated"
        case .renew: "certificate.replaced"
        case .suspend: "certificate.suspended"
        case .resume: "certificate.resumed"
        case .cancel: "certificate.cancelled"
        case .revoke: "certificate.revoked"
        }
    }

    /// The state that it brings about.
    package func state(after before: CertificateState) -> CertificateState {
        switch self {
        case .annotate: before
        case .renew: .replaced
        case .suspend: .suspended
        case .resume: .valid
        case .cancel: .cancelled
        case .revoke: .revoked
        }
    }

    /// Whether it can be done with one that stands so. What was taken away or replaced stays so; a suspension is decided
    /// before anything is renewed, also where the certificate has run out meanwhile.
    package func isPossible(for standing: CertificateStanding, state: CertificateState) -> Bool {
        switch (self, state) {
        case (_, .replaced), (_, .cancelled), (_, .revoked): false
        case (.resume, let state): state == .suspended
        case (.suspend, _): standing.kind == .valid
        case (.renew, let state): state == .valid
        case (.annotate, _), (.cancel, _), (.revoke, _): true
        }
    }

    /// Whether it takes something away, so that law and remedies are named.
    package var isAdverse: Bool { self == .suspend || self == .revoke }

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
    /// 依据, where it takes something away.
    package let ground: String?

    /// `nil` for an event that is no officer's act.
    package init?(_ event: LoggedEvent) {
        guard let act = CertificateAct(event: event.kind) else { return nil }
        self.act = act
        at = event.recorded
        officer = event.body["officer"]?.string ?? ""
        reason = event.body["reason"]?.string ?? ""
        ground = event.body["ground"]?.string
    }
}

extension CertificateState {
    /// What the events of a certificate say it is, and since when.
    static func after(_ events: [LoggedEvent]) -> (state: CertificateState, since: Instant?) {
        events.reduce((CertificateState.valid, nil)) { before, event in
            guard let act = CertificateAct(event: event.kind), act != .annotate else { return before }
            return (act.state(after: before.0), event.recorded)
        }
    }
}
