import Kernel
import Storage
import Synchronization

/// What the simulated server has of its database: it notes which rows are written, and ends with its process before, inside or
/// after a transaction. What was committed stays.
final class StageDatabase: Database {
    let inner: any Database
    private let life: ProcessLife
    private let fault: PlantedFault?
    private let changes = Mutex(0)
    private let touched = Mutex<Set<[UInt8]>>([])

    init(_ inner: any Database, life: ProcessLife, fault: PlantedFault?) {
        self.inner = inner
        self.life = life
        self.fault = fault
    }

    /// How many transactions have changed anything so far.
    var changeCount: Int { changes.withLock { $0 } }

    /// How many rows SQLite has changed since it was opened.
    private static func changedRows(_ tx: any ReadTransaction) throws -> Int64 {
        try tx.row("SELECT total_changes() AS n")?.integer("n") ?? 0
    }

    /// The identifiers that stood in what was written since the last call: of streams, and of other things.
    func takeTouched() -> [[UInt8]] {
        let ids = touched.withLock { touched in
            defer { touched = [] }
            return touched
        }
        return ids.sorted { $0.lexicographicallyPrecedes($1) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try life.require()
        guard let fault else { return try await inner.read(body) }
        return try await inner.read { tx in try body(StageReading(inner: tx, fault: fault)) }
    }

    func snapshot<Value: Sendable>(_ body: (any Database) async throws -> Value) async throws -> Value {
        try life.require()
        return try await inner.snapshot(body)
    }

    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        try life.moment()
        let (value, isChange) = try await inner.write { [life, fault, self] tx in
            let before = try Self.changedRows(tx)
            let value = try body(
                StageTransaction(inner: tx, life: life, fault: fault, note: { self.note($0) }))
            try life.moment()
            return (value, try Self.changedRows(tx) != before)
        }
        if isChange { changes.withLock { $0 += 1 } }
        // Written, and nobody will ever be told.
        try life.moment()
        return value
    }

    var figures: [DatabaseFigure] { [] }

    /// The server ends; the database stays.
    func close() async throws {}

    private func note(_ sql: SQL) {
        let ids = sql.parameters.compactMap { value -> [UInt8]? in
            if case .blob(let bytes) = value, bytes.count == 16 { bytes } else { nil }
        }
        guard !ids.isEmpty else { return }
        touched.withLock { $0.formUnion(ids) }
    }
}

private struct StageReading: ReadTransaction {
    let inner: any ReadTransaction
    let fault: PlantedFault

    func rows(_ sql: SQL) throws -> [Row] { fault.seen(try inner.rows(sql), of: sql) }
}

private struct StageTransaction: WriteTransaction {
    let inner: any WriteTransaction
    let life: ProcessLife
    let fault: PlantedFault?
    let note: (SQL) -> Void

    func rows(_ sql: SQL) throws -> [Row] {
        note(sql)
        let rows = try inner.rows(sql)
        return fault?.seen(rows, of: sql) ?? rows
    }

    func execute(_ sql: SQL) throws {
        try life.moment()
        note(sql)
        try inner.execute(sql)
    }

    func changes(_ sql: SQL) throws -> Int {
        try life.moment()
        note(sql)
        return fault?.drops(sql) == true ? 1 : try inner.changes(sql)
    }
}
