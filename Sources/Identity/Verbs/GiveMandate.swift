package import EventLog
package import Kernel
package import Storage
package import Web

/// 委托 — a person asks another to act for him. Who that is, is said by number and name, and nobody is looked up: the offer waits
/// for whoever signs in with both. So giving one tells nothing about who is known here.
package struct GiveMandate: Sendable {
    private let mandates: MandateStore
    private let people: PersonStore
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        mandates: MandateStore, people: PersonStore, database: any Database, journal: EventJournal,
        time: any TimeSource, ids: any IDSource
    ) {
        self.mandates = mandates
        self.people = people
        self.database = database
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    /// What is given to whom, as it was typed.
    package struct Request: Sendable {
        package let name: String?
        package let residentID: String?
        package let powers: [MandatePower]
        /// Empty for all types.
        package let certificateTypes: [String]
        package let from: CivilDate?
        package let until: CivilDate?

        package init(
            name: String?, residentID: String?, powers: [MandatePower], certificateTypes: [String], from: CivilDate?,
            until: CivilDate?
        ) {
            self.name = name
            self.residentID = residentID
            self.powers = powers
            self.certificateTypes = certificateTypes
            self.from = from
            self.until = until
        }
    }

    /// - Parameter receipt: is written in the transaction of the offer, also where the same was given before.
    /// - Returns: the mandate; the one that there is where the same was given before.
    /// - Throws: `Rejection` where something is missing, the term is too long, or the giver is not of full age.
    package func callAsFunction(
        _ request: Request, by giver: Identifier<Person>, receipt: StepReceipt<Mandate>? = nil
    ) async throws -> Mandate {
        guard let principal = try await people.person(giver) else { throw MandateRejections.none }
        let now = time.now()
        let (number, name) = try addressee(of: request, principal, on: now.civilDate())
        let (from, until) = try term(of: request, on: now.civilDate())
        guard !request.powers.isEmpty else { throw MandateRejections.powersMissing }
        let mandate = Mandate(
            id: ids.identifier(Mandate.self), origin: .given, principal: .init(principal),
            agent: .init(person: nil, name: name, residentID: number),
            powers: MandatePower.allCases.filter(request.powers.contains),
            certificateTypes: request.powers.contains(.certificates) ? request.certificateTypes.sorted() : [],
            from: from, until: until, state: .offered, createdAt: now, settledAt: nil)
        var writer = journal.begin(mandate.stream)
        writer.append(
            MandateEvents.offered, .mandate, by: .person(giver.description), at: now,
            body: mandate.body(by: principal.name))
        return try await write(mandates.seal(mandate), writer, by: giver, at: now, receipt)
    }

    private func write(
        _ offer: SealedMandate, _ events: StreamWriter, by giver: Identifier<Person>, at now: Instant,
        _ receipt: StepReceipt<Mandate>?
    ) async throws -> Mandate {
        try await database.write { [mandates] tx in
            if let same = try mandates.same(as: offer, at: now, in: tx) {
                try receipt?(same.id, tx)
                return same
            }
            guard try mandates.openOffers(of: giver, at: now, in: tx) < Mandate.openOffersMax else {
                throw MandateRejections.tooManyOffers
            }
            try offer.insert(in: tx)
            try events.write(in: tx)
            try receipt?(offer.mandate.id, tx)
            return offer.mandate
        }
    }

    private func addressee(
        of request: Request, _ principal: PersonProfile, on day: CivilDate
    ) throws -> (ResidentID, String) {
        guard principal.residentID.fullAgeOn <= day else { throw MandateRejections.notOfAge }
        let (number, name) = try MandateRejections.person(name: request.name, residentID: request.residentID)
        guard number != principal.residentID else { throw MandateRejections.oneself }
        guard number.fullAgeOn <= day else { throw MandateRejections.agentNotOfAge }
        return (number, name)
    }

    private func term(of request: Request, on day: CivilDate) throws -> (CivilDate, CivilDate) {
        let from = request.from ?? day
        let until = request.until ?? from.adding(months: Mandate.termMonthsUsual).adding(days: -1)
        guard from >= day, until >= from else { throw MandateRejections.daysWrong }
        guard until < from.adding(months: Mandate.termMonthsMax) else { throw MandateRejections.tooLong }
        return (from, until)
    }
}

extension Mandate {
    package var stream: Identifier<EventStream> { id.retyped(as: EventStream.self) }

    /// What its events say of it: the terms, without anybody's number.
    func body(by name: String) -> JSON {
        [
            "by": JSON(name), "principal": JSON(principal.name), "agent": JSON(agent.name),
            "powers": .array(powers.map { JSON($0.rawValue) }),
            "certificateTypes": .array(certificateTypes.map { JSON($0) }), "from": JSON(from.description),
            "until": JSON(until.description),
        ]
    }
}
