import EventLog
package import Kernel

/// What can happen to a mandate, each an event of the stream under its own id.
package enum MandateEvents {
    static let offered: EventKind = "mandate.offered"
    /// 监护: what the register said, instead of an offer and its answer.
    static let established: EventKind = "mandate.established"
    static let accepted: EventKind = "mandate.accepted"
    static let declined: EventKind = "mandate.declined"
    static let revoked: EventKind = "mandate.revoked"
    /// The agent did something by it.
    static let used: EventKind = "mandate.used"
}

/// 代办记录 — one thing that was done with or by a mandate, as both sides read it.
package struct MandateDeed: Sendable {
    package let at: Instant
    package let kind: Kind
    /// Who did it: the name of principal or agent.
    package let by: String
    /// What it was about: a certificate's type; `nil` where there is nothing to add.
    package let about: String?

    /// The raw values stand in events and in the interface and are never renamed.
    package enum Kind: String, Sendable, CaseIterable {
        case offered, established, accepted, declined, revoked
        /// A look at a certificate, at the list of certificates, at that of cases; a certificate shown to somebody.
        case sawCertificate, sawCertificates, sawCases, showedCertificate
    }
}

extension MandateDeed {
    /// `nil` for an event of another kind.
    init?(_ event: LoggedEvent) {
        guard let kind = Self.kind(of: event) else { return nil }
        self.init(
            at: event.recorded, kind: kind, by: event.body["by"]?.string ?? "", about: event.body["about"]?.string)
    }

    private static func kind(of event: LoggedEvent) -> Kind? {
        switch event.kind {
        case MandateEvents.offered: .offered
        case MandateEvents.established: .established
        case MandateEvents.accepted: .accepted
        case MandateEvents.declined: .declined
        case MandateEvents.revoked: .revoked
        case MandateEvents.used: event.body["deed"]?.string.flatMap(Kind.init(rawValue:))
        default: nil
        }
    }
}
