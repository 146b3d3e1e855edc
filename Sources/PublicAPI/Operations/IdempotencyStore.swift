import Cases
import Kernel
package import Storage
import Vault
import Web

/// 幂等键 — which application a client's key stands for. Kept by person, so that keys of different people never meet.
struct IdempotencyStore: Sendable {
    private let environment: CaseEnvironment

    init(_ environment: CaseEnvironment) { self.environment = environment }

    /// The draft that the key stands for already; `nil` where it is new.
    /// - Throws: `Problem` where it was used for another content.
    func draft(_ key: String, of call: APICall) async throws -> Identifier<CaseFile>? {
        let (person, index) = (call.resident.personID, Digest.sha256(Array(key.utf8)))
        let row = try await environment.database.row(
            "SELECT digest, draft FROM api_key WHERE person = \(person) AND key_index = \(index)")
        guard let row else { return nil }
        guard RequestDigest(call, environment.vault).isOf(row.blob("digest")) else { throw APIProblems.keyReused }
        return row.identifier("draft")
    }

    /// Binds a new key to a case in the transaction that files it.
    func receipt(_ key: String, for call: APICall) -> @Sendable (CaseFile, any WriteTransaction) throws -> Void {
        let (person, index, digest) = (
            call.resident.personID, Digest.sha256(Array(key.utf8)), RequestDigest(call, environment.vault).bytes
        )
        return { file, tx in
            try tx.execute(
                """
                INSERT INTO api_key (person, key_index, digest, draft, created_at)
                VALUES (\(person), \(index), \(digest), \(file.id), \(file.receivedAt))
                """)
        }
    }

    /// Binds the key to a draft, unless it is bound already.
    /// - Returns: the draft that the key stands for.
    func claim(_ key: String, for call: APICall, draft: Identifier<CaseFile>) async throws -> Identifier<CaseFile> {
        if let bound = try await self.draft(key, of: call) { return bound }
        let (person, index, digest) = (
            call.resident.personID, Digest.sha256(Array(key.utf8)), RequestDigest(call, environment.vault).bytes
        )
        let now = environment.time.now()
        do {
            try await environment.database.write { tx in
                try tx.execute(
                    """
                    INSERT INTO api_key (person, key_index, digest, draft, created_at)
                    VALUES (\(person), \(index), \(digest), \(draft), \(now))
                    """)
            }
            return draft
        } catch StorageError.uniqueViolation {
            // The same request on another connection was first.
            return try await self.draft(key, of: call) ?? draft
        }
    }
}

package let apiMigrations: [Migration] = [
    Migration(
        "PublicAPI", "0001_api_key",
        [
            """
            CREATE TABLE api_key (
                person BYTEA NOT NULL, key_index BYTEA NOT NULL, digest BYTEA NOT NULL, draft BYTEA NOT NULL,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (person, key_index))
            """
        ]),
    answerMigration,
    Migration(
        "PublicAPI", "0003_key_age",
        [
            "CREATE INDEX api_key_age ON api_key (created_at)",
            "CREATE INDEX api_answer_age ON api_answer (created_at)",
        ]),
]
