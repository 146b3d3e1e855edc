package import EventLog
package import Kernel
package import Storage
package import Web

/// What the two sides do with a mandate: the agent accepts or declines it, either of them ends it at once (民法典第一百七十三条).
package struct SettleMandate: Sendable {
    private let mandates: MandateStore
    private let people: PersonStore
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource

    package init(
        mandates: MandateStore, people: PersonStore, database: any Database, journal: EventJournal,
        time: any TimeSource
    ) {
        self.mandates = mandates
        self.people = people
        self.database = database
        self.journal = journal
        self.time = time
    }

    /// Which of them, and by whom it may be done.
    package enum Step: String, Sendable, CaseIterable {
        case accept, decline, revoke

        var state: Mandate.State {
            switch self {
            case .accept: .accepted
            case .decline: .declined
            case .revoke: .revoked
            }
        }

        var event: EventKind {
            switch self {
            case .accept: MandateEvents.accepted
            case .decline: MandateEvents.declined
            case .revoke: MandateEvents.revoked
            }
        }
    }

    /// - Parameter receipt: is written in the transaction of the step.
    /// - Throws: `Rejection` where it is somebody else's, or stands otherwise by now.
    @discardableResult
    package func callAsFunction(
        _ step: Step, _ id: Identifier<Mandate>, by person: Identifier<Person>,
        receipt: StepReceipt<Mandate>? = nil
    ) async throws -> Mandate {
        guard let profile = try await people.person(person) else { throw MandateRejections.none }
        // The other side may look at something at this moment: that keeps nobody from ending a mandate.
        try await journal.onFreshReading { try await settle(step, id, by: profile, receipt) }
        guard let settled = try await mandates.mandate(id, of: profile) else { throw MandateRejections.none }
        return settled
    }

    private func settle(
        _ step: Step, _ id: Identifier<Mandate>, by profile: PersonProfile, _ receipt: StepReceipt<Mandate>?
    ) async throws {
        guard let mandate = try await mandates.mandate(id, of: profile) else { throw MandateRejections.none }
        let person = profile.id
        let now = time.now()
        guard Self.isPossible(step, for: mandate, person, at: now) else { throw MandateRejections.notNow }
        // An answer makes the addressee the agent; ending changes nobody.
        let agent = step == .revoke ? mandate.agent.person : person
        var writer = try await journal.open(mandate.stream)
        writer.append(
            step.event, .mandate, by: .person(person.description), at: now, body: mandate.body(by: profile.name))
        try await write(step, mandate, agent, writer, at: now, receipt)
    }

    private func write(
        _ step: Step, _ mandate: Mandate, _ agent: Identifier<Person>?, _ events: StreamWriter, at now: Instant,
        _ receipt: StepReceipt<Mandate>?
    ) async throws {
        try await database.write { tx in
            let changed = try tx.changes(
                """
                UPDATE mandate SET state = \(step.state.rawValue), agent = \(agent.sqlValue), settled_at = \(now)
                WHERE id = \(mandate.id) AND state = \(mandate.state.rawValue)
                """)
            guard changed == 1 else { throw MandateRejections.notNow }
            try events.write(in: tx)
            try receipt?(mandate.id, tx)
        }
    }

    private static func isPossible(
        _ step: Step, for mandate: Mandate, _ person: Identifier<Person>, at now: Instant
    ) -> Bool {
        switch step {
        case .accept, .decline: mandate.standing(at: now) == .offered && mandate.principal.person != person
        case .revoke: mandate.isRevocable(at: now) && mandate.mayEnd(person)
        }
    }
}

extension MandateStore {
    /// What was done with and by a mandate, in order.
    package func deeds(of mandate: Mandate, in journal: EventJournal) async throws -> [MandateDeed] {
        try await journal.events(of: mandate.stream).compactMap(MandateDeed.init)
    }
}
