import Cases
import ECertificates
import EventLog
import Identity
import Kernel
import Server
import Storage

/// 证照簿 — all certificates of the city by their events, held against what is kept of them.
struct CertificateBook {
    private(set) var all: [Identifier<EventStream>: CertificateReplay] = [:]

    /// Those that an officer or a holder may come back to, always in the same order.
    var listed: [(id: Identifier<IssuedCertificate>, life: CertificateReplay)] {
        all.sorted { ($0.key.high, $0.key.low) < ($1.key.high, $1.key.low) }
            .map { ($0.key.retyped(as: IssuedCertificate.self), $0.value) }
    }

    /// What officers did with the certificates of a case: with the first one, and with those that took its place.
    func deeds(of stream: Identifier<EventStream>) -> [DecisionReplay.Deed] {
        var deeds: [DecisionReplay.Deed] = []
        var life = all.values.first { $0.stream == stream && $0.predecessor == nil }
        while let known = life {
            deeds += known.deeds
            life = known.successor.flatMap { Identifier<EventStream>($0) }.flatMap { all[$0] }
        }
        return deeds
    }

    var renewed: Int { all.values.count { $0.predecessor != nil } }
    var ended: Int { all.values.count { $0.state != "valid" } }
    var shown: Int { all.values.reduce(0) { $0 + $1.shown } }
    var acts: Int { all.values.reduce(0) { $0 + $1.acts } }

    /// - Parameter stream: whose event it is: of a case, or of a certificate.
    mutating func follow(
        _ event: LoggedEvent, of stream: Identifier<EventStream>, for inspector: Inspector
    ) throws(BrokenInvariant) {
        if event.kind == CertificateEvents.issued {
            guard let id = event.body["certificate"]?.string.flatMap({ Identifier<EventStream>($0) }),
                let type = event.body["type"]?.string, let keeper = inspector.keepers[type],
                let issuer = inspector.issuers[type]
            else { throw BrokenInvariant("an issue says what was issued", event.body.text) }
            try hold(all[id] == nil, "a certificate is issued once", "\(id)")
            all[id] = CertificateReplay(event, in: stream, keeper: keeper, issuer: issuer)
        } else if event.kind.rawValue.hasPrefix("certificate.") {
            guard var life = all[stream] else {
                throw BrokenInvariant("a certificate lives after its issue", "\(stream) \(event.kind.rawValue)")
            }
            try life.follow(event, posts: inspector.city.staff.all)
            all[stream] = life
        }
    }

    /// The row of a certificate says what its events say.
    func check(_ stream: Identifier<EventStream>, in store: any Database) async throws {
        guard let life = all[stream] else { return }
        let row = try await store.row(
            "SELECT state, state_since, successor, predecessor FROM certificate WHERE id = \(stream)")
        guard let row else { throw BrokenInvariant("a certificate that was issued is kept", life.number) }
        try hold(
            row.text("state") == life.state && row.optionalInstant("state_since") == life.since
                && row.optionalIdentifier("successor", IssuedCertificate.self)?.description == life.successor
                && row.optionalIdentifier("predecessor", IssuedCertificate.self)?.description == life.predecessor,
            "a certificate stands as its events say",
            "\(life.number): \(row.text("state")), by its events \(life.state)")
    }

    /// A renewal is written with both of its certificates.
    func checkLinks() throws(BrokenInvariant) {
        for (stream, life) in all {
            let next = life.successor.flatMap { Identifier<EventStream>($0) }.map {
                all[$0]?.predecessor == "\(stream)"
            }
            let last = life.predecessor.flatMap { Identifier<EventStream>($0) }.map {
                all[$0]?.successor == "\(stream)"
            }
            try hold(next != false && last != false, "a renewal is linked from both sides", life.number)
        }
    }
}
