public import Kernel

/// What a log signs about itself: which log it is, how many entries it has and the root over them (C2SP
/// `tlog-checkpoint`).
public struct Checkpoint: Hashable, Sendable {
    /// The one name of this log, e.g. `log.huimin.example/2026`. A log that begins anew takes another.
    public let origin: String
    public let head: TreeHead
    /// Further lines, of which witnesses know nothing.
    public let extensions: [String]

    /// `nil` where a line would be empty or broken in two, the size negative or the root not 32 bytes.
    public init?(origin: String, head: TreeHead, extensions: [String] = []) {
        let isLine = { (text: String) in !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 } }
        guard ([origin] + extensions).allSatisfy(isLine), head.size >= 0, head.root.count == treeHashByteCount else {
            return nil
        }
        self.origin = origin
        self.head = head
        self.extensions = extensions
    }

    /// Reads the text of a note. `nil` where it is written in any other way than `text` writes it.
    public init?(text: String) {
        let lines = text.unicodeScalars.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }
        guard lines.count >= 3, let size = Int(lines[1]), let root = Base64.bytes(lines[2]) else { return nil }
        self.init(
            origin: lines[0], head: TreeHead(size: size, root: root), extensions: Array(lines.dropFirst(3)))
        guard self.text == text else { return nil }
    }

    /// The text that is signed; ends with a line break.
    public var text: String {
        ([origin, String(head.size), Base64.text(head.root)] + extensions).map { $0 + "\n" }.joined()
    }
}

/// Why a log must not sign a checkpoint, and a witness not cosign it.
public enum CheckpointRefusal: Error, Hashable, Sendable {
    /// It speaks of another log.
    case otherOrigin
    /// Entries would vanish: the log had `size` before. A restored database is the usual cause.
    case smaller(thanSize: Int)
    /// It cannot be shown to continue what was signed before.
    case notAnExtension(ProofError)
}

extension Checkpoint {
    /// Refuses unless this checkpoint continues the last one signed or seen. Where there is none yet, the first is
    /// taken as it is; a log without entries is continued by every other, since it promised nothing.
    /// - Parameter proof: of consistency from the previous size; empty where the previous size is 0 or the same.
    public func checkContinues(
        _ previous: Checkpoint?, proof: [TreeHash], hasher: some TreeHasher
    ) throws(CheckpointRefusal) {
        guard let previous else { return }
        guard origin == previous.origin else { throw .otherOrigin }
        guard head.size >= previous.head.size else { throw .smaller(thanSize: previous.head.size) }
        do throws(ProofError) {
            if previous.head.size > 0 {
                try hasher.verify(consistencyFrom: previous.head, to: head, proof: proof)
            } else if head.size == 0, head != previous.head {
                throw .rootMismatch
            }
        } catch {
            throw .notAnExtension(error)
        }
    }

    /// Signs this checkpoint, if it continues the last one: the only way in which a log should make signatures.
    public func signed(
        after previous: Checkpoint?, proof: [TreeHash], hasher: some TreeHasher, by signers: [NoteSigner],
        at instant: Instant
    ) throws -> SignedNote {
        try checkContinues(previous, proof: proof, hasher: hasher)
        let text = text
        return try SignedNote(text: text, signatures: signers.map { try $0.signature(of: text, at: instant) })
    }
}
