import GRDB
import Storage

/// The connection that writes, for the time that it is ours.
struct SQLiteWriter: GroupWriter {
    let connection: GRDB.Database
    let checkpoints: CheckpointRhythm

    func transaction(_ body: (any WriteTransaction) throws -> Void) throws {
        do {
            try connection.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
            try body(SQLiteTransaction(connection: connection))
            try connection.cachedStatement(sql: "COMMIT").execute()
        } catch {
            // SQLite has rolled back by itself after some errors (disk full); a second ROLLBACK then fails harmlessly.
            if connection.isInsideTransaction { _ = try? connection.execute(sql: "ROLLBACK") }
            throw error
        }
    }

    /// A passive checkpoint disturbs no reader; frames that a reader still needs are moved by a later one.
    func rest(afterWrites writes: Int) {
        // One that fails is made good by the next: nothing is lost by a longer log.
        if checkpoints.isDue(afterWrites: writes) { _ = try? connection.checkpoint(.passive, on: "main") }
    }
}
