import ArgumentParser
import EventLog
import Kernel
import TransparencyLog

/// `huimin log verify-case`: checks the full proof of a case with nothing but public keys.
struct VerifyCaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-case", abstract: "Check that the full proof of a case leaves nothing out.",
        discussion: """
            The file is what the page of a case hands out. Each event must follow the one before, and the last must stand in the \
            public log. Exit 1 where it does not convince.
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(help: "The log's public key, as /log/key gives it.")
    var key: String

    @Option(help: "A file or address with the quorum and the keys of the witnesses, as /log/witnesses gives them.")
    var witnesses: String?

    func run() async throws {
        guard let noteKey = NoteKey(verifierKey: key, hasher: SHA256TreeHasher()) else {
            throw ValidationError("--key 要写账本的公钥，抄 /log/key 给的那一行 (--key takes a verifier key: name+id+key)")
        }
        var list: WitnessKeys?
        if let witnesses { list = try await WitnessKeys(reading: witnesses) }
        let trust = LogTrust(
            origin: noteKey.name, logs: [LogIdentity.verifier(noteKey)],
            witnesses: (list?.keys ?? []).map { LogIdentity.verifier($0) }, witnessesMin: list?.quorum ?? 0)
        do {
            guard let json = try? JSON.parse(try Files.text(file)) else { throw StreamProof.Fault.malformed }
            let proven = try StreamProof(json).verify(trust)
            Terminal.say("证明成立，一笔不少 (nothing is left out): \(proven.events.count) 个事件 (events)")
            for (kind, recorded) in proven.events { Terminal.say("  \(recorded.iso8601)  \(kind.rawValue)") }
            Terminal.say(
                "账本第 \(proven.index) 笔，签字 (log index, signed by): " + proven.signers.map(\.name).joined(separator: "、"))
        } catch let fault as StreamProof.Fault {
            Terminal.complain(fault.sentence)
            throw ExitCode(1)
        }
    }
}

extension StreamProof.Fault {
    fileprivate var sentence: String {
        switch self {
        case .malformed: "这不是一份完整证明 (not a full proof of a case)"
        case .chain(let sequence): "第 \(sequence) 个事件和前面接不上：少了、多了或者改了 (an event was left out, added or changed)"
        case .proof(.tooFewWitnesses): "签字的见证人不够 (too few witnesses have signed)"
        case .proof: "最后一个事件不在签过的账本里 (the last event does not stand in the signed log)"
        }
    }
}
