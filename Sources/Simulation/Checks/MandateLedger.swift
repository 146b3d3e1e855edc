import EventLog
import Identity
import Kernel

/// 委托账 — all mandates of the city as their events alone tell them, by rules of its own.
struct MandateLedger {
    private var all: [Identifier<EventStream>: MandateLife] = [:]

    /// Always in the same order.
    var listed: [(id: Identifier<Mandate>, life: MandateLife)] {
        all.sorted { ($0.key.high, $0.key.low) < ($1.key.high, $1.key.low) }
            .map { ($0.key.retyped(as: Mandate.self), $0.value) }
    }

    var given: Int { all.count }
    var uses: Int { all.values.reduce(0) { $0 + $1.uses } }
    var ended: Int { all.values.count { $0.state == "revoked" } }

    mutating func follow(_ event: LoggedEvent, of stream: Identifier<EventStream>) throws(BrokenInvariant) {
        guard event.kind.rawValue.hasPrefix("mandate.") else { return }
        if event.kind.rawValue == "mandate.offered" {
            try hold(all[stream] == nil, "a mandate is offered once", "\(stream)")
            all[stream] = try MandateLife(event)
            return
        }
        guard var life = all[stream] else {
            throw BrokenInvariant("a mandate begins with its offer", "\(stream) \(event.kind.rawValue)")
        }
        try life.follow(event)
        all[stream] = life
    }
}

/// 委托的一生 — one mandate: who gave it to whom, for what and for how long, and what was done by it.
struct MandateLife {
    let principal: String
    let powers: Set<String>
    private let from: String
    private let until: String
    private let offeredOn: CivilDate
    private(set) var state = "offered"
    private(set) var agent: String?
    private(set) var uses = 0

    init(_ event: LoggedEvent) throws(BrokenInvariant) {
        guard let principal = Self.person(of: event), let from = event.body["from"]?.string,
            let until = event.body["until"]?.string, let powers = event.body["powers"]?.array
        else { throw BrokenInvariant("an offer says who lets whom do what, and until when", event.body.text) }
        (self.principal, self.from, self.until) = (principal, from, until)
        self.powers = Set(powers.compactMap(\.string))
        offeredOn = event.effective.civilDate()
    }

    /// Whether somebody can still end it.
    var isOpen: Bool { state == "offered" || state == "accepted" }
    var sides: [String] { [principal] + (agent.map { [$0] } ?? []) }

    func isInForce(on day: CivilDate) -> Bool {
        state == "accepted" && from <= day.description && day.description <= until
    }

    mutating func follow(_ event: LoggedEvent) throws(BrokenInvariant) {
        let (who, day) = (Self.person(of: event), event.effective.civilDate())
        switch event.kind.rawValue {
        case "mandate.accepted", "mandate.declined":
            try hold(
                state == "offered" && who != principal && day <= offeredOn.adding(days: 30) && day.description <= until,
                "an offer is answered once, in time, by somebody else", event.body.text)
            (state, agent) = (event.kind.rawValue == "mandate.accepted" ? "accepted" : "declined", who)
        case "mandate.revoked":
            try hold(
                isOpen && who.map(sides.contains) == true, "a mandate is ended once, by one of its sides",
                event.body.text)
            state = "revoked"
        case "mandate.used":
            let power = event.body["deed"]?.string == "sawCases" ? "cases" : "certificates"
            try hold(
                isInForce(on: day) && who == agent && powers.contains(power), "no look after the end of a mandate",
                "\(event.stream): \(state), \(from) to \(until), used on \(day)")
            uses += 1
        default: break
        }
    }

    private static func person(of event: LoggedEvent) -> String? {
        if case .person(let id) = event.actor { id } else { nil }
    }
}
