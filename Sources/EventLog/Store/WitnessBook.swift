package import Kernel
package import TransparencyLog
import Vault

/// 见证簿 — what a witness remembers: of each log the last checkpoint that it signed, on disk before the signature is handed out.
///
/// An actor without a pause inside: no second request comes between the judgement and the entry in the book.
package actor WitnessBook {
    private let path: String
    private let disk: any LogDisk
    private let witness: Witness
    private let signer: NoteSigner
    private let time: any TimeSource
    private var last: [String: SignedCheckpoint] = [:]

    /// - Parameters:
    ///   - path: the folder of the witness; made where it does not exist.
    ///   - logs: the keys of the logs that are watched.
    /// - Throws: `LogFault` where what is remembered of a log is damaged: a witness that begins anew would sign anything.
    package init(
        path: String, signer: NoteSigner, logs: [NoteKey], time: any TimeSource, disk: any LogDisk = MachineDisk()
    ) throws {
        self.path = path
        self.disk = disk
        self.signer = signer
        self.time = time
        witness = Witness(logs: logs.map { LogTrust(origin: $0.name, logs: [LogIdentity.verifier($0)]) })
        try disk.settle(folder: path)
        for key in logs {
            last[key.name] = try Self.remembered(disk.read("\(path)/\(Self.fileName(key.name))"), of: key, signer.key)
        }
    }

    /// Puts a signature with the time under a checkpoint that continues the last one.
    /// - Throws: `WitnessRefusal`, or `LogFault` where the book could not be written; then nothing was signed.
    package func cosign(_ request: WitnessRequest) throws -> NoteSignature {
        let checkpoint = try witness.checkpoint(of: request)
        try witness.judge(
            request, of: checkpoint, after: last[checkpoint.origin]?.checkpoint, hasher: SHA256TreeHasher())
        let signature = try signer.signature(of: checkpoint.text, at: time.now())
        var note = request.note
        note.add(signature)
        try write(note, of: checkpoint.origin)
        last[checkpoint.origin] = SignedCheckpoint(checkpoint: checkpoint, note: note)
        return signature
    }

    /// The last checkpoint of a log that was signed, with the signatures of the log and of this witness.
    /// - Parameter file: the SHA-256 of the log's name, in hexadecimal digits.
    package func note(file: String) -> SignedNote? { last.first { Self.digits($0.key) == file }?.value.note }

    /// How many entries of a log were signed for.
    package func size(of origin: String) -> Int { last[origin]?.checkpoint.head.size ?? 0 }

    private func write(_ note: SignedNote, of origin: String) throws(LogFault) {
        let target = "\(path)/\(Self.fileName(origin))"
        try disk.write(note.bytes, to: target + ".new")
        try disk.rename(target + ".new", to: target)
        try disk.sync(folder: path)
    }

    private static func remembered(_ bytes: [UInt8]?, of log: NoteKey, _ own: NoteKey) throws -> SignedCheckpoint? {
        guard let bytes else { return nil }
        guard let note = try? SignedNote(parsing: bytes), let checkpoint = Checkpoint(text: note.text),
            checkpoint.origin == log.name, let line = note.signature(of: own),
            (try? SignedNote(text: note.text, signatures: [line]).verified(by: [LogIdentity.verifier(own)])) != nil
        else { throw LogFault.file(fileName(log.name)) }
        return SignedCheckpoint(checkpoint: checkpoint, note: note)
    }

    package static func digits(_ origin: String) -> String { Hex.text(Digest.sha256(Array(origin.utf8))) }
    private static func fileName(_ origin: String) -> String { digits(origin) + ".checkpoint" }
}
