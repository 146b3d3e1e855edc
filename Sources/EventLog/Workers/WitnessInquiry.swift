import Kernel
package import TransparencyLog

/// Asks one witness to cosign a checkpoint, and says plainly what came of it.
struct WitnessInquiry: Sendable {
    /// Each answer may name another size to prove from; a witness that goes on naming others is not waited for.
    private static let triesMax = 3

    let directory: TileDirectory

    /// - Parameter knownSize: what the witness cosigned last, as far as we know.
    func ask(
        _ contact: LogWitness.Contact, about signed: SignedCheckpoint, knownSize: Int
    ) async -> WitnessStatement {
        let head = signed.checkpoint.head
        var oldSize = min(knownSize, head.size)
        for _ in 0..<Self.triesMax {
            guard let request = try? request(signed, from: oldSize),
                let answer = try? await contact.connection.answer(request)
            else { return .silent }
            switch answer {
            case .cosigned(let signatures): return Self.cosigned(signatures, by: contact.key, signed)
            case .lastSize(let size) where size > head.size: return .ahead(size: size)
            // It has a checkpoint of this very size, and does not sign ours.
            case .lastSize(let size) where size == oldSize: return size == head.size ? .forked : .refused(status: 409)
            case .lastSize(let size): oldSize = size
            case .refused(let status): return status == 422 ? .forked : .refused(status: status)
            }
        }
        return .refused(status: 409)
    }

    private func request(_ signed: SignedCheckpoint, from oldSize: Int) throws -> WitnessRequest {
        let size = signed.checkpoint.head.size
        let reader = TileReader(hasher: SHA256TreeHasher(), size: size) { [directory] in directory.tile($0) }
        let proof = oldSize == size ? [] : try reader.consistencyProof(from: oldSize)
        return WitnessRequest(oldSize: oldSize, proof: proof, note: signed.note)
    }

    private static func cosigned(
        _ signatures: [NoteSignature], by key: NoteKey, _ signed: SignedCheckpoint
    ) -> WitnessStatement {
        guard let note = try? SignedNote(text: signed.note.text, signatures: signatures),
            let verified = try? note.verified(by: [LogIdentity.verifier(key)]).first
        else { return .refused(status: 200) }
        return .cosigned(verified)
    }
}

/// A checkpoint and the note that holds it.
package struct SignedCheckpoint: Sendable, Equatable {
    package let checkpoint: Checkpoint
    package let note: SignedNote

    init(checkpoint: Checkpoint, note: SignedNote) {
        self.checkpoint = checkpoint
        self.note = note
    }

    /// Reads what was kept; `nil` where the note holds no checkpoint. Whose signatures stand under it is not looked at.
    package init?(kept note: SignedNote) {
        guard let checkpoint = Checkpoint(text: note.text) else { return nil }
        self.init(checkpoint: checkpoint, note: note)
    }
}

/// What a witness said about a checkpoint of ours.
package enum WitnessStatement: Sendable, Equatable {
    case cosigned(VerifiedSignature)
    /// It did not answer.
    case silent
    /// It does not sign for a reason that says nothing about our history: it does not know the log, or its answer is no good.
    case refused(status: Int)
    /// It cosigned a larger tree than ours: our database and files were restored from an old backup.
    case ahead(size: Int)
    /// It cosigned another history.
    case forked

    /// Whether somebody must look at once.
    package var isAlarm: Bool {
        switch self {
        case .ahead, .forked: true
        case .cosigned, .silent, .refused: false
        }
    }
}
