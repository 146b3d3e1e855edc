import Kernel
import Vault

/// The bytes of an event as they are hashed, salted and sealed. Case, actor and times are inside; so is the commitment of
/// the stream's previous event, whence the proof of the last event proves that none was left out.
struct StoredEvent {
    static let saltSize = 32
    private static let domain = Array("huimin/event/v1\n".utf8)
    /// `prev` of the first event of a stream.
    static let origin = [UInt8](repeating: 0, count: 32)

    let stream: Identifier<EventStream>
    let sequence: Int
    let kind: EventKind
    let actor: EventActor
    let effective: Instant
    let recorded: Instant
    let schema: Int
    let previous: [UInt8]
    let body: JSON

    var bytes: [UInt8] {
        let json: JSON = [
            "stream": JSON(stream.description), "sequence": JSON(sequence), "kind": JSON(kind.rawValue),
            "actor": JSON(actor.text), "effective": JSON(effective.milliseconds),
            "recorded": JSON(recorded.milliseconds),
            "schema": JSON(schema), "prev": JSON(Hex.text(previous)), "body": body,
        ]
        return json.bytes
    }

    init(
        stream: Identifier<EventStream>, sequence: Int, kind: EventKind, actor: EventActor, effective: Instant,
        recorded: Instant, schema: Int, previous: [UInt8], body: JSON
    ) {
        self.stream = stream
        self.sequence = sequence
        self.kind = kind
        self.actor = actor
        self.effective = effective
        self.recorded = recorded
        self.schema = schema
        self.previous = previous
        self.body = body
    }

    /// `nil` where the bytes are no event of ours.
    init?(bytes: some Collection<UInt8>) {
        guard let json = try? JSON.parse(bytes),
            let stream = json["stream"]?.string.flatMap({ Identifier<EventStream>($0) }),
            let sequence = json["sequence"]?.int, let kind = json["kind"]?.string, let actor = json["actor"]?.string,
            let effective = json["effective"]?.int, let recorded = json["recorded"]?.int,
            let schema = json["schema"]?.int, let previous = json["prev"]?.string.flatMap({ Hex.bytes($0) }),
            let body = json["body"]
        else { return nil }
        self.init(
            stream: stream, sequence: sequence, kind: EventKind(rawValue: kind), actor: EventActor(text: actor),
            effective: Instant(milliseconds: Int64(effective)), recorded: Instant(milliseconds: Int64(recorded)),
            schema: schema, previous: previous, body: body)
    }

    static func commitment(salt: [UInt8], bytes: [UInt8]) -> [UInt8] { Digest.sha256(domain + salt + bytes) }

    static func place(_ stream: Identifier<EventStream>, _ sequence: Int) -> SealedPlace {
        SealedPlace(table: "event", column: "sealed", row: stream.bytes + Array(String(sequence).utf8))
    }
}

/// The entry of the public log for one event: version ‖ class ‖ commitment, 34 bytes.
package struct LogEntry: Sendable, Equatable {
    private static let version: UInt8 = 1
    package let bytes: [UInt8]

    package init(_ entryClass: EntryClass, commitment: [UInt8]) {
        precondition(commitment.count == 32, "a commitment is a SHA-256")
        bytes = [Self.version, entryClass.rawValue] + commitment
    }
}
