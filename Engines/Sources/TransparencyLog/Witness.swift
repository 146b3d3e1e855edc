/// 见证人 — somebody outside who remembers the last checkpoint of a log and puts a signature with the time under the next one,
/// if and only if that continues it (C2SP `tlog-witness`). Who has the signatures of two out of three witnesses knows that the
/// log shows everybody the same history.
///
/// The judgement is here; keeping the last checkpoint, and on disk before the cosignature is handed out, is the caller's.
public struct Witness: Sendable {
    private let logs: [String: LogTrust]

    /// - Parameter logs: the logs that are watched, by the keys that are known of them.
    public init(logs: [LogTrust]) {
        self.logs = logs.reduce(into: [:]) { $0[$1.origin] = $1 }
    }

    /// Whether a log of this name is watched.
    public func watches(_ origin: String) -> Bool { logs[origin] != nil }

    /// The checkpoint of a request, signed by a log that is watched.
    public func checkpoint(of request: WitnessRequest) throws(WitnessRefusal) -> Checkpoint {
        guard let checkpoint = Checkpoint(text: request.note.text) else { throw .malformed }
        guard let trust = logs[checkpoint.origin] else { throw .unknownLog }
        do { _ = try trust.verify(request.note) } catch { throw .notSigned }
        return checkpoint
    }

    /// Refuses unless the checkpoint continues the last one that was cosigned. After this the caller keeps the checkpoint, and
    /// then signs it; between the two no other request may come.
    /// - Parameter last: the last one of the same origin; `nil` where there was none.
    public func judge(
        _ request: WitnessRequest, of checkpoint: Checkpoint, after last: Checkpoint?, hasher: some TreeHasher
    ) throws(WitnessRefusal) {
        let known = last?.head ?? TreeHead(size: 0, root: hasher.emptyRoot)
        let head = checkpoint.head
        guard request.oldSize <= head.size else { throw .malformed }
        guard request.oldSize == known.size else { throw .otherSize(last: known.size) }
        guard head.size > known.size else {
            guard head.root == known.root else { throw .otherRoot(size: known.size) }
            guard request.proof.isEmpty else { throw .notConsistent(.wrongLength) }
            return
        }
        do throws(ProofError) {
            guard known.size > 0 else {
                guard request.proof.isEmpty else { throw .wrongLength }
                return
            }
            try hasher.verify(consistencyFrom: known, to: head, proof: request.proof)
        } catch { throw .notConsistent(error) }
    }
}
