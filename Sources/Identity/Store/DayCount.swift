import Kernel
import Storage

/// How many codes an account was sent and how many guesses were made at them on one day (China time), as a row, so that the
/// limit holds over restarts and over several servers.
struct DayCount: Sendable {
    /// Guesses of an account and day. Each has one chance in a million; a year of them, less than one in a hundred.
    private static let guessesMax: Int64 = 20
    /// Messages that a stranger can make a phone receive in a day.
    private static let codesMax: Int64 = 20

    let account: [UInt8]
    let day: CivilDate

    /// Forgets the days before yesterday.
    static func eraseOld(today: CivilDate, in tx: any WriteTransaction) throws {
        try tx.execute("DELETE FROM sign_in_count WHERE day < \(today.adding(days: -1))")
    }

    /// Counts a code.
    /// - Returns: whether this account may have it.
    func takeCode(in tx: any WriteTransaction) throws -> Bool {
        let row = try tx.row(
            """
            INSERT INTO sign_in_count (account_index, day, codes, guesses) VALUES (\(account), \(day), 1, 0)
            ON CONFLICT (account_index, day) DO UPDATE SET codes = sign_in_count.codes + 1
            RETURNING codes, guesses
            """)
        return (row?.integer("codes") ?? 0) <= Self.codesMax && (row?.integer("guesses") ?? 0) < Self.guessesMax
    }

    /// Counts a guess.
    /// - Returns: whether it may be looked at.
    func takeGuess(in tx: any WriteTransaction) throws -> Bool {
        let row = try tx.row(
            """
            INSERT INTO sign_in_count (account_index, day, codes, guesses) VALUES (\(account), \(day), 0, 1)
            ON CONFLICT (account_index, day) DO UPDATE SET guesses = sign_in_count.guesses + 1
            RETURNING guesses
            """)
        return (row?.integer("guesses") ?? 0) <= Self.guessesMax
    }

    /// Writes it as it stands: what is a write for one person is one for nobody too.
    func touch(in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE sign_in_count SET guesses = sign_in_count.guesses
            WHERE account_index = \(account) AND day = \(day)
            """)
    }

    func giveGuessBack(in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE sign_in_count SET guesses = guesses - 1
            WHERE account_index = \(account) AND day = \(day) AND guesses > 0
            """)
    }
}
