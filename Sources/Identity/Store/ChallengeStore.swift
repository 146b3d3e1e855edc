import Kernel
import Storage
import Vault

/// 验证码 — sign-ins that wait for their code, sealed, by the blind index of the browser's token. Residents and staff share it;
/// what a challenge is for stands in its secret.
struct ChallengeStore: Sendable {
    static let lifetimeSeconds: Int64 = 300
    private static let attemptsMax = 5
    /// Codes for one account in `windowSeconds`.
    private static let codesMax = 5
    private static let windowSeconds: Int64 = 600

    let database: any Database
    let vault: KeyVault
    let time: any TimeSource
    let ids: any IDSource

    /// Opens a challenge that no answer fits yet. Counting and writing are one transaction, so that many at once cannot slip
    /// through together.
    /// - Returns: the browser's token.
    /// - Throws: `IdentityRejections.tooManyCodes` where the account has asked too often.
    func open(for account: String) async throws -> [UInt8] {
        let token = ids.randomBytes(32)
        let index = index(token)
        let accountIndex = vault.blindIndex(.residentID, account)
        let now = time.now()
        let since = now.adding(seconds: -Self.windowSeconds)
        let sealed = vault.seal(JSON.object([]).bytes, at: Self.place(index))
        try await database.write { tx in
            try tx.execute("DELETE FROM sign_in_challenge WHERE expires_at < \(since)")
            let count = try tx.row(
                """
                SELECT COUNT(*) AS count FROM sign_in_challenge
                WHERE resident_index = \(accountIndex) AND created_at > \(since)
                """)?.integer("count")
            guard (count ?? 0) < Self.codesMax else { throw IdentityRejections.tooManyCodes }
            try tx.execute(
                """
                INSERT INTO sign_in_challenge (token_index, resident_index, sealed, attempts, created_at, expires_at)
                VALUES (\(index), \(accountIndex), \(sealed), 0, \(now), \(now.adding(seconds: Self.lifetimeSeconds)))
                """)
        }
        return token
    }

    /// Gives an open challenge its code.
    /// - Returns: the code to send.
    func arm(_ token: [UInt8], secret: JSON) async throws -> String {
        let index = index(token)
        let code = sixDigits()
        var secret = secret
        secret["code"] = JSON(code)
        let sealed = vault.seal(secret.bytes, at: Self.place(index))
        try await database.write { tx in
            try tx.execute("UPDATE sign_in_challenge SET sealed = \(sealed) WHERE token_index = \(index)")
        }
        return code
    }

    private func index(_ token: [UInt8]) -> [UInt8] { vault.blindIndex(.sessionToken, Hex.text(token)) }

    /// The secret of the challenge, if the code fits it.
    func answer(_ token: [UInt8], code: String?) async throws -> JSON {
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
        let secret = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(index)))
        guard let expected = secret["code"]?.string,
            Digest.areEqual(Array(expected.utf8), Array(Self.digits(code ?? "").utf8))
        else { throw IdentityRejections.codeWrong }
        return secret
    }

    /// A code is good for one sign-in.
    func close(_ token: [UInt8]) async throws {
        let index = vault.blindIndex(.sessionToken, Hex.text(token))
        try await database.write { tx in
            try tx.execute("DELETE FROM sign_in_challenge WHERE token_index = \(index)")
        }
    }

    /// Full-width digits and spaces are as good as others.
    private static func digits(_ typed: String) -> String {
        typed.unicodeScalars
            .compactMap { $0.properties.numericType == .decimal ? $0.properties.numericValue : nil }
            .map { String(Int($0)) }.joined()
    }

    private func sixDigits() -> String {
        let number = ids.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func place(_ index: [UInt8]) -> SealedPlace {
        SealedPlace(table: "sign_in_challenge", column: "sealed", row: index)
    }
}
