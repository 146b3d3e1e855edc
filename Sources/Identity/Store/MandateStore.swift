package import Kernel
package import Storage
package import Vault
package import Web

/// Mandates by their two sides. A mandate that has not been answered is found by whoever signs in with the number and the name
/// that were typed; nobody is looked up when it is given.
package struct MandateStore: Sendable {
    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// Mandates that a person gave, or that are exercised for him; the newest first.
    package func mandates(givenBy principal: Identifier<Person>, limit: Int = 100) async throws -> [Mandate] {
        try await mandates("principal = \(principal)", limit)
    }

    /// Mandates that a person holds: those that he accepted or declined, and those of his children.
    package func mandates(heldBy agent: Identifier<Person>, limit: Int = 100) async throws -> [Mandate] {
        try await mandates("agent = \(agent)", limit)
    }

    /// What a person gave that is offered, coming or in force.
    package func openMandates(givenBy principal: Identifier<Person>, at now: Instant) async throws -> [Mandate] {
        try await mandates("principal = \(principal) AND \(Self.isOpen(at: now))", 100)
            .filter { $0.isRevocable(at: now) }
    }

    /// Offers that wait for this person's answer.
    package func offers(to person: PersonProfile, at now: Instant) async throws -> [Mandate] {
        try await mandates(
            "addressee_index = \(addressee(person.residentID, person.name)) AND \(Self.isOffered(at: now))", 100
        ).filter { $0.standing(at: now) == .offered }
    }

    /// A mandate of which this person is one side, or which waits for him; nobody else's.
    package func mandate(_ id: Identifier<Mandate>, of person: PersonProfile) async throws -> Mandate? {
        try await mandates(
            """
            id = \(id) AND (principal = \(person.id) OR agent = \(person.id)
                OR (state = 'offered' AND addressee_index = \(addressee(person.residentID, person.name))))
            """, 1
        ).first
    }

    /// Mandates by which an agent may do something on a day.
    package func inForce(
        for agent: Identifier<Person>, _ power: MandatePower, on day: CivilDate
    ) async throws -> [Mandate] { try await inForce(for: agent, power, on: day, where: "1 = 1") }

    /// Those of them that one person gave, or that are exercised for him.
    func inForce(
        for agent: Identifier<Person>, _ power: MandatePower, on day: CivilDate, givenBy principal: Identifier<Person>
    ) async throws -> [Mandate] { try await inForce(for: agent, power, on: day, where: "principal = \(principal)") }

    private func inForce(
        for agent: Identifier<Person>, _ power: MandatePower, on day: CivilDate, where condition: SQL
    ) async throws -> [Mandate] {
        try await mandates(
            """
            agent = \(agent) AND \(condition) AND \(Self.isInForce(on: day)) AND EXISTS (
                SELECT 1 FROM mandate_power WHERE mandate_power.mandate = mandate.id
                    AND mandate_power.power = \(power.rawValue))
            """, 100)
    }

    /// The mandates of a parent that are in force on a day.
    func parental(_ parent: Identifier<Person>, on day: CivilDate) async throws -> [Mandate] {
        try await mandates(
            "agent = \(parent) AND origin = \(Mandate.Origin.parent.rawValue) AND \(Self.isInForce(on: day))", 100)
    }

    /// Erases offers that nobody answered, those that were taken back too, and with them the number of somebody who never was a
    /// side of them, and which looks days that are over have seen. The events stay, which hold no number.
    package func eraseLapsed(at now: Instant) async throws {
        let before = Mandate.erasedBefore(now)
        try await database.write { tx in
            try tx.execute(
                """
                DELETE FROM mandate_power WHERE mandate IN (
                    SELECT id FROM mandate WHERE agent IS NULL AND created_at < \(before))
                """)
            try tx.execute("DELETE FROM mandate WHERE agent IS NULL AND created_at < \(before)")
            try tx.execute("DELETE FROM mandate_look WHERE day < \(now.civilDate().adding(days: -1))")
        }
    }

    /// A mandate by which an agent may do something on a day.
    /// - Throws: `Rejection` where it is none of his, or does not let him.
    package func mandate(
        _ id: Identifier<Mandate>, heldBy agent: Identifier<Person>, for power: MandatePower, on day: CivilDate
    ) async throws -> Mandate {
        guard let mandate = try await inForce(for: agent, power, on: day, where: "id = \(id)").first else {
            throw MandateRejections.notGiven
        }
        return mandate
    }

    /// The rule for another register's rows: whether the agent may do this for the person in the column on a day.
    /// - Parameters:
    ///   - principal: the column that holds whose the row is.
    ///   - type: the column that holds the type of certificate; `nil` where the power knows no types.
    ///   - isNamed: whether the mandate has to name the type, one for all of them being not enough.
    package static func covers(
        _ principal: SQL, type: SQL? = nil, isNamed: Bool = false, by agent: Identifier<Person>,
        _ power: MandatePower, on day: CivilDate
    ) -> SQL {
        let types: SQL =
            type.map {
                isNamed
                    ? "mandate_power.certificate_type = \($0)" : "mandate_power.certificate_type IN ('', \($0))"
            } ?? "1 = 1"
        return """
            EXISTS (
                SELECT 1 FROM mandate JOIN mandate_power ON mandate_power.mandate = mandate.id
                WHERE mandate.principal = \(principal) AND mandate.agent = \(agent) AND \(isInForce(on: day))
                    AND mandate_power.power = \(power.rawValue) AND \(types))
            """
    }

    /// Whether this look is written down already.
    func hasLook(_ look: MandateLook) async throws -> Bool {
        try await database.row(
            """
            SELECT day FROM mandate_look
            WHERE mandate = \(look.mandate) AND seen = \(look.seen) AND day = \(look.day)
            """) != nil
    }

    private static func isInForce(on day: CivilDate) -> SQL {
        "mandate.state = 'accepted' AND mandate.first_day <= \(day) AND mandate.last_day >= \(day)"
    }

    /// Offered, coming or in force, or not long ago: what has lapsed or ended must not fill the list of what has not.
    private static func isOpen(at now: Instant) -> SQL {
        let day = now.civilDate()
        return "((state = 'accepted' AND last_day >= \(day)) OR \(isOffered(at: now)))"
    }

    private static func isOffered(at now: Instant) -> SQL {
        let since = now.adding(seconds: -Int64(Mandate.offerDays + 1) * 86_400)
        return "state = 'offered' AND last_day >= \(now.civilDate()) AND created_at >= \(since)"
    }

    private func mandates(_ condition: SQL, _ limit: Int) async throws -> [Mandate] {
        try await database.read { tx in try mandates(condition, limit, in: tx) }
    }

    private func mandates(_ condition: SQL, _ limit: Int, in tx: any ReadTransaction) throws -> [Mandate] {
        let rows = try tx.rows(
            """
            SELECT id, origin, principal, agent, state, first_day, last_day, created_at, settled_at, sealed
            FROM mandate WHERE \(condition) ORDER BY id DESC LIMIT \(limit)
            """)
        return try rows.map(mandate)
    }

    /// The mandate that says the same as a new one, and that is offered, coming or in force: it is not made twice.
    func same(as new: SealedMandate, at now: Instant, in tx: any ReadTransaction) throws -> Mandate? {
        try mandates(
            """
            principal = \(new.mandate.principal.person.sqlValue) AND addressee_index = \(new.addresseeIndex)
                AND \(Self.isOpen(at: now))
            """, 100, in: tx
        ).first { $0.isRevocable(at: now) && $0.saysTheSame(as: new.mandate) }
    }

    /// How many offers of a person wait for their answer.
    func openOffers(of principal: Identifier<Person>, at now: Instant, in tx: any ReadTransaction) throws -> Int {
        try mandates("principal = \(principal) AND \(Self.isOffered(at: now))", 100, in: tx)
            .count { $0.standing(at: now) == .offered }
    }

    private func mandate(_ row: Row) throws -> Mandate {
        let id = row.identifier("id", Mandate.self)
        let body = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        guard let origin = Mandate.Origin(rawValue: row.text("origin")),
            let state = Mandate.State(rawValue: row.text("state")), let from = row.optionalDate("first_day"),
            let until = row.optionalDate("last_day"),
            let principal = Self.party(body["principal"], row.optionalIdentifier("principal")),
            let agent = Self.party(body["agent"], row.optionalIdentifier("agent"))
        else { throw VaultError.damaged }
        return Mandate(
            id: id, origin: origin, principal: principal, agent: agent,
            powers: (body["powers"]?.array ?? []).compactMap { $0.string.flatMap(MandatePower.init(rawValue:)) },
            certificateTypes: (body["certificateTypes"]?.array ?? []).compactMap(\.string), from: from, until: until,
            state: state, createdAt: row.instant("created_at"), settledAt: row.optionalInstant("settled_at"))
    }

    private static func party(_ json: JSON?, _ person: Identifier<Person>?) -> Mandate.Party? {
        guard let name = json?["name"]?.string, let number = json?["residentID"]?.string.flatMap({ ResidentID($0) })
        else { return nil }
        return Mandate.Party(person: person, name: name, residentID: number)
    }

    /// What was agreed between whom, as it is sealed.
    struct SealedTerms: Sendable {
        let body: JSON
        let principal: Mandate.Party
        let agent: Mandate.Party
    }

    /// `nil` where it does not open.
    func terms(_ sealed: [UInt8], of id: Identifier<Mandate>) -> SealedTerms? {
        guard let opened = try? vault.open(sealed, at: Self.place(id)), let body = try? JSON.parse(opened),
            let principal = Self.party(body["principal"], nil), let agent = Self.party(body["agent"], nil)
        else { return nil }
        return SealedTerms(body: body, principal: principal, agent: agent)
    }

    func seal(_ mandate: Mandate) -> SealedMandate {
        SealedMandate(
            mandate: mandate, addresseeIndex: addressee(mandate.agent.residentID, mandate.agent.name),
            sealed: vault.seal(mandate.terms.bytes, at: Self.place(mandate.id)))
    }

    /// By which whoever has this number and this name finds what is offered.
    func addressee(_ number: ResidentID, _ name: String) -> [UInt8] {
        vault.blindIndex(.residentID, "\(number.text)\u{0}\(PersonalName.comparable(name))")
    }

    private static func place(_ id: Identifier<Mandate>) -> SealedPlace {
        SealedPlace(table: "mandate", column: "sealed", row: id.bytes)
    }
}

extension Mandate {
    /// Whether origin, powers, types and days are the same; of a parent's the days follow from the law.
    fileprivate func saysTheSame(as other: Mandate) -> Bool {
        origin == other.origin && powers == other.powers && certificateTypes == other.certificateTypes
            && (origin == .parent || (from == other.from && until == other.until))
    }

    /// What was agreed, as it is sealed.
    fileprivate var terms: JSON {
        [
            "principal": principal.json, "agent": agent.json, "powers": .array(powers.map { JSON($0.rawValue) }),
            "certificateTypes": .array(certificateTypes.map { JSON($0) }),
        ]
    }
}

extension Mandate.Party {
    fileprivate var json: JSON { ["name": JSON(name), "residentID": JSON(residentID.text)] }
}

/// 代看 — something that was looked at by a mandate on a day.
struct MandateLook: Sendable {
    let mandate: Identifier<Mandate>
    /// Names what was looked at.
    let seen: String
    let day: CivilDate

    /// Throws `StorageError.uniqueViolation` where another window was first.
    func insert(in tx: any WriteTransaction) throws {
        try tx.execute("INSERT INTO mandate_look (mandate, seen, day) VALUES (\(mandate), \(seen), \(day))")
    }
}

/// A mandate ready to be written.
struct SealedMandate: Sendable {
    let mandate: Mandate
    let addresseeIndex: [UInt8]
    let sealed: [UInt8]

    func insert(in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO mandate (id, origin, principal, agent, addressee_index, state, first_day, last_day, created_at,
                                 settled_at, sealed)
            VALUES (\(mandate.id), \(mandate.origin.rawValue), \(mandate.principal.person.sqlValue),
                    \(mandate.agent.person.sqlValue), \(addresseeIndex), \(mandate.state.rawValue), \(mandate.from),
                    \(mandate.until), \(mandate.createdAt), \(mandate.settledAt.sqlValue), \(sealed))
            """)
        let powers = mandate.powers.flatMap { power -> [SQL] in
            let types = power == .certificates ? mandate.certificateTypes : []
            return (types.isEmpty ? [""] : types).map { "(\(mandate.id), \(power.rawValue), \($0))" }
        }
        try tx.execute("INSERT INTO mandate_power (mandate, power, certificate_type) VALUES \(SQL.list(powers))")
    }
}
