package import EventLog
package import Kernel
package import Storage
package import Web

/// 代办 — something that an agent does by a mandate: it is written down with both names before anything is shown.
package struct UseMandate: Sendable {
    private let mandates: MandateStore
    private let journal: EventJournal

    package init(mandates: MandateStore, journal: EventJournal) {
        self.mandates = mandates
        self.journal = journal
    }

    /// One use, ready to be written in the transaction of what is done.
    package struct Prepared: Sendable {
        package let mandate: Mandate
        package let event: EventReceipt
        private let events: StreamWriter
        private let look: MandateLook?

        init(mandate: Mandate, event: EventReceipt, events: StreamWriter, look: MandateLook? = nil) {
            self.mandate = mandate
            self.event = event
            self.events = events
            self.look = look
        }

        package func write(in tx: any WriteTransaction) throws {
            try look?.insert(in: tx)
            try events.write(in: tx)
        }
    }

    /// - Parameters:
    ///   - principal: for whom it is done.
    ///   - type: of the certificate that it is done with; `nil` for cases.
    ///   - about: what both sides read of it.
    /// - Throws: `Rejection` where no mandate in force lets the agent do it.
    package func callAsFunction(
        _ deed: MandateDeed.Kind, for principal: Identifier<Person>, type: String? = nil, about: String? = nil,
        by agent: Identifier<Person>, at now: Instant
    ) async throws -> Prepared {
        let mandate = try await mandate(deed, principal, type, agent, now)
        return try await prepare(deed, mandate, about, at: now, look: nil)
    }

    /// The same for a look, which is written down once a day.
    /// - Parameter seen: names what is looked at.
    /// - Returns: `nil` where it is written down already.
    /// - Throws: `Rejection` where no mandate in force lets the agent look.
    package func look(
        _ deed: MandateDeed.Kind, at seen: String, for principal: Identifier<Person>, type: String? = nil,
        about: String? = nil, by agent: Identifier<Person>, at now: Instant
    ) async throws -> Prepared? {
        let mandate = try await mandate(deed, principal, type, agent, now)
        let look = MandateLook(mandate: mandate.id, seen: seen, day: now.civilDate())
        if try await mandates.hasLook(look) { return nil }
        return try await prepare(deed, mandate, about, at: now, look: look)
    }

    private func mandate(
        _ deed: MandateDeed.Kind, _ principal: Identifier<Person>, _ type: String?, _ agent: Identifier<Person>,
        _ now: Instant
    ) async throws -> Mandate {
        let power: MandatePower = deed == .sawCases ? .cases : .certificates
        let found = try await mandates.inForce(for: agent, power, on: now.civilDate(), givenBy: principal).first {
            $0.covers(type)
        }
        guard let mandate = found else { throw MandateRejections.notGiven }
        return mandate
    }

    private func prepare(
        _ deed: MandateDeed.Kind, _ mandate: Mandate, _ about: String?, at now: Instant, look: MandateLook?
    ) async throws -> Prepared {
        guard let agent = mandate.agent.person else { throw MandateRejections.notGiven }
        var writer = try await journal.open(mandate.stream)
        var body: JSON = [
            "deed": JSON(deed.rawValue), "by": JSON(mandate.agent.name), "principal": JSON(mandate.principal.name),
        ]
        body["about"] = about.map { JSON($0) }
        let event = writer.append(
            MandateEvents.used, .mandate, by: .person(agent.description), at: now, body: body)
        return Prepared(mandate: mandate, event: event, events: writer, look: look)
    }
}

extension Mandate {
    /// Whether certificates of this type are meant; `true` where no type is asked for.
    func covers(_ type: String?) -> Bool {
        type.map { certificateTypes.isEmpty || certificateTypes.contains($0) } ?? true
    }
}
