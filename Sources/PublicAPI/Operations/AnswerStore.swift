import Cases
import EventLog
import Kernel
import Storage
import Vault
import Web

/// 幂等键 of steps — what a caller's key was answered with. Written in the transaction of the step itself, sealed, by caller,
/// so that a step whose answer was lost is never taken twice and keys of different callers never meet.
struct AnswerStore: Sendable {
    private let environment: CaseEnvironment
    private let caller: [UInt8]

    init(_ environment: CaseEnvironment, caller: [UInt8]) {
        self.environment = environment
        self.caller = caller
    }

    /// Takes a step, unless the call's key was answered before.
    /// - Parameters:
    ///   - answer: what is answered, of the case as it stands after the step.
    ///   - step: is given the environment to take it in.
    /// - Throws: `Problem` where the key was used for another content.
    func once(
        _ call: APICall, answer: @escaping @Sendable (CaseFile) -> JSON,
        step: (CaseEnvironment) async throws -> CaseFile
    ) async throws -> JSON {
        guard let key = call.idempotencyKey else { return answer(try await step(environment)) }
        let entry = Entry(caller: caller, key: key, call: call, vault: environment.vault)
        if let kept = try await kept(entry) { return kept }
        // The row is written with the step, or not at all.
        var keeping = environment
        keeping.receipt = { [self] file, tx in try write(answer(file), entry, in: tx) }
        do {
            let file = try await step(keeping)
            // A step that had nothing to write has left no receipt.
            if let kept = try await kept(entry) { return kept }
            let json = answer(file)
            try await environment.database.write { tx in try write(json, entry, in: tx) }
            return json
        } catch {
            // The same request on another connection was first.
            if let kept = try await kept(entry) { return kept }
            throw error
        }
    }

    /// Takes a step whose answer can be read anew at any time: the key keeps what the step was about, and sending it again
    /// answers how that stands.
    /// - Parameter step: is given what it has to write in its own transaction; `nil` where the call has no key.
    /// - Returns: what the step was about, taken now or before.
    /// - Throws: `Problem` where the key was used for another content.
    func once<Subject>(
        _ call: APICall, step: (StepReceipt<Subject>?) async throws -> Identifier<Subject>
    ) async throws -> Identifier<Subject> {
        guard let key = call.idempotencyKey else { return try await step(nil) }
        let entry = Entry(caller: caller, key: key, call: call, vault: environment.vault)
        if let taken = try await subject(entry, Subject.self) { return taken }
        do {
            let id = try await step { [self] id, tx in try write(Self.named(id), entry, in: tx) }
            // A step that had nothing to write has left no receipt.
            if let taken = try await subject(entry, Subject.self) { return taken }
            try await environment.database.write { tx in try write(Self.named(id), entry, in: tx) }
            return id
        } catch {
            // The same request on another connection was first.
            if let taken = try await subject(entry, Subject.self) { return taken }
            throw error
        }
    }

    private static func named<Subject>(_ id: Identifier<Subject>) -> JSON { ["id": JSON(id.description)] }

    private func subject<Subject>(_ entry: Entry, _: Subject.Type) async throws -> Identifier<Subject>? {
        try await kept(entry)?["id"]?.string.flatMap { Identifier($0) }
    }

    /// What the call's key was answered with before; `nil` where it is new or missing.
    func kept(_ call: APICall) async throws -> JSON? {
        guard let key = call.idempotencyKey else { return nil }
        return try await kept(Entry(caller: caller, key: key, call: call, vault: environment.vault))
    }

    private func kept(_ entry: Entry) async throws -> JSON? {
        let row = try await environment.database.row(
            "SELECT digest, sealed FROM api_answer WHERE caller = \(entry.caller) AND key_index = \(entry.index)")
        guard let row else { return nil }
        guard entry.digest.isOf(row.blob("digest")) else { throw APIProblems.keyReused }
        return try JSON.parse(environment.vault.open(row.blob("sealed"), at: entry.place))
    }

    private func write(_ answer: JSON, _ entry: Entry, in tx: any WriteTransaction) throws {
        let sealed = environment.vault.seal(answer.bytes, at: entry.place)
        let now = environment.time.now()
        try tx.execute(
            """
            INSERT INTO api_answer (caller, key_index, digest, sealed, created_at)
            VALUES (\(entry.caller), \(entry.index), \(entry.digest.bytes), \(sealed), \(now))
            """)
    }

    /// One key of one caller with what it was used for.
    private struct Entry: Sendable {
        let caller: [UInt8]
        let index: [UInt8]
        let digest: RequestDigest

        init(caller: [UInt8], key: String, call: APICall, vault: KeyVault) {
            self.caller = caller
            index = Digest.sha256(Array(key.utf8))
            digest = RequestDigest(call, vault)
        }

        var place: SealedPlace { SealedPlace(table: "api_answer", column: "sealed", row: caller + index) }
    }
}

let answerMigration = Migration(
    "PublicAPI", "0002_api_answer",
    [
        """
        CREATE TABLE api_answer (
            caller BYTEA NOT NULL, key_index BYTEA NOT NULL, digest BYTEA NOT NULL, sealed BYTEA NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (caller, key_index))
        """
    ])
