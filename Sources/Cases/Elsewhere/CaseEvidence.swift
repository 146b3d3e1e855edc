package import EventLog
package import Kernel
package import Storage

/// 来往凭据 — a signed message that crossed between two cities, kept as an event of the case on both sides.
package struct CaseEvidence: Sendable {
    package let kind: EventKind
    package let body: JSON

    /// - Parameters:
    ///   - division: of the other city.
    ///   - message: the message as it was signed (JWS).
    package init(_ kind: EventKind, with division: String, message: String, _ further: [JSON.Member] = []) {
        self.kind = kind
        body = .object(
            [
                JSON.Member(CaseEvents.areOurs.contains(kind) ? "to" : "from", JSON(division)),
                JSON.Member("message", JSON(message)),
            ] + further)
    }

    /// What a kept message says: it was verified when it came, and the event is bound to the log.
    package static func body(of event: LoggedEvent) -> JSON? {
        let parts = event.body["message"]?.string?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, let payload = Base64URL.bytes(parts[1]) else { return nil }
        return (try? JSON.parse(payload))?["body"]
    }
}

extension CaseEnvironment {
    /// With what is written in the transaction of the next step: an event beside it, and `receipt`.
    package func keeping(
        _ evidence: CaseEvidence, receipt: @escaping @Sendable (CaseFile, any WriteTransaction) throws -> Void
    ) -> CaseEnvironment {
        var environment = self
        environment.evidence = evidence
        environment.receipt = receipt
        return environment
    }
}
