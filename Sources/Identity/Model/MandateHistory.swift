import EventLog
import Kernel
import Web

/// 委托经过 — how a mandate stands by its events alone: what was offered or established, who answered, who ended it.
struct MandateHistory {
    let origin: Mandate.Origin
    /// `nil` for a child in events of earlier releases, which gave the name only.
    let principal: Identifier<Person>?
    /// Powers, types, days and names, as the first event has them.
    let terms: JSON
    let createdAt: Instant
    private(set) var agent: Identifier<Person>?
    private(set) var state: Mandate.State
    private(set) var settledAt: Instant?

    /// `nil` where the events are not those of a mandate.
    init?(_ events: [LoggedEvent]) {
        guard let first = events.first, let actor = Self.person(first) else { return nil }
        switch first.kind {
        case MandateEvents.offered: (origin, principal, agent, state) = (.given, actor, nil, .offered)
        case MandateEvents.established:
            origin = .parent
            principal = first.body["child"]?.string.flatMap { Identifier($0) }
            (agent, state, settledAt) = (actor, .accepted, first.effective)
        default: return nil
        }
        terms = first.body
        createdAt = first.effective
        for event in events.dropFirst() { follow(event) }
    }

    private mutating func follow(_ event: LoggedEvent) {
        switch event.kind {
        case MandateEvents.accepted: (state, agent) = (.accepted, Self.person(event))
        case MandateEvents.declined: (state, agent) = (.declined, Self.person(event))
        case MandateEvents.revoked: state = .revoked
        default: return
        }
        settledAt = event.effective
    }

    private static func person(_ event: LoggedEvent) -> Identifier<Person>? {
        guard case .person(let id) = event.actor else { return nil }
        return Identifier(id)
    }

    /// Whether nobody had answered, so that it is erased when it is old: what is left of it then are its events.
    func isErased(at now: Instant) -> Bool { agent == nil && createdAt < Mandate.erasedBefore(now) }

    /// The rows of its powers: for certificates one for each type, or one for all types.
    var powers: Set<MandatePowerRow> {
        let types = Self.texts(terms["certificateTypes"])
        return Set(
            Self.texts(terms["powers"]).flatMap { power -> [MandatePowerRow] in
                let named = power == MandatePower.certificates.rawValue && !types.isEmpty ? types : [""]
                return named.map { MandatePowerRow(power: power, type: $0) }
            })
    }

    private static func texts(_ json: JSON?) -> [String] { (json?.array ?? []).compactMap(\.string) }
}

/// One row of a mandate's powers, with a type of certificates or none.
struct MandatePowerRow: Hashable {
    let power: String
    let type: String
}

extension Mandate {
    /// Offers that nobody answered are erased when they were made before this moment.
    static func erasedBefore(_ now: Instant) -> Instant {
        now.adding(seconds: -Int64(offerDays + lapsedDays) * 86_400)
    }
}
