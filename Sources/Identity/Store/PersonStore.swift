package import Kernel
package import Storage
package import Vault
package import Web

/// Persons by id and by the blind index of their number. Name, number and phone are sealed.
package struct PersonStore: Sendable {
    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    package func person(_ id: Identifier<Person>) async throws -> PersonProfile? {
        let row = try await database.row("SELECT id, sealed, level FROM person WHERE id = \(id)")
        return try row.map(profile)
    }

    /// The row of the person whose session is open.
    static func row(ofSession index: [UInt8], at now: Instant, in tx: any ReadTransaction) throws -> Row? {
        try tx.row(
            """
            SELECT person.id, person.sealed, person.level FROM session JOIN person ON person.id = session.person
            WHERE session.token_index = \(index) AND session.expires_at > \(now)
            """)
    }

    /// The person with this number; made on first sight. Name and phone follow the register.
    package func enrol(
        _ residentID: ResidentID, name: String, phone: String?, level: AssuranceLevel, ids: any IDSource,
        at now: Instant
    ) async throws -> PersonProfile {
        let index = vault.blindIndex(.residentID, residentID.text)
        let id = try await id(of: residentID) ?? ids.identifier(Person.self)
        let profile = PersonProfile(id: id, name: name, residentID: residentID, phone: phone, level: level)
        let sealed = vault.seal(Self.json(profile).bytes, at: Self.place(id))
        let owner = try await database.write { tx in
            try tx.row(
                """
                INSERT INTO person (id, resident_index, sealed, level, created_at)
                VALUES (\(id), \(index), \(sealed), \(level.rawValue), \(now))
                ON CONFLICT (resident_index) DO UPDATE SET
                    sealed = CASE WHEN person.id = \(id) THEN excluded.sealed ELSE person.sealed END,
                    level = CASE WHEN person.level > excluded.level THEN person.level ELSE excluded.level END
                RETURNING id
                """)?.identifier("id", Person.self)
        }
        guard let owner, owner != id else { return profile }
        // Two first sign-ins at once: the other one made the person.
        return try await person(owner) ?? profile
    }

    /// Somebody whom another names and who never signed in, ready to be written in the transaction of what names him.
    func seal(unknown profile: PersonProfile, at now: Instant) -> SealedPerson {
        SealedPerson(
            profile: profile, residentIndex: vault.blindIndex(.residentID, profile.residentID.text),
            sealed: vault.seal(Self.json(profile).bytes, at: Self.place(profile.id)), createdAt: now)
    }

    /// The person with this number, if there is one yet, as known so far.
    package func person(numbered residentID: ResidentID) async throws -> PersonProfile? {
        guard let id = try await id(of: residentID) else { return nil }
        return try await person(id)
    }

    /// The person with this number, if there is one yet.
    func id(of residentID: ResidentID) async throws -> Identifier<Person>? {
        let index = vault.blindIndex(.residentID, residentID.text)
        return try await database.read { tx in
            try tx.row("SELECT id FROM person WHERE resident_index = \(index)")?.identifier("id", Person.self)
        }
    }

    func profile(_ row: Row) throws -> PersonProfile {
        let id = row.identifier("id", Person.self)
        let json = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        guard let name = json["name"]?.string, let residentID = json["residentID"]?.string.flatMap({ ResidentID($0) }),
            let level = AssuranceLevel(rawValue: Int(row.integer("level")))
        else { throw VaultError.damaged }
        return PersonProfile(
            id: id, name: name, residentID: residentID, phone: json["phone"]?.string, level: level)
    }

    private static func json(_ profile: PersonProfile) -> JSON {
        [
            "name": JSON(profile.name), "residentID": JSON(profile.residentID.text),
            "phone": profile.phone.map { JSON($0) } ?? .null,
        ]
    }

    private static func place(_ id: Identifier<Person>) -> SealedPlace {
        SealedPlace(table: "person", column: "sealed", row: id.bytes)
    }
}

/// A person ready to be written.
struct SealedPerson: Sendable {
    let profile: PersonProfile
    let residentIndex: [UInt8]
    let sealed: [UInt8]
    let createdAt: Instant

    /// - Throws: `StorageError.uniqueViolation` where this number has been enrolled meanwhile: nobody is overwritten.
    func insert(in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO person (id, resident_index, sealed, level, created_at)
            VALUES (\(profile.id), \(residentIndex), \(sealed), \(profile.level.rawValue), \(createdAt))
            """)
    }
}

package let identityMigrations: [Migration] = [
    Migration(
        "Identity", "0001_person",
        [
            """
            CREATE TABLE person (
                id BYTEA PRIMARY KEY, resident_index BYTEA NOT NULL UNIQUE, sealed BYTEA NOT NULL,
                level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4), created_at BIGINT NOT NULL)
            """
        ]),
    Migration(
        "Identity", "0002_session",
        [
            """
            CREATE TABLE session (
                token_index BYTEA PRIMARY KEY, person BYTEA NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE sign_in_challenge (
                token_index BYTEA PRIMARY KEY, resident_index BYTEA NOT NULL, sealed BYTEA NOT NULL,
                attempts INTEGER NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)
            """,
            "CREATE INDEX sign_in_challenge_resident ON sign_in_challenge (resident_index, created_at)",
        ]),
    Migration(
        "Identity", "0003_staff_session",
        [
            """
            CREATE TABLE staff_session (
                token_index BYTEA PRIMARY KEY, staff TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)
            """
        ]),
    Migration(
        "Identity", "0004_sign_in_count",
        [
            // Codes sent to and guesses made at an account on a day: a limit that no restart and no second server lifts.
            """
            CREATE TABLE sign_in_count (
                account_index BYTEA NOT NULL, day TEXT NOT NULL, codes INTEGER NOT NULL, guesses INTEGER NOT NULL,
                PRIMARY KEY (account_index, day))
            """,
            "ALTER TABLE sign_in_challenge ADD COLUMN account_index BYTEA",
        ]),
    // Every sign-in takes away what has run out: by an index, or it would look at everybody's.
    Migration(
        "Identity", "0005_expiry",
        [
            "CREATE INDEX session_expiry ON session (expires_at)",
            "CREATE INDEX staff_session_expiry ON staff_session (expires_at)",
            "CREATE INDEX sign_in_challenge_expiry ON sign_in_challenge (expires_at)",
        ]),
    Migration(
        "Identity", "0006_kept_form",
        [
            """
            CREATE TABLE kept_form (
                visitor_index BYTEA PRIMARY KEY, session_index BYTEA NOT NULL UNIQUE, sealed BYTEA NOT NULL,
                expires_at BIGINT NOT NULL)
            """,
            "CREATE INDEX kept_form_expiry ON kept_form (expires_at)",
        ]),
    // Codes are counted by name and number; counts of past days are found by their day.
    Migration(
        "Identity", "0007_account_window",
        [
            "CREATE INDEX sign_in_challenge_account ON sign_in_challenge (account_index, created_at)",
            "CREATE INDEX sign_in_count_day ON sign_in_count (day)",
        ]),
]
