package import Kernel
package import Storage
package import Vault
package import Web

/// 登录: name and number, a code to the phone that the register knows, a session.
///
/// Whether name and number agree with the register is not told before the code is entered, so that nobody can learn from
/// the page who lives in the city.
package struct SignIn: Sendable {
    package static let codeLifetimeSeconds: Int64 = 300
    private static let attemptsMax = 5
    /// Codes for one number in `codeWindowSeconds`.
    private static let codesMax = 5
    private static let codeWindowSeconds: Int64 = 600

    private let database: any Database
    private let vault: KeyVault
    private let people: PersonStore
    private let sessions: SessionStore
    private let gates: IdentityGates
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        database: any Database, vault: KeyVault, people: PersonStore, sessions: SessionStore, gates: IdentityGates,
        time: any TimeSource, ids: any IDSource
    ) {
        self.database = database
        self.vault = vault
        self.people = people
        self.sessions = sessions
        self.gates = gates
        self.time = time
        self.ids = ids
    }

    /// Sends a code if name and number agree with the register.
    /// - Returns: the token of the challenge, to be kept by the browser; given whether or not a code was sent.
    package func begin(name: String?, residentID typed: String?, language: Language) async throws -> [UInt8] {
        guard let name, !name.isEmpty else { throw IdentityRejections.nameMissing }
        let residentID: ResidentID
        do throws(ResidentID.Fault) {
            residentID = try ResidentID(validating: typed ?? "")
        } catch { throw IdentityRejections.residentID(error.phrase) }
        try await refuseFlood(residentID)
        switch await gates.register(residentID) {
        case .unavailable: throw IdentityRejections.registerUnavailable
        case .notFound: return try await challenge(residentID, match: nil, language)
        case .found(let registered, let phone):
            let agrees = Self.comparable(registered) == Self.comparable(name)
            return try await challenge(residentID, match: agrees ? (registered, phone) : nil, language)
        }
    }

    /// Checks the code and opens a session.
    /// - Returns: the token of the session.
    package func finish(challenge token: [UInt8], code: String?) async throws -> [UInt8] {
        let now = time.now()
        let index = vault.blindIndex(.sessionToken, Hex.text(token))
        // Counted before it is compared: a wrong guess costs an attempt even if the process dies.
        let row = try await database.write { tx in
            try tx.row(
                """
                UPDATE sign_in_challenge SET attempts = attempts + 1
                WHERE token_index = \(index) AND expires_at > \(now) AND attempts < \(Self.attemptsMax)
                RETURNING sealed
                """)
        }
        guard let row else { throw IdentityRejections.codeExpired }
        let json = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(index)))
        let typed = (code ?? "").unicodeScalars.compactMap {
            $0.properties.numericType == .decimal ? $0.properties.numericValue : nil
        }
        .map { String(Int($0)) }.joined()
        guard let expected = json["code"]?.string, Digest.areEqual(Array(expected.utf8), Array(typed.utf8)),
            let name = json["name"]?.string, let residentID = json["residentID"]?.string.flatMap({ ResidentID($0) })
        else { throw IdentityRejections.codeWrong }
        let person = try await people.enrol(
            residentID, name: name, phone: json["phone"]?.string, level: .registered, ids: ids, at: now)
        try await database.write { tx in
            try tx.execute("DELETE FROM sign_in_challenge WHERE token_index = \(index)")
        }
        let session = ids.randomBytes(32)
        try await sessions.open(session, for: person.id, at: now)
        return session
    }

    private func refuseFlood(_ residentID: ResidentID) async throws {
        let index = vault.blindIndex(.residentID, residentID.text)
        let since = time.now().adding(seconds: -Self.codeWindowSeconds)
        let count = try await database.read { tx in
            try tx.row(
                """
                SELECT COUNT(*) AS count FROM sign_in_challenge
                WHERE resident_index = \(index) AND created_at > \(since)
                """)?.integer("count") ?? 0
        }
        if count >= Self.codesMax { throw IdentityRejections.tooManyCodes }
    }

    private func challenge(
        _ residentID: ResidentID, match: (name: String, phone: String?)?, _ language: Language
    ) async throws -> [UInt8] {
        let token = ids.randomBytes(32)
        let index = vault.blindIndex(.sessionToken, Hex.text(token))
        let resident = vault.blindIndex(.residentID, residentID.text)
        let now = time.now()
        let code = sixDigits()
        // Without a match the sealed challenge has no code, so that no answer fits it.
        var secret: JSON = ["residentID": JSON(residentID.text)]
        if let match {
            secret["name"] = JSON(match.name)
            secret["phone"] = match.phone.map { JSON($0) } ?? .null
            secret["code"] = JSON(code)
        }
        let sealed = vault.seal(secret.bytes, at: Self.place(index))
        try await database.write { tx in
            try tx.execute(
                "DELETE FROM sign_in_challenge WHERE expires_at < \(now.adding(seconds: -Self.codeWindowSeconds))")
            try tx.execute(
                """
                INSERT INTO sign_in_challenge (token_index, resident_index, sealed, attempts, created_at, expires_at)
                VALUES (\(index), \(resident), \(sealed), 0, \(now), \(now.adding(seconds: Self.codeLifetimeSeconds)))
                """)
        }
        if let phone = match?.phone { try await gates.sendCode(phone, code, language) }
        return token
    }

    private func sixDigits() -> String {
        let number = ids.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Names differ in dots and spaces between registers and keyboards: `买买提·艾力`, `买买提.艾力`, `买买提•艾力`.
    private static func comparable(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.filter { !$0.properties.isWhitespace && !"·•.．・‧".unicodeScalars.contains($0) }))
    }

    private static func place(_ index: [UInt8]) -> SealedPlace {
        SealedPlace(table: "sign_in_challenge", column: "sealed", row: index)
    }
}
