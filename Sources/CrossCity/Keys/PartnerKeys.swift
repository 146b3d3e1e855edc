import EventLog
import Kernel
import Synchronization
import Vault

/// 协同城市的公钥 — the keys that we believe of each partner, fetched anew when one is met that we do not know.
final class PartnerKeys: Sendable {
    /// A partner is asked for its keys no more often, whatever comes in its name.
    private static let pauseSeconds: Int64 = 20
    /// After this they are fetched again, so that a key that a partner has withdrawn is soon none of its keys.
    private static let freshSeconds: Int64 = 86_400
    /// After this they are not believed, whoever cannot be reached.
    private static let believedSeconds: Int64 = 7 * 86_400
    private let store: PartnerStore
    private let link: any PartnerLink
    private let journal: EventJournal
    private let ids: any IDSource
    private let time: any TimeSource
    private let asked = Mutex<[String: Asked]>([:])

    /// When a partner was last asked, and whether it answered.
    private struct Asked {
        let at: Instant
        var outcome: Learning
    }

    /// What came of asking a partner for its keys.
    enum Learning: Sendable {
        /// There are others than before.
        case new
        /// There are none that we did not know, or nobody whom we know vouches for them.
        case nothing
        case unreachable
        /// It was asked a moment ago; what came of it is kept.
        case recent
    }

    init(
        store: PartnerStore, link: any PartnerLink, journal: EventJournal, ids: any IDSource, time: any TimeSource
    ) {
        self.store = store
        self.link = link
        self.journal = journal
        self.ids = ids
        self.time = time
    }

    /// What is signed by one of these is the partner's.
    func keys(of partner: PartnerCity) async throws -> JSONWebKeySet {
        if let age = try await age(partner), age > Self.freshSeconds { _ = try await learn(partner) }
        guard let age = try await age(partner), age <= Self.believedSeconds else { return JSONWebKeySet([]) }
        return JSONWebKeySet(try await store.keys(of: partner.division).compactMap { try? JSONWebKey($0) })
    }

    /// For how many seconds they have been announced; `nil` where there are none yet.
    private func age(_ partner: PartnerCity) async throws -> Int64? {
        try await store.keysAnnounced(by: partner.division).map { time.now().milliseconds / 1000 - $0 }
    }

    /// Fetches what the partner announces now.
    func learn(_ partner: PartnerCity) async throws -> Learning {
        if let recent = recent(partner.division) { return recent == .unreachable ? recent : .recent }
        let outcome = try await ask(partner)
        asked.withLock { $0[partner.division]?.outcome = outcome }
        return outcome
    }

    private func ask(_ partner: PartnerCity) async throws -> Learning {
        guard let contact = partner.contact, let answer = try? await link.keys(at: contact.address),
            let json = try? JSON.parse(answer)
        else { return .unreachable }
        let known = try await store.keys(of: partner.division)
        guard
            let announced = KeyAnnouncement.read(
                json, of: partner.division, known: known, pins: contact.pins, at: time.now())
        else { return .nothing }
        return try await believe(announced, of: partner.division) ? .new : .nothing
    }

    /// That they are believed from now on is an event, which holds them.
    private func believe(_ announced: KeyAnnouncement.Announced, of division: String) async throws -> Bool {
        try await journal.onFreshReading {
            let stream = try await store.keyStream(of: division) ?? ids.identifier(EventStream.self)
            var writer = try await journal.open(stream)
            writer.append(
                PartnerEvents.keysBelieved, .exchange, by: .department(division), at: time.now(),
                body: announced.body(of: division))
            return try await store.replaceKeys(of: division, announced, by: writer)
        }
    }

    /// - Returns: `nil` where it is to be asked now; who asks meanwhile takes it for unreachable.
    private func recent(_ division: String) -> Learning? {
        let now = time.now()
        return asked.withLock { asked in
            if let last = asked[division], now < last.at.adding(seconds: Self.pauseSeconds) { return last.outcome }
            asked[division] = Asked(at: now, outcome: .unreachable)
            return nil
        }
    }
}
