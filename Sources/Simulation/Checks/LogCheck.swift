import EventLog
import Kernel
import Storage
import TransparencyLog

/// 账本 — every event's leaf is in the tree exactly once, and what was signed is continued and never forked: the tree is put
/// together here from the events alone, leaf by leaf as the log grows.
struct LogCheck {
    let identity: LogIdentity
    private var tree = TileWriter(hasher: SHA256TreeHasher())
    private var signed = 0
    private var leaves: Set<[UInt8]> = []

    init(identity: LogIdentity) { self.identity = identity }

    var size: Int { tree.size }

    /// - Parameters:
    ///   - checkpoint: as anybody may read it now.
    ///   - isDone: whether the sequencer has just done all there was to do.
    mutating func check(_ database: any Database, checkpoint: [UInt8]?, isDone: Bool) async throws {
        if let checkpoint { try await follow(checkpoint, database) }
        guard isDone else { return }
        let row = try await database.row(
            "SELECT COUNT(*) AS events, COUNT(log_index) AS placed FROM event")
        let (events, placed) = (row?.integer("events") ?? 0, row?.integer("placed") ?? 0)
        try hold(
            events == placed && Int(events) == tree.size, "every event has its leaf",
            "\(events) events, \(placed) with a place, \(tree.size) leaves")
    }

    private mutating func follow(_ checkpoint: [UInt8], _ database: any Database) async throws {
        let head: TreeHead
        do { head = try identity.trust.verify(try SignedNote(parsing: checkpoint)).checkpoint.head } catch {
            throw BrokenInvariant("a checkpoint is signed by its log", "\(error)")
        }
        try hold(head.size >= signed, "a checkpoint never shrinks", "\(head.size) after \(signed)")
        let from = tree.size
        let rows = try await database.rows(
            """
            SELECT log_index, class, commitment FROM event
            WHERE log_index >= \(from) AND log_index < \(head.size) ORDER BY log_index
            """)
        var hashes: [TreeHash] = []
        for (offset, row) in rows.enumerated() {
            let commitment = row.blob("commitment")
            try hold(
                row.integer("log_index") == from + offset, "places in the log have no gaps", "\(from + offset)")
            try hold(leaves.insert(commitment).inserted, "an event has one leaf", Hex.text(commitment))
            let entry = LogEntry(
                EntryClass(rawValue: UInt8(row.integer("class"))) ?? .caseEvent, commitment: commitment)
            hashes.append(SHA256TreeHasher().leaf(entry.bytes))
        }
        _ = tree.append(leaves: hashes)
        try hold(tree.head == head, "the signed tree is that of the events", "at \(head.size), \(tree.size) leaves")
        signed = head.size
    }
}
