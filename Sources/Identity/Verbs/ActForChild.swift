package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// 监护 — a parent takes over the certificates and cases of a child that is not of full age: by what the population register
/// says, without papers (民法典第二十三条、第二十七条). Whether a number is known is told only to the father or mother of its
/// bearer: for everybody else the answer is the same.
package struct ActForChild: Sendable {
    /// The register is asked anew after so many months: custody may have changed.
    private static let termMonths = 12

    private let mandates: MandateStore
    private let people: PersonStore
    private let database: any Database
    private let vault: KeyVault
    private let journal: EventJournal
    private let gate: ParentageGate
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        mandates: MandateStore, people: PersonStore, database: any Database, vault: KeyVault, journal: EventJournal,
        gate: ParentageGate, time: any TimeSource, ids: any IDSource
    ) {
        self.mandates = mandates
        self.people = people
        self.database = database
        self.vault = vault
        self.journal = journal
        self.gate = gate
        self.time = time
        self.ids = ids
    }

    /// - Parameter receipt: is written in the transaction by which the mandate is established; where it was before, in none.
    /// - Returns: the mandate; the one that there is where it was established before.
    /// - Throws: `Rejection` where the register does not say so, or cannot be asked.
    package func callAsFunction(
        name: String?, residentID: String?, parent: Identifier<Person>, receipt: StepReceipt<Mandate>? = nil
    ) async throws -> Mandate {
        guard let parent = try await people.person(parent) else { throw MandateRejections.none }
        let (number, name) = try MandateRejections.person(name: name, residentID: residentID)
        let now = time.now()
        guard now.civilDate() < number.fullAgeOn else { throw MandateRejections.childOfAge }
        let count = count(of: parent, at: now)
        guard try await database.write({ tx in try count.takeGuess(in: tx) }) else {
            throw MandateRejections.tooManyTries
        }
        if let known = try await established(number, parent, at: now) { return known }
        let reading = await gate.ask(number)
        let isParent =
            reading.parents.contains(parent.residentID)
            && reading.name.map(PersonalName.comparable) == PersonalName.comparable(name)
        guard isParent, let registered = reading.name else {
            try await record(reading, of: number, countedBy: count)
            throw reading.isAnswered ? MandateRejections.notParent : IdentityRejections.registerUnavailable
        }
        // The child may sign in for the first time at this moment.
        return try await journal.onFreshReading {
            try await write(number, named: registered, parent, reading, at: now, receipt)
        }
    }

    /// A child that is known stays as it is; one that is not is enrolled together with the mandate.
    private func write(
        _ number: ResidentID, named name: String, _ parent: PersonProfile, _ reading: ParentageGate.Reading,
        at now: Instant, _ receipt: StepReceipt<Mandate>?
    ) async throws -> Mandate {
        let known = try await people.person(numbered: number)
        let child =
            known
            ?? PersonProfile(
                id: ids.identifier(Person.self), name: name, residentID: number, phone: nil, level: .phone)
        let enrolment = known == nil ? people.seal(unknown: child, at: now) : nil
        let lastDay = min(
            now.civilDate().adding(months: Self.termMonths), child.residentID.fullAgeOn.adding(days: -1))
        let mandate = Mandate(
            id: ids.identifier(Mandate.self), origin: .parent, principal: .init(child), agent: .init(parent),
            powers: MandatePower.allCases, certificateTypes: [], from: now.civilDate(), until: lastDay,
            state: .accepted, createdAt: now, settledAt: now)
        var (writer, body) = (journal.begin(mandate.stream), mandate.body(by: parent.name))
        body["child"] = JSON(child.id.description)
        writer.append(MandateEvents.established, .mandate, by: .person(parent.id.description), at: now, body: body)
        let (events, sealed, record) = (writer, mandates.seal(mandate), reading.record(child.id))
        return try await database.write { [mandates] tx in
            try enrolment?.insert(in: tx)
            try record(tx)
            if let same = try mandates.same(as: sealed, at: now, in: tx) {
                try receipt?(same.id, tx)
                return same
            }
            try sealed.insert(in: tx)
            try events.write(in: tx)
            try receipt?(mandate.id, tx)
            return mandate
        }
    }

    private func established(
        _ number: ResidentID, _ parent: PersonProfile, at now: Instant
    ) async throws -> Mandate? {
        try await mandates.parental(parent.id, on: now.civilDate()).first { $0.principal.residentID == number }
    }

    /// Tries are counted, right ones too: nobody goes through numbers here.
    private func count(of parent: PersonProfile, at now: Instant) -> DayCount {
        DayCount(
            account: vault.blindIndex(.residentID, "\(parent.residentID.text)\u{0}\u{0}children"), day: now.civilDate())
    }

    /// Whoever asked: somebody who is known here sees that the register was read. For somebody who is not the own count is
    /// written once more as it stands, so that the one takes as long as the other.
    private func record(
        _ reading: ParentageGate.Reading, of number: ResidentID, countedBy count: DayCount
    ) async throws {
        let record = try await people.id(of: number).map(reading.record)
        try await database.write { tx in
            if let record { try record(tx) } else { try count.touch(in: tx) }
        }
    }
}

/// Asks the population register who the parents of somebody are, so that Identity knows no department.
package struct ParentageGate: Sendable {
    package struct Reading: Sendable {
        /// As the register has it; `nil` where there is nobody of this number, or the register could not be asked.
        let name: String?
        let parents: [ResidentID]
        let isAnswered: Bool
        /// Prepares the line by which the child sees that the register was read.
        let record: @Sendable (Identifier<Person>) -> @Sendable (any WriteTransaction) throws -> Void

        package init(
            name: String?, parents: [ResidentID], isAnswered: Bool,
            record: @escaping @Sendable (Identifier<Person>) -> @Sendable (any WriteTransaction) throws -> Void
        ) {
            self.name = name
            self.parents = parents
            self.isAnswered = isAnswered
            self.record = record
        }
    }

    let ask: @Sendable (ResidentID) async -> Reading

    package init(ask: @escaping @Sendable (ResidentID) async -> Reading) { self.ask = ask }
}
