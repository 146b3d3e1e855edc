import Kernel
import Storage
import Vault

/// 验证码 — sign-ins that wait for their code, sealed, by the blind index of the browser's token. Residents and staff share it;
/// what a challenge is for stands in its secret.
///
/// Everything here is done alike whether or not somebody of that name and number exists: the same rows are written, the same
/// counts kept, so that neither answers nor their time nor their faults tell the difference.
struct ChallengeStore: Sendable {
    static let lifetimeSeconds: Int64 = 300
    private static let attemptsMax = 5
    /// Codes for one account in `windowSeconds`.
    private static let codesMax: Int64 = 5
    /// Challenges of one number in `windowSeconds`, under whatever names, until it is crowded.
    private static let crowd: Int64 = 20
    static let windowSeconds: Int64 = 600

    let database: any Database
    let vault: KeyVault
    let time: any TimeSource
    let ids: any IDSource

    /// Who wants to sign in, as typed. Codes and guesses are counted for name and number together: whoever knows only the number
    /// cannot lock its owner out, and guesses under a wrong name can hit nothing anyway.
    struct Account: Sendable {
        let number: String
        let name: String
    }

    struct Opened: Sendable {
        /// The browser's.
        let token: [UInt8]
        /// Whether the number is asked for so often that somebody must be trying names.
        let isCrowded: Bool
    }

    private enum Entry {
        case opened(isCrowded: Bool)
        case tooManyCodes
        case tooManyToday
    }

    /// Opens a challenge that no answer fits yet. Counting and writing are one transaction, so that many at once cannot slip
    /// through together.
    /// - Throws: `IdentityRejections.tooManyCodes`, `tooManyToday` where the account has asked or guessed too often.
    func open(for account: Account) async throws -> Opened {
        let token = ids.randomBytes(32)
        let index = index(token)
        let numberIndex = vault.blindIndex(.residentID, account.number)
        let accountIndex = vault.blindIndex(.residentID, "\(account.number)\u{0}\(account.name)")
        let now = time.now()
        let since = now.adding(seconds: -Self.windowSeconds)
        let count = DayCount(account: accountIndex, day: now.civilDate())
        let sealed = vault.seal(JSON.object([]).bytes, at: Self.place(index))
        // A refusal is a value: thrown within, it would roll back what others write in the same transaction.
        let entry = try await database.write { tx -> Entry in
            let recent = try tx.row(
                """
                SELECT (SELECT COUNT(*) FROM sign_in_challenge
                        WHERE account_index = \(accountIndex) AND created_at > \(since)) AS account,
                       (SELECT COUNT(*) FROM sign_in_challenge
                        WHERE resident_index = \(numberIndex) AND created_at > \(since)) AS number
                """)
            guard (recent?.integer("account") ?? 0) < Self.codesMax else { return .tooManyCodes }
            guard try count.takeCode(in: tx) else { return .tooManyToday }
            try tx.execute(
                """
                INSERT INTO sign_in_challenge (token_index, resident_index, account_index, sealed, attempts, created_at,
                                               expires_at)
                VALUES (\(index), \(numberIndex), \(accountIndex), \(sealed), 0, \(now),
                        \(now.adding(seconds: Self.lifetimeSeconds)))
                """)
            return .opened(isCrowded: (recent?.integer("number") ?? 0) >= Self.crowd)
        }
        switch entry {
        case .opened(let isCrowded): return Opened(token: token, isCrowded: isCrowded)
        case .tooManyCodes: throw IdentityRejections.tooManyCodes
        case .tooManyToday: throw IdentityRejections.tooManyToday
        }
    }

    /// Erases challenges that count for nothing any more, and the counts of past days.
    func eraseOld() async throws {
        let now = time.now()
        try await database.write { tx in
            try tx.execute(
                "DELETE FROM sign_in_challenge WHERE expires_at < \(now.adding(seconds: -Self.windowSeconds))")
            try DayCount.eraseOld(today: now.civilDate(), in: tx)
        }
    }

    /// Gives an open challenge its code.
    /// - Parameters:
    ///   - secret: whom the code lets in; `nil` for nobody, whom no code lets in.
    ///   - alongside: what is written in the same transaction.
    /// - Returns: the code to send.
    func arm(
        _ token: [UInt8], secret: JSON?, alongside: (@Sendable (any WriteTransaction) throws -> Void)? = nil
    ) async throws -> String {
        let index = index(token)
        let code = sixDigits()
        var secret = secret ?? .object([])
        secret["code"] = JSON(code)
        let sealed = vault.seal(secret.bytes, at: Self.place(index))
        try await database.write { tx in
            try tx.execute("UPDATE sign_in_challenge SET sealed = \(sealed) WHERE token_index = \(index)")
            try alongside?(tx)
        }
        return code
    }

    /// The secret of the challenge, if the code fits it.
    func answer(_ token: [UInt8], code: String?) async throws -> JSON {
        let now = time.now()
        let index = index(token)
        // Counted before it is compared: a wrong guess costs an attempt even if the process dies.
        let (row, isTooMany) = try await database.write { tx in
            let row = try tx.row(
                """
                UPDATE sign_in_challenge SET attempts = attempts + 1
                WHERE token_index = \(index) AND expires_at > \(now) AND attempts < \(Self.attemptsMax)
                RETURNING sealed, account_index
                """)
            guard let account = row?.optionalBlob("account_index") else { return (row, false) }
            return (row, try !DayCount(account: account, day: now.civilDate()).takeGuess(in: tx))
        }
        guard let row else { throw IdentityRejections.codeExpired }
        guard !isTooMany else { throw IdentityRejections.tooManyToday }
        let secret = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(index)))
        guard let expected = secret["code"]?.string,
            Digest.areEqual(Array(expected.utf8), Array(Self.digits(code ?? "").utf8))
        else { throw IdentityRejections.codeWrong }
        return secret
    }

    /// A code is good for one sign-in, and a right one is no guess.
    /// - Throws: `IdentityRejections.codeExpired` where another request was quicker with the same code.
    func close(_ token: [UInt8]) async throws {
        let index = index(token)
        let day = time.now().civilDate()
        let closed = try await database.write { tx in
            let row = try tx.row(
                "DELETE FROM sign_in_challenge WHERE token_index = \(index) RETURNING token_index, account_index")
            if let account = row?.optionalBlob("account_index") {
                try DayCount(account: account, day: day).giveGuessBack(in: tx)
            }
            return row != nil
        }
        guard closed else { throw IdentityRejections.codeExpired }
    }

    private func index(_ token: [UInt8]) -> [UInt8] { vault.blindIndex(.sessionToken, Hex.text(token)) }

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
