import Kernel

/// Proof that something was logged, complete in itself: the place of the entry, the way to the root, and the signed
/// checkpoint (C2SP `tlog-proof`). Travels beside a certificate and can be checked without asking anyone.
public struct LogProof: Hashable, Sendable {
    /// Data for the application, which nothing here vouches for.
    public let extra: [UInt8]?
    public let index: Int
    public let hashes: [TreeHash]
    /// The checkpoint with all its signatures.
    public let note: SignedNote

    public init(index: Int, hashes: [TreeHash], note: SignedNote, extra: [UInt8]? = nil) {
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.note = note
    }

    /// Convinces the reader that the entry is in the log that `trust` describes, or says why not.
    /// - Parameter leaf: `hasher.leaf(entry)`, computed from the entry itself.
    @discardableResult
    public func verify(
        leaf: TreeHash, trust: LogTrust, hasher: some TreeHasher
    ) throws(LogProofError) -> (checkpoint: Checkpoint, signatures: [VerifiedSignature]) {
        let (checkpoint, signatures) = try trust.verify(note)
        do {
            try hasher.verify(inclusionOf: leaf, at: index, in: checkpoint.head, proof: hashes)
        } catch {
            throw .notIncluded(error)
        }
        return (checkpoint, signatures)
    }
}

/// What a reader believes before seeing any proof: the name and keys of one log, and how many of which witnesses must
/// have seen a checkpoint.
public struct LogTrust: Sendable {
    public let origin: String
    public let logs: [NoteVerifier]
    public let witnesses: [NoteVerifier]
    public let witnessesMin: Int

    public init(origin: String, logs: [NoteVerifier], witnesses: [NoteVerifier] = [], witnessesMin: Int = 0) {
        self.origin = origin
        self.logs = logs
        self.witnesses = witnesses
        self.witnessesMin = witnessesMin
    }

    /// The checkpoint in a note and the believed signatures under it.
    public func verify(
        _ note: SignedNote
    ) throws(LogProofError) -> (checkpoint: Checkpoint, signatures: [VerifiedSignature]) {
        guard let checkpoint = Checkpoint(text: note.text) else { throw .malformed }
        guard checkpoint.origin == origin else { throw .otherOrigin }
        let signatures: [VerifiedSignature]
        do { signatures = try note.verified(by: logs + witnesses) } catch { throw .note(error) }
        let keys = Set(signatures.map(\.key))
        guard logs.contains(where: { keys.contains($0.key) }) else { throw .note(.notSigned) }
        let seen = Set(witnesses.map(\.key)).intersection(keys).count
        guard seen >= witnessesMin else { throw .tooFewWitnesses(seen) }
        return (checkpoint, signatures)
    }
}

/// Why a proof is not believed.
public enum LogProofError: Error, Hashable, Sendable {
    /// The text is no proof, or its note no checkpoint.
    case malformed
    /// The checkpoint is of another log.
    case otherOrigin
    case note(NoteError)
    /// Fewer of the known witnesses than asked for have seen the checkpoint.
    case tooFewWitnesses(Int)
    /// The log is sound, but this entry is not at this place in it.
    case notIncluded(ProofError)
}

extension LogProof {
    private static let header = "c2sp.org/tlog-proof@v1"

    /// The proof as it is stored, in a file named `.tlog-proof`.
    public var formatted: String {
        let extraLine = extra.map { "extra \(Base64.text($0))\n" } ?? ""
        let hashLines = hashes.map { Base64.text($0) + "\n" }.joined()
        return "\(LogProof.header)\n\(extraLine)index \(index)\n\(hashLines)\n\(note.formatted)"
    }

    public init(parsing bytes: some Collection<UInt8>) throws(LogProofError) {
        let bytes = Array(bytes.prefix(SignedNote.bytesMax + 1))
        guard let end = bytes.indices.dropFirst().first(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }) else {
            throw .malformed
        }
        var lines = bytes[..<(end - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }[...]
        guard lines.popFirst() == LogProof.header else { throw .malformed }
        var extra: [UInt8]?
        if let text = lines.first?.after("extra ") {
            guard let decoded = Base64.bytes(text) else { throw .malformed }
            extra = decoded
            lines = lines.dropFirst()
        }
        guard let digits = lines.popFirst()?.after("index "), let index = Int(digits), index >= 0,
            String(index) == digits
        else { throw .malformed }
        let hashes = lines.map { Base64.bytes($0) ?? [] }
        guard hashes.allSatisfy({ $0.count == treeHashByteCount }) else { throw .malformed }
        do {
            self.init(index: index, hashes: hashes, note: try SignedNote(parsing: bytes[(end + 1)...]), extra: extra)
        } catch {
            throw .note(error)
        }
    }
}

extension String {
    fileprivate func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
