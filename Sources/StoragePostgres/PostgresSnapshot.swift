import Storage

/// One state of the database, on a connection of its own whose transaction stays open.
final class PostgresSnapshot: Database {
    private let lane: PostgresLane

    /// - Throws: `PostgresFault` where the server cannot be reached.
    init(url: String) async throws {
        lane = PostgresLane(url: url, purpose: .snapshot, name: "snapshot")
        try await run { session in try session.begin() }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await run { session in try session.goOn(body) }
        } catch let fault as PostgresFault { throw fault.storageError }
    }

    /// It is one already.
    func snapshot<Value: Sendable>(_ body: (any Database) async throws -> Value) async throws -> Value {
        try await body(self)
    }

    /// - Throws: always: a state that has been is not written to.
    func write<Value: Sendable>(
        _: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        throw StorageError.unavailable("a snapshot is only read")
    }

    var figures: [DatabaseFigure] { [] }

    /// The server ends the transaction with the connection.
    func close() async { await lane.close() }

    private func run<Value: Sendable>(
        _ job: @escaping @Sendable (PostgresSession) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            lane.async { session in continuation.resume(with: Result { try job(session) }) }
        }
    }
}
