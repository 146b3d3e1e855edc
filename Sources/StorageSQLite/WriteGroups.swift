import GRDB
import Glibc
import Storage
import Synchronization

/// How well writes were grouped.
package struct GroupStatistics: Sendable, Equatable {
    package var groups = 0
    package var writes = 0
    /// Groups that were rolled back because one write failed, and run again one by one.
    package var repeated = 0

    package var meanSize: Double { groups == 0 ? 0 : Double(writes) / Double(groups) }
}

/// Collects concurrent writes into one transaction, so that they share one sync.
///
/// No savepoints: each would nearly double the CPU of a write. Where a closure throws, the whole group is rolled back and
/// run again with a transaction each, which a write closure must bear anyway. Callers hear of success after the sync only.
final class WriteGroups: Sendable {
    private struct Pending: Sendable {
        let run: @Sendable (GRDB.Database) throws -> Void
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var waiting: [Pending] = []
        var isDraining = false
        var statistics = GroupStatistics()
        var writesAtCheckpoint = 0
    }

    private static let groupSizeMax = 256

    /// How long writes are gathered after some that came together: one sync more is dearer than the wait, which a lone write
    /// has only right behind others.
    private static let gatheringMicroseconds: UInt32 = 2000

    private let pool: DatabasePool
    /// Writes after which the write-ahead log is moved into the file, between groups.
    private let writesBetweenCheckpoints: Int
    private let state = Mutex(State())

    init(pool: DatabasePool, writesBetweenCheckpoints: Int) {
        self.pool = pool
        self.writesBetweenCheckpoints = writesBetweenCheckpoints
    }

    var statistics: GroupStatistics { state.withLock { $0.statistics } }

    func submit<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        let outcome = Mutex<Value?>(nil)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enqueue(
                Pending(
                    run: { connection in
                        let value = try body(SQLiteTransaction(connection: connection))
                        outcome.withLock { $0 = value }
                    },
                    finish: { error in
                        if let error { continuation.resume(throwing: error) } else { continuation.resume() }
                    }))
        }
        guard let value = outcome.withLock({ $0 }) else { preconditionFailure("a write finished without a value") }
        return value
    }

    private func enqueue(_ pending: Pending) {
        let mustStart = state.withLock { state in
            state.waiting.append(pending)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustStart { pool.asyncWriteWithoutTransaction { [self] connection in drain(connection) } }
    }

    private func drain(_ connection: GRDB.Database) {
        while let group = nextGroup() {
            do {
                try commit(group, on: connection)
                group.forEach { $0.finish(nil) }
            } catch {
                rollback(connection)
                runOneByOne(group, on: connection, firstError: error)
            }
            checkpointIfLong(connection)
            if group.count > 1 { usleep(Self.gatheringMicroseconds) }
        }
    }

    private func nextGroup() -> [Pending]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let group = Array(state.waiting.prefix(Self.groupSizeMax))
            state.waiting.removeFirst(group.count)
            state.statistics.groups += 1
            state.statistics.writes += group.count
            return group
        }
    }

    private func commit(_ group: [Pending], on connection: GRDB.Database) throws {
        try connection.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        for pending in group { try pending.run(connection) }
        try connection.cachedStatement(sql: "COMMIT").execute()
    }

    private func runOneByOne(_ group: [Pending], on connection: GRDB.Database, firstError: any Error) {
        guard group.count > 1 else {
            group.forEach { $0.finish(firstError) }
            return
        }
        // Each has a transaction of its own now.
        state.withLock { state in
            state.statistics.repeated += 1
            state.statistics.groups += group.count
        }
        for pending in group {
            do {
                try commit([pending], on: connection)
                pending.finish(nil)
            } catch {
                rollback(connection)
                pending.finish(error)
            }
        }
    }

    private func rollback(_ connection: GRDB.Database) {
        // SQLite has rolled back by itself after some errors (disk full); a second ROLLBACK then fails harmlessly.
        if connection.isInsideTransaction { _ = try? connection.execute(sql: "ROLLBACK") }
    }

    /// A passive checkpoint disturbs no reader; frames that a reader still needs are moved by a later one.
    private func checkpointIfLong(_ connection: GRDB.Database) {
        let isDue = state.withLock { state in
            guard state.statistics.writes - state.writesAtCheckpoint >= writesBetweenCheckpoints else {
                return false
            }
            state.writesAtCheckpoint = state.statistics.writes
            return true
        }
        // One that fails is made good by the next: nothing is lost by a longer log.
        if isDue { _ = try? connection.checkpoint(.passive, on: "main") }
    }
}
