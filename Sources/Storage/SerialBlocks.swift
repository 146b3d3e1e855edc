/// Serial numbers without a hot row: each process leases a block at a time. Numbers of a block that a dead process held
/// are lost, never given twice.
package actor SerialBlocks {
    private static let blockSize: Int64 = 1024
    private let database: any Database
    private let name: String
    private var next: Int64 = 0
    private var end: Int64 = 0
    private var leasing: Task<Void, any Error>?

    /// - Parameter name: the series, e.g. `case.339900.20261121`.
    package init(database: any Database, name: String) {
        self.database = database
        self.name = name
    }

    /// The next number of the series, from 0.
    package func take() async throws -> Int64 {
        while next >= end { try await leaseOnce() }
        defer { next += 1 }
        return next
    }

    /// How many numbers of a series were leased so far, by all processes: no number from there on was given.
    package static func leased(_ name: String, in database: any Database) async throws -> Int64 {
        try await database.read { tx in
            try tx.row("SELECT next FROM serial_block WHERE name = \(name)")?.integer("next") ?? 0
        }
    }

    /// Callers that arrive while a block is being leased wait for it instead of leasing another.
    private func leaseOnce() async throws {
        let task = leasing ?? Task { try await lease() }
        leasing = task
        try await task.value
    }

    private func lease() async throws {
        // Cleared here, together with the new block, and not by whoever waits: a waiter that runs first would find a lease
        // that is over, and ask for it again and again.
        defer { leasing = nil }
        let name = name
        let start = try await database.write { tx in
            try tx.row(
                """
                INSERT INTO serial_block (name, next) VALUES (\(name), \(Self.blockSize))
                ON CONFLICT (name) DO UPDATE SET next = serial_block.next + \(Self.blockSize)
                RETURNING next
                """)?.integer("next") ?? 0
        }
        next = start - Self.blockSize
        end = start
    }
}

package let storageMigrations: [Migration] = [
    Migration(
        "Storage", "0001_serial_block",
        [
            "CREATE TABLE serial_block (name TEXT PRIMARY KEY, next BIGINT NOT NULL)"
        ])
]
