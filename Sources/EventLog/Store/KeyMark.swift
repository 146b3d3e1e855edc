import Kernel
package import Storage
package import Vault

/// Tells whether a database belongs to these keys: what is written under others could never be read again. A key file from before
/// the newest master key was made does not belong either: it opens what is old, and would begin to seal under the old key again.
package enum KeyMark {
    /// The first server on a database leaves its mark, and the first under a new master key that one's; every later one must bear
    /// all of them.
    package static func agrees(_ database: any Database, _ vault: KeyVault) async throws -> Bool {
        let mark = vault.blindIndex(.keyMark, text)
        guard let newest = vault.masterNumbers.last else { return false }
        let sealed = vault.seal(text, at: place(newest))
        return try await database.write { tx in
            try tx.execute("INSERT INTO key_mark (id, mark) VALUES (1, \(mark)) ON CONFLICT (id) DO NOTHING")
            guard try isBorne(by: vault, in: tx) else { return false }
            try tx.execute(
                """
                INSERT INTO master_mark (number, sealed) VALUES (\(Int64(newest)), \(sealed))
                ON CONFLICT (number) DO NOTHING
                """)
            return true
        }
    }

    /// Whether the database bears the marks of these keys already; writes nothing.
    package static func stands(in database: any Database, _ vault: KeyVault) async throws -> Bool {
        try await database.read { tx in try isBorne(by: vault, in: tx) }
    }

    private static let text = "huimin"

    private static func isBorne(by vault: KeyVault, in tx: any ReadTransaction) throws -> Bool {
        guard try tx.row("SELECT mark FROM key_mark WHERE id = 1")?.blob("mark") == vault.blindIndex(.keyMark, text)
        else { return false }
        return try tx.rows("SELECT number, sealed FROM master_mark").allSatisfy { row in
            let number = UInt8(truncatingIfNeeded: row.integer("number"))
            return (try? vault.open(row.blob("sealed"), at: place(number))) == Array(text.utf8)
        }
    }

    private static func place(_ number: UInt8) -> SealedPlace {
        SealedPlace(table: "master_mark", column: "sealed", row: [number])
    }
}
