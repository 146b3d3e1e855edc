package import Kernel
package import Storage
import Vault

/// Prepares the next events of one stream: hashes, salts and seals them before the transaction, then writes them in it.
///
/// A value: on conflict (another process appended meanwhile) the verb reads the stream again and decides anew.
package struct StreamWriter: Sendable {
    package let stream: Identifier<EventStream>
    private let box: SecretBox
    /// The stream's own key, sealed under the city's; written once, with the first event.
    private let newWrappedKey: [UInt8]?
    private let ids: any IDSource
    private var sequence: Int
    private var commitment: [UInt8]
    private var lastRecorded: Instant
    private var pending: [SealedEvent] = []
    /// What was appended, as a reader of the stream finds it after the transaction; without places in the log, which come later.
    package private(set) var appended: [LoggedEvent] = []

    /// The commitment of the last event, pending ones included.
    package var head: [UInt8] { commitment }
    package var nextSequence: Int { sequence + 1 }

    init(
        stream: Identifier<EventStream>, box: SecretBox, newWrappedKey: [UInt8]?, ids: any IDSource, sequence: Int,
        commitment: [UInt8], lastRecorded: Instant
    ) {
        self.stream = stream
        self.box = box
        self.newWrappedKey = newWrappedKey
        self.ids = ids
        self.sequence = sequence
        self.commitment = commitment
        self.lastRecorded = lastRecorded
    }

    /// Adds an event. `effective` is the legal time where it differs from now (paper taken in during an outage).
    @discardableResult
    package mutating func append(
        _ kind: EventKind, _ entryClass: EntryClass = .caseEvent, by actor: EventActor, at now: Instant,
        effective: Instant? = nil, schema: Int = 1, body: JSON
    ) -> EventReceipt {
        let recorded = max(now, lastRecorded)
        let stored = StoredEvent(
            stream: stream, sequence: sequence + 1, kind: kind, actor: actor, effective: effective ?? now,
            recorded: recorded, schema: schema, previous: commitment, body: body)
        let salt = ids.randomBytes(StoredEvent.saltSize)
        let bytes = stored.bytes
        sequence += 1
        lastRecorded = recorded
        commitment = StoredEvent.commitment(salt: salt, bytes: bytes)
        pending.append(
            SealedEvent(
                sequence: sequence, entryClass: entryClass, kind: kind, recorded: recorded, commitment: commitment,
                sealed: box.seal(salt + bytes, at: StoredEvent.place(stream, sequence))))
        appended.append(
            LoggedEvent(
                stream: stream, sequence: sequence, kind: kind, actor: actor, effective: stored.effective,
                recorded: recorded, schema: schema, body: body, commitment: commitment, logIndex: nil))
        return EventReceipt(stream: stream, sequence: sequence, commitment: commitment, recorded: recorded)
    }

    /// Writes what was appended. Throws `StorageError.uniqueViolation` where another process was first.
    package func write(in tx: any WriteTransaction) throws {
        if let newWrappedKey {
            try tx.execute(
                "INSERT INTO stream_key (shard, stream, wrapped) VALUES (\(stream.shard), \(stream), \(newWrappedKey))")
        }
        guard !pending.isEmpty else { return }
        let rows = pending.map { event -> SQL in
            """
            (\(stream.shard), \(stream), \(event.sequence), \(Int(event.entryClass.rawValue)), \(event.kind.rawValue),
             \(event.recorded), \(event.commitment), \(event.sealed))
            """
        }
        try tx.execute(
            """
            INSERT INTO event (shard, stream, sequence, class, kind, recorded_at, commitment, sealed)
            VALUES \(SQL.list(rows))
            """)
    }
}

/// What the writer of an event keeps of it.
package struct EventReceipt: Sendable {
    package let stream: Identifier<EventStream>
    package let sequence: Int
    package let commitment: [UInt8]
    package let recorded: Instant

    /// Names the event to the outside world: the same delivery twice is recognised by it.
    package var deliveryID: String { "\(stream)-\(sequence)" }
}

struct SealedEvent: Sendable {
    let sequence: Int
    let entryClass: EntryClass
    let kind: EventKind
    let recorded: Instant
    let commitment: [UInt8]
    let sealed: [UInt8]
}

extension Identifier {
    /// The partition that a case and all its rows live in; drawn with the id and never changed.
    package var shard: Int { Int(low & 0xFF) }
}
