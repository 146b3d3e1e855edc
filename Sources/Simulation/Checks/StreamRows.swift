import EventLog
import Kernel
import Storage

/// All rows that speak of one stream, read in one consistent state.
struct StreamRows: Sendable {
    let events: [Row]
    let caseRow: Row?
    let certificates: [Row]
    let entitlements: [Row]
    /// By the key under which a receiver knows them.
    let outbox: [String: Row]
    let reads: [Row]

    init(_ stream: Identifier<EventStream>, in store: any Database) async throws {
        self = try await store.read { tx in try StreamRows(stream, tx) }
    }

    private init(_ stream: Identifier<EventStream>, _ tx: any ReadTransaction) throws {
        let shard = stream.shard
        events = try tx.rows(
            "SELECT sequence FROM event WHERE shard = \(shard) AND stream = \(stream) ORDER BY sequence")
        guard !events.isEmpty else {
            (caseRow, certificates, entitlements, outbox, reads) = (nil, [], [], [:], [])
            return
        }
        caseRow = try tx.row("SELECT * FROM case_file WHERE shard = \(shard) AND id = \(stream)")
        certificates = try tx.rows(
            "SELECT status_list, status_index FROM certificate WHERE shard = \(shard) AND stream = \(stream)")
        entitlements =
            try caseRow == nil
            ? []
            : tx.rows(
                """
                SELECT item, subject, state, amount_fen FROM entitlement WHERE stream = \(stream) AND shard = \(shard)
                """)
        outbox = try tx.rows(
            """
            SELECT delivery_id, state, last_fault FROM outbox
            WHERE delivery_id > \("\(stream)-") AND delivery_id < \("\(stream).")
            """
        ).reduce(into: [:]) { $0[$1.text("delivery_id")] = $1 }
        let draft = try tx.row("SELECT applicant FROM draft WHERE shard = \(shard) AND id = \(stream)")
        let applicant = (draft ?? caseRow)?.blob("applicant") ?? []
        reads = try tx.rows(
            """
            SELECT resource, outcome FROM data_read
            WHERE person = \(applicant) AND case_reference = \(stream.description)
            """)
    }
}
