package import Storage
package import Vault

/// Tells whether a database belongs to these keys: what is written under others could never be read again.
package enum KeyMark {
    /// The first server on a database leaves its mark; every later one must bear the same.
    package static func agrees(_ database: any Database, _ vault: KeyVault) async throws -> Bool {
        let mark = vault.blindIndex(.keyMark, "huimin")
        return try await database.write { tx in
            try tx.execute("INSERT INTO key_mark (id, mark) VALUES (1, \(mark)) ON CONFLICT (id) DO NOTHING")
            return try tx.row("SELECT mark FROM key_mark WHERE id = 1")?.blob("mark") == mark
        }
    }

    /// Whether the database bears the mark of these keys already; writes nothing.
    package static func stands(in database: any Database, _ vault: KeyVault) async throws -> Bool {
        let mark = vault.blindIndex(.keyMark, "huimin")
        return try await database.read { tx in
            try tx.row("SELECT mark FROM key_mark WHERE id = 1")?.blob("mark") == mark
        }
    }
}
