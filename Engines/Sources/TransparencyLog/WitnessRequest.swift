import Kernel

/// 见证请求 — what a log hands to a witness: its newest checkpoint, and the proof that this continues the last one that the
/// witness cosigned (C2SP `tlog-witness`, `add-checkpoint`).
public struct WitnessRequest: Hashable, Sendable {
    /// The longest proof that is read: a tree of 2^63 entries asks for no more.
    public static let proofHashesMax = 63

    /// The size of the last checkpoint that the witness cosigned, as the log believes; 0 where it knows of none.
    public let oldSize: Int
    /// Of consistency from `oldSize` to the checkpoint; empty where the old size is 0 or the same.
    public let proof: [TreeHash]
    /// The checkpoint with the log's own signature.
    public let note: SignedNote

    public init(oldSize: Int, proof: [TreeHash], note: SignedNote) {
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
    }

    /// The body of the request.
    public var formatted: String {
        "old \(oldSize)\n" + proof.map { Base64.text($0) + "\n" }.joined() + "\n" + note.formatted
    }

    /// Reads the body of a request, written as `formatted` writes it and in no other way.
    public init(parsing bytes: some Collection<UInt8>) throws(WitnessRefusal) {
        let bytes = Array(bytes)
        guard let end = bytes.indices.dropFirst().first(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }) else {
            throw .malformed
        }
        let lines = bytes[..<(end - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let first = lines.first, first.hasPrefix("old "), let oldSize = Int(first.dropFirst(4)), oldSize >= 0,
            first == "old \(oldSize)", lines.count - 1 <= WitnessRequest.proofHashesMax
        else { throw .malformed }
        let proof = lines.dropFirst().map { Base64.bytes($0) ?? [] }
        guard proof.allSatisfy({ $0.count == treeHashByteCount }),
            let note = try? SignedNote(parsing: bytes[(end + 1)...])
        else { throw .malformed }
        self.init(oldSize: oldSize, proof: proof, note: note)
    }
}

/// Why a witness does not cosign.
public enum WitnessRefusal: Error, Hashable, Sendable {
    /// The request cannot be read, or asks for a step back.
    case malformed
    /// The witness does not watch this log.
    case unknownLog
    /// No key that the witness knows of this log signed the checkpoint.
    case notSigned
    /// The log is wrong about what the witness cosigned last: that has this size.
    case otherSize(last: Int)
    /// The witness cosigned another tree of this very size: the log has forked.
    case otherRoot(size: Int)
    /// The proof does not lead from the tree that the witness cosigned to this one: the log has forked, or the proof is wrong.
    case notConsistent(ProofError)

    /// The status of the answer over HTTP.
    public var status: Int {
        switch self {
        case .malformed: 400
        case .notSigned: 403
        case .unknownLog: 404
        case .otherSize, .otherRoot: 409
        case .notConsistent: 422
        }
    }

    /// The size that the witness cosigned last, where the answer tells it.
    public var lastSize: Int? {
        switch self {
        case .otherSize(let size), .otherRoot(let size): size
        default: nil
        }
    }
}

/// What a witness answered.
public enum WitnessAnswer: Hashable, Sendable {
    /// The checkpoint is cosigned; signatures of keys that nobody knows may be among them.
    case cosigned([NoteSignature])
    /// 409: the last checkpoint that the witness cosigned has this size.
    case lastSize(Int)
    /// Another status: 422 where the proof did not convince it.
    case refused(status: Int)

    /// `nil` where the answer is none that a witness gives.
    public init?(status: Int, body: some Collection<UInt8>) {
        let text = String(decoding: body, as: UTF8.self)
        switch status {
        case 200:
            guard let signatures = NoteSignature.lines(text), !signatures.isEmpty else { return nil }
            self = .cosigned(signatures)
        case 409:
            let digits = text.hasSuffix("\n") ? String(text.dropLast()) : text
            guard let size = Int(digits), size >= 0, String(size) == digits else { return nil }
            self = .lastSize(size)
        case 400..<500: self = .refused(status: status)
        default: return nil
        }
    }
}
