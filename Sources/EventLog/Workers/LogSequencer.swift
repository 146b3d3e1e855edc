package import Kernel
import Logging
package import Storage
package import TransparencyLog

/// 定序: gives events their place in the log, writes the tiles, and signs the checkpoint.
///
/// One sequencer works at a time, held by a lease row whose epoch every write of it checks. Order of steps: places first
/// (durable, so that they can never be given anew), then tiles (synced), then the signature.
package actor LogSequencer {
    private static let batchMax = 1024
    private static let leaseMilliseconds: Int64 = 10_000

    private let database: any Database
    private let directory: TileDirectory
    private let identity: LogIdentity
    private let time: any TimeSource
    private let hasher = SHA256TreeHasher()

    private var epoch: Int64 = 0
    private var last: Checkpoint?
    private var tiles: TileWriter<SHA256TreeHasher>
    private var bundles: BundleWriter

    package init(database: any Database, directory: TileDirectory, identity: LogIdentity, time: any TimeSource) {
        self.database = database
        self.directory = directory
        self.identity = identity
        self.time = time
        tiles = TileWriter(hasher: SHA256TreeHasher())
        bundles = BundleWriter()
    }

    /// Takes the lease and takes up the log where its last checkpoint ends.
    /// - Parameter exclusively: the caller holds the data directory, so that a lease left by a dead process can be taken.
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
        last = try newestCheckpoint(inDatabase: ours.optionalText("checkpoint"))
        guard let last else { return true }
        guard held >= last.head.size else { throw LogFault.databaseIsBehind(signed: last.head.size, held: held) }
        let reader = TileReader(hasher: hasher, size: last.head.size) { [directory] in directory.tile($0) }
        tiles = try TileWriter(resuming: reader)
        bundles = try BundleWriter(resumingAt: last.head.size) { [directory] in directory.tile($0) }
        guard tiles.head == last.head else { throw LogFault.tilesDisagree }
        return true
    }

    /// Gives places to what waits and signs a checkpoint over it.
    /// - Returns: how many entries were added.
    package func step() async throws -> Int {
        let (assigned, size) = try await assign()
        // Also what a process that died had given places to and not signed.
        if size > (last?.head.size ?? -1) { try await publish() }
        return assigned
    }

    private func assign() async throws -> (assigned: Int, size: Int) {
        let (now, epoch) = (time.now(), epoch)
        return try await database.write { tx in
            let state = try tx.row(
                """
                UPDATE log_state SET lease_until = \(now.adding(milliseconds: Self.leaseMilliseconds))
                WHERE id = 1 AND epoch = \(epoch) RETURNING size
                """)
            guard let state else { throw LogFault.leaseLost }
            let waiting = try tx.rows(
                """
                SELECT shard, stream, sequence FROM event WHERE log_index IS NULL
                ORDER BY recorded_at, stream, sequence LIMIT \(Self.batchMax)
                """)
            var index = state.integer("size")
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

    private func publish() async throws {
        let from = Int64(bundles.size)
        let entries = try await database.read { tx in
            try tx.rows(
                "SELECT class, commitment FROM event WHERE log_index >= \(from) ORDER BY log_index"
            ).map { row in
                guard let entryClass = EntryClass(rawValue: UInt8(row.integer("class"))) else {
                    preconditionFailure("an event of class \(row.integer("class"))")
                }
                return LogEntry(entryClass, commitment: row.blob("commitment")).bytes
            }
        }
        // Taken over only once all files are on disk: a failed write is made again as a whole.
        var (longerBundles, longerTiles) = (bundles, tiles)
        try directory.write(try longerBundles.append(entries: entries))
        try directory.write(longerTiles.append(leaves: entries.map { hasher.leaf($0) }))
        (bundles, tiles) = (longerBundles, longerTiles)
        try await sign()
    }

    private func sign() async throws {
        guard let checkpoint = Checkpoint(origin: identity.origin, head: tiles.head) else {
            throw LogFault.checkpointInvalid
        }
        let reader = TileReader(hasher: hasher, size: tiles.size) { [directory] in directory.tile($0) }
        let proof = try reader.consistencyProof(from: last?.head.size ?? 0)
        let note = try checkpoint.signed(
            after: last, proof: proof, hasher: hasher, by: [identity.signer], at: time.now())
        let (text, epoch) = (note.formatted, epoch)
        let isOurs = try await database.write { tx in
            try tx.execute("UPDATE log_state SET checkpoint = \(text) WHERE id = 1 AND epoch = \(epoch)") == 1
        }
        guard isOurs else { throw LogFault.leaseLost }
        try directory.writeCheckpoint(note)
        last = checkpoint
    }

    /// The larger of the checkpoints that the database and the public file hold: a crash between the two leaves the
    /// database ahead, a restored database leaves the file ahead.
    private func newestCheckpoint(inDatabase text: String?) throws -> Checkpoint? {
        let notes = try [text.map { Array($0.utf8) }, directory.checkpoint].compactMap { bytes in
            try bytes.map { try identity.trust.verify(try SignedNote(parsing: $0)).checkpoint }
        }
        return notes.max { $0.head.size < $1.head.size }
    }
}
