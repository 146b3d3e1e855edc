package import Kernel
package import TransparencyLog

/// 完整证明 — all events of a case up to one that stands in the public log, and the proof of that one. Each event holds the
/// commitment of the one before, so that the proof of the last shows that none was left out, added or changed.
///
/// It is for whoever the case is about: it holds everything that was written down.
package struct StreamProof: Sendable {
    static let format = "huimin/stream-proof@v1"

    /// The salt and the stored bytes of each event, the first one first.
    let events: [(salt: [UInt8], bytes: [UInt8])]
    /// The class of the last one, which stands beside its commitment in the log.
    let lastClass: EntryClass
    let proof: LogProof

    /// Why it does not convince.
    package enum Fault: Error, Equatable {
        /// It cannot be read.
        case malformed
        /// The event with this number does not follow the one before: one was left out, added or changed.
        case chain(sequence: Int)
        /// The last event does not stand in the log.
        case proof(LogProofError)
    }

    /// What it proves.
    package struct Proven: Sendable {
        package let stream: Identifier<EventStream>
        /// The stable codes of the events, with when they were recorded.
        package let events: [(kind: EventKind, recorded: Instant)]
        package let index: Int
        package let checkpoint: Checkpoint
        /// Keys of the log and the witnesses that signed.
        package let signers: [NoteKey]
    }

    /// Convinces a reader who believes only the keys in `trust`.
    package func verify(_ trust: LogTrust) throws(Fault) -> Proven {
        var (previous, told) = (StoredEvent.origin, [(kind: EventKind, recorded: Instant)]())
        var stream: Identifier<EventStream>?
        for (offset, event) in events.enumerated() {
            guard let stored = StoredEvent(bytes: event.bytes), stored.sequence == offset + 1,
                stored.previous == previous, stored.stream == stream ?? stored.stream,
                event.salt.count == StoredEvent.saltSize
            else { throw .chain(sequence: offset + 1) }
            stream = stored.stream
            previous = StoredEvent.commitment(salt: event.salt, bytes: event.bytes)
            told.append((stored.kind, stored.recorded))
        }
        guard let stream else { throw .malformed }
        let hasher = SHA256TreeHasher()
        let leaf = hasher.leaf(LogEntry(lastClass, commitment: previous).bytes)
        do throws(LogProofError) {
            let (checkpoint, signatures) = try proof.verify(leaf: leaf, trust: trust, hasher: hasher)
            return Proven(
                stream: stream, events: told, index: proof.index, checkpoint: checkpoint, signers: signatures.map(\.key)
            )
        } catch { throw .proof(error) }
    }
}

extension StreamProof {
    /// The proof as it is handed out.
    package var json: JSON {
        [
            "format": JSON(Self.format),
            "events": .array(
                events.map { ["salt": JSON(Hex.text($0.salt)), "bytes": JSON(Base64.text($0.bytes))] }),
            "class": JSON(Int(lastClass.rawValue)), "proof": JSON(proof.formatted),
        ]
    }

    package init(_ json: JSON) throws(Fault) {
        guard json["format"]?.string == Self.format, let list = json["events"]?.array,
            let number = json["class"]?.int.flatMap(UInt8.init(exactly:)),
            let entryClass = EntryClass(rawValue: number),
            let text = json["proof"]?.string, let proof = try? LogProof(parsing: text.utf8)
        else { throw .malformed }
        let events = list.compactMap { event -> (salt: [UInt8], bytes: [UInt8])? in
            guard let salt = event["salt"]?.string.flatMap({ Hex.bytes($0) }),
                let bytes = event["bytes"]?.string.flatMap({ Base64.bytes($0) })
            else { return nil }
            return (salt, bytes)
        }
        guard events.count == list.count else { throw .malformed }
        self.init(events: events, lastClass: entryClass, proof: proof)
    }
}
