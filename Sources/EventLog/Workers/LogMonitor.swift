import Kernel
package import TransparencyLog

/// 盯账本: follows a log from its public files and remembers what it has seen, so that nobody can show it one history today and
/// another tomorrow. It believes the key of the log and those of the witnesses, and nobody else.
package struct LogMonitor: Sendable {
    private let trust: LogTrust
    private let hasher = SHA256TreeHasher()
    private let file: LogAudit.Source

    /// - Parameters:
    ///   - key: of the log.
    ///   - witnesses: keys of those who watch it.
    ///   - quorum: how many of them must have signed; 0 asks for none.
    ///   - file: a file of the log by its name; `nil` where there is none.
    package init(key: NoteKey, witnesses: [NoteKey] = [], quorum: Int = 0, file: @escaping LogAudit.Source) {
        trust = LogTrust(
            origin: key.name, logs: [LogIdentity.verifier(key)], witnesses: witnesses.map(LogIdentity.verifier),
            witnessesMin: quorum)
        self.file = file
    }

    /// The first thing that does not agree.
    package enum Fault: Error, Equatable {
        case noCheckpoint(String)
        /// A checkpoint is not signed by the log.
        case notSigned(String)
        /// A checkpoint that claims a quorum of witnesses does not have it.
        case tooFewWitnesses(Int)
        /// It has fewer entries than were seen before.
        case smaller(seen: Int, shown: Int)
        /// It has as many entries as what was seen before, and they are others.
        case otherRoot(size: Int)
        /// It is not shown to continue what was seen before: entries were changed.
        case notConsistent(from: Int, to: Int)
    }

    /// What a look at the log found.
    package struct Sight: Sendable {
        /// What the log has signed last.
        package let signed: SignedCheckpoint
        /// What a quorum of witnesses has signed last; `nil` where none is asked for, or there was none yet.
        package let witnessed: SignedCheckpoint?
        /// Whether signatures of witnesses are asked for at all.
        package let isWitnessAsked: Bool
    }

    /// Looks at the log once; `check` says whether what it shows continues what was seen before.
    package func callAsFunction() async throws -> Sight {
        let witnessed = trust.witnessesMin > 0 ? try await witnessed() : nil
        let signed = try await signed()
        let sight = Sight(signed: signed, witnessed: witnessed, isWitnessAsked: trust.witnessesMin > 0)
        // The files are written one after the other: what witnesses have signed may be the newer one by a moment.
        let shown = sight.latest
        if let witnessed { try await check(shown.checkpoint, continues: witnessed.checkpoint) }
        try await check(shown.checkpoint, continues: signed.checkpoint)
        return sight
    }

    /// Refuses unless the checkpoint continues what was seen, by the proof that the log's own tiles give.
    package func check(_ shown: Checkpoint, continues seen: Checkpoint) async throws {
        let (new, old) = (shown.head, seen.head)
        guard new.size >= old.size else { throw Fault.smaller(seen: old.size, shown: new.size) }
        guard new.size > old.size, old.size > 0 else {
            guard new.size > old.size || new.root == old.root else { throw Fault.otherRoot(size: old.size) }
            return
        }
        var tiles: [TileAddress: [UInt8]] = [:]
        for address in TileAddress.needed(forConsistencyFrom: old.size, to: new.size) {
            let bytes = try await file(address.path)
            if let bytes {
                tiles[address] = bytes
            } else if address.isPartial {
                tiles[address] = try await file(address.full.path)
            }
        }
        let reader = TileReader(hasher: hasher, size: new.size) { [tiles] in tiles[$0] }
        guard let proof = try? reader.consistencyProof(from: old.size),
            (try? hasher.verify(consistencyFrom: old, to: new, proof: proof)) != nil
        else { throw Fault.notConsistent(from: old.size, to: new.size) }
    }

    private func signed() async throws -> SignedCheckpoint {
        let name = "checkpoint"
        guard let bytes = try await file(name) else { throw Fault.noCheckpoint(name) }
        // The log may have signed more than the witnesses: here its own signature is enough.
        return try read(bytes, name, LogTrust(origin: trust.origin, logs: trust.logs))
    }

    private func witnessed() async throws -> SignedCheckpoint? {
        let name = "checkpoint.witnessed"
        guard let bytes = try await file(name) else { return nil }
        return try read(bytes, name, trust)
    }

    private func read(_ bytes: [UInt8], _ name: String, _ trust: LogTrust) throws -> SignedCheckpoint {
        guard let note = try? SignedNote(parsing: bytes) else { throw Fault.notSigned(name) }
        do throws(LogProofError) {
            return SignedCheckpoint(checkpoint: try trust.verify(note).checkpoint, note: note)
        } catch .tooFewWitnesses(let count) { throw Fault.tooFewWitnesses(count) } catch {
            throw Fault.notSigned(name)
        }
    }
}

extension LogMonitor.Sight {
    /// The larger of the two: what to remember.
    package var latest: SignedCheckpoint {
        guard let witnessed, witnessed.checkpoint.head.size > signed.checkpoint.head.size else { return signed }
        return witnessed
    }
}
