package import Kernel
import Logging
package import Storage
package import TransparencyLog

/// 定序: gives events their place in the log, writes the tiles, and signs the checkpoint.
///
/// One sequencer works at a time, held by a lease row whose epoch every write of it checks. Order of steps: places first
/// (durable, so that they can never be given anew), then tiles (synced), then the signature. Where several servers share
/// a database, the others make their own copy of the files and stand by.
package actor LogSequencer {
    package static let batchMax = 1024
    private static let leaseMilliseconds: Int64 = 10_000

    private let database: any Database
    private let directory: TileDirectory
    private let identity: LogIdentity
    private let time: any TimeSource
    private let clearance: WitnessClearance

    private var isHolder = false
    private var epoch: Int64 = 0
    private var last: Checkpoint?
    private var files: LogFiles?
    private var witnessed: String?

    /// - Parameter witnesses: are asked before the first signature whether they know a later one.
    package init(
        database: any Database, directory: TileDirectory, identity: LogIdentity, time: any TimeSource,
        witnesses: WitnessPolicy = .nobody
    ) {
        self.database = database
        self.directory = directory
        self.identity = identity
        self.time = time
        clearance = WitnessClearance(policy: witnesses, directory: directory, identity: identity, time: time)
    }

    /// Takes the lease if it is free, and takes up the log where its last checkpoint ends.
    /// - Parameter exclusively: no other process has this database, so that a lease left by a dead process can be taken.
    /// - Returns: whether the lease is ours.
    package func start(exclusively: Bool) async throws -> Bool {
        let now = time.now()
        let ours = try await database.write { tx in
            try tx.row(
                """
                UPDATE log_state SET epoch = epoch + 1, lease_until = \(now.adding(milliseconds: Self.leaseMilliseconds))
                WHERE id = 1 AND (lease_until < \(now) OR \(exclusively) = TRUE)
                RETURNING epoch, size, checkpoint
                """)
        }
        guard let ours else { return false }
        epoch = ours.integer("epoch")
        let held = Int(ours.integer("size"))
        var own = try resumed()
        // A restored database leaves our files ahead: never sign a smaller tree.
        guard held >= own.size else { throw LogFault.databaseIsBehind(signed: own.size, held: held) }
        try await copy(ours.optionalText("checkpoint"), to: &own)
        // Before any entry gets a place: a history that witnesses know to be another is not gone on with.
        _ = try await clearance.isGiven(after: last)
        isHolder = true
        return true
    }

    /// Gives the lease back, so that another server need not wait until it runs out.
    package func stop() async throws {
        guard isHolder else { return }
        isHolder = false
        let epoch = epoch
        try await database.write { tx in
            try tx.execute("UPDATE log_state SET lease_until = 0 WHERE id = 1 AND epoch = \(epoch)")
        }
    }

    /// One round of its worker: sequences if the lease is ours; else copies what its holder has published, and takes over
    /// when the lease has run out.
    /// - Returns: how many entries were added by us.
    package func round() async throws -> Int {
        if isHolder {
            do { return try await step() } catch LogFault.leaseLost { isHolder = false }
        }
        let state = try await database.row("SELECT lease_until, checkpoint, witnessed FROM log_state WHERE id = 1")
        var own = try resumed()
        try await copy(state?.optionalText("checkpoint"), to: &own)
        if let text = state?.optionalText("witnessed"), text != witnessed {
            try show(try SignedNote(parsing: Array(text.utf8)))
        }
        if let state, state.instant("lease_until") < time.now() { _ = try await start(exclusively: false) }
        return 0
    }

    /// Gives places to what waits and signs a checkpoint over it.
    /// - Returns: how many entries were added.
    package func step() async throws -> Int {
        let (assigned, size) = try await assign()
        // Also what was given a place but not signed before a crash.
        if size > (last?.head.size ?? -1), try await clearance.isGiven(after: last) { try await publish(upTo: size) }
        return assigned
    }

    /// The last checkpoint that we signed; `nil` where another server signs.
    package var signed: SignedCheckpoint? {
        get throws {
            guard isHolder, let last, let bytes = directory.checkpoint else { return nil }
            return SignedCheckpoint(checkpoint: last, note: try SignedNote(parsing: bytes))
        }
    }

    /// Publishes a checkpoint that a quorum of witnesses has signed; other servers take it over.
    package func publish(witnessed note: SignedNote) async throws {
        guard isHolder else { return }
        let (text, epoch) = (note.formatted, epoch)
        let isOurs = try await database.write { tx in
            try tx.changes("UPDATE log_state SET witnessed = \(text) WHERE id = 1 AND epoch = \(epoch)") == 1
        }
        guard isOurs else { throw LogFault.leaseLost }
        try show(note)
    }

    /// Shows the signatures of witnesses under the current checkpoint, before there is a quorum of them.
    package func showCosignatures(_ note: SignedNote) throws {
        if note.text == last?.text { try directory.writeCheckpoint(note) }
    }

    private func show(_ note: SignedNote) throws {
        try directory.writeWitnessedCheckpoint(note)
        witnessed = note.formatted
        try showCosignatures(note)
    }

    private func assign() async throws -> (count: Int, size: Int) {
        let (now, epoch) = (time.now(), epoch)
        return try await database.write { tx in
            let state = try tx.row(
                """
                UPDATE log_state SET lease_until = \(now.adding(milliseconds: Self.leaseMilliseconds))
                WHERE id = 1 AND epoch = \(epoch) RETURNING size
                """)
            guard let state else { throw LogFault.leaseLost }
            var index = state.integer("size")
            let waiting = try tx.rows(
                """
                SELECT shard, stream, sequence FROM event WHERE log_index IS NULL
                ORDER BY recorded_at, stream, sequence LIMIT \(Self.batchMax)
                """)
            guard !waiting.isEmpty else { return (0, Int(index)) }
            for row in waiting {
                try tx.execute(
                    """
                    UPDATE event SET log_index = \(index)
                    WHERE shard = \(row.integer("shard")) AND stream = \(row.blob("stream"))
                      AND sequence = \(row.integer("sequence"))
                    """)
                index += 1
            }
            try tx.execute("UPDATE log_state SET size = \(index) WHERE id = 1")
            return (waiting.count, Int(index))
        }
    }

    private func publish(upTo size: Int) async throws {
        var own = try resumed()
        try await extend(&own, to: size)
        files = own
        guard let checkpoint = Checkpoint(origin: identity.origin, head: own.head) else {
            throw LogFault.checkpointInvalid
        }
        let note = try checkpoint.signed(
            after: last, proof: try own.consistencyProof(from: last?.head.size ?? 0), hasher: SHA256TreeHasher(),
            by: [identity.signer], at: time.now())
        let (text, epoch) = (note.formatted, epoch)
        let isOurs = try await database.write { tx in
            try tx.changes("UPDATE log_state SET checkpoint = \(text) WHERE id = 1 AND epoch = \(epoch)") == 1
        }
        guard isOurs else { throw LogFault.leaseLost }
        try directory.writeCheckpoint(note)
        last = checkpoint
    }

    /// Our files, as far as our public checkpoint goes.
    private func resumed() throws -> LogFiles {
        if let files { return files }
        last = try directory.checkpoint.map { try identity.trust.verify(try SignedNote(parsing: $0)).checkpoint }
        let resumed = try LogFiles(directory: directory, upTo: last?.head)
        files = resumed
        return resumed
    }

    /// Brings our files to the checkpoint that the database holds: another server signed it, or we did before a crash.
    private func copy(_ text: String?, to own: inout LogFiles) async throws {
        guard let text else { return }
        let note = try SignedNote(parsing: Array(text.utf8))
        let signed = try identity.trust.verify(note).checkpoint
        guard signed.head.size > (last?.head.size ?? -1), signed.head.size >= own.size else { return }
        try await extend(&own, to: signed.head.size)
        guard own.head == signed.head else { throw LogFault.tilesDisagree }
        try directory.writeCheckpoint(note)
        (files, last) = (own, signed)
    }

    /// Writes the entries with the next places into the files.
    private func extend(_ own: inout LogFiles, to size: Int) async throws {
        while own.size < size {
            let (from, count) = (own.size, min(Self.batchMax, size - own.size))
            let entries = try await database.readAtLength { tx in
                try tx.rows(
                    """
                    SELECT log_index, class, commitment FROM event
                    WHERE log_index >= \(from) AND log_index < \(from + count)
                    UNION ALL
                    SELECT log_index, class, commitment FROM imported_entry
                    WHERE log_index >= \(from) AND log_index < \(from + count) ORDER BY log_index
                    """
                ).map(Self.entry)
            }
            guard entries.count == count else {
                throw LogFault.databaseIsBehind(signed: size, held: from + entries.count)
            }
            try own.append(entries)
        }
    }

    private static func entry(_ row: Row) -> [UInt8] {
        guard let entryClass = EntryClass(rawValue: UInt8(row.integer("class"))) else {
            preconditionFailure("an event of class \(row.integer("class"))")
        }
        return LogEntry(entryClass, commitment: row.blob("commitment")).bytes
    }
}
