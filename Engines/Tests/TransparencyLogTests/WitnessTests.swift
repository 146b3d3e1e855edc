import Kernel
import Testing
import TransparencyLog

@Suite struct WitnessTests {
    private let hasher = SHA256()
    private let instant = Instant(milliseconds: 1_795_276_800_000)
    private static let origin = "log.huimin.example/2026"
    private let log: SampleLog<SHA256>
    private let witness = Witness(logs: [LogTrust(origin: origin, logs: [ToyKeys.verifier(ToyKeys.key(origin))])])

    init() { log = SampleLog(hasher: hasher, entries: (0..<30).map { Array("entry \($0)".utf8) }) }

    private func checkpoint(_ head: TreeHead) throws -> Checkpoint {
        try #require(Checkpoint(origin: Self.origin, head: head))
    }

    private func request(
        _ head: TreeHead, from oldSize: Int, proof: [TreeHash]? = nil, origin: String = origin, signer: String = origin
    ) throws -> WitnessRequest {
        let text = try #require(Checkpoint(origin: origin, head: head)).text
        let signature = try ToyKeys.signer(ToyKeys.key(signer)).signature(of: text, at: instant)
        let needed = oldSize > head.size ? [] : try log.reader(size: head.size).consistencyProof(from: oldSize)
        return WitnessRequest(
            oldSize: oldSize, proof: proof ?? needed, note: try SignedNote(text: text, signatures: [signature]))
    }

    private func judge(_ request: WitnessRequest, after last: TreeHead?) throws {
        let sent = try WitnessRequest(parsing: Array(request.formatted.utf8))
        #expect(sent == request)
        let checkpoint = try witness.checkpoint(of: sent)
        try witness.judge(sent, of: checkpoint, after: try last.map(self.checkpoint), hasher: hasher)
    }

    @Test("a log that grows is followed from every size to every larger one")
    func growth() throws {
        for new in 0...30 {
            try judge(request(log.head(size: new), from: 0), after: nil)
            for old in 0...new { try judge(request(log.head(size: new), from: old), after: log.head(size: old)) }
        }
    }

    @Test("each refusal has its status")
    func refusals() throws {
        let (at17, at30) = (log.head(size: 17), log.head(size: 30))
        func refusal(_ request: WitnessRequest, after last: TreeHead?) -> WitnessRefusal? {
            do { try judge(request, after: last) } catch { return error as? WitnessRefusal }
            return nil
        }
        let fork = TreeHead(size: 17, root: hasher.emptyRoot)
        let cases: [(WitnessRefusal, Int, WitnessRequest, TreeHead?)] = [
            (.unknownLog, 404, try request(at30, from: 0, origin: "other"), nil),
            (.notSigned, 403, try request(at30, from: 0, signer: "stranger"), nil),
            (.malformed, 400, try request(at17, from: 30), at30),
            (.otherSize(last: 17), 409, try request(at30, from: 0), at17),
            (.otherSize(last: 30), 409, try request(at17, from: 17), at30),
            (.otherSize(last: 0), 409, try request(at30, from: 17), nil),
            (.otherRoot(size: 17), 409, try request(fork, from: 17, proof: []), at17),
            (.notConsistent(.rootMismatch), 422, try request(at30, from: 17), fork),
            (.notConsistent(.wrongLength), 422, try request(at30, from: 17, proof: []), at17),
            (.notConsistent(.wrongLength), 422, try request(at30, from: 0, proof: [at17.root]), nil),
            (.notConsistent(.wrongLength), 422, try request(at17, from: 17, proof: [at17.root]), at17),
        ]
        for (expected, status, request, last) in cases {
            #expect(refusal(request, after: last) == expected)
            #expect(expected.status == status)
        }
    }

    @Test("requests are written in one way only")
    func malformed() throws {
        let sound = try request(log.head(size: 30), from: 17).formatted
        #expect(throws: Never.self) { try WitnessRequest(parsing: Array(sound.utf8)) }
        let lines = sound.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let tooLong = [lines[0]] + Array(repeating: lines[1], count: 64)
        let damaged: [[String]] = [
            [], ["old 017"] + lines.dropFirst(), ["old  17"] + lines.dropFirst(), ["old -1"] + lines.dropFirst(),
            ["old +17"] + lines.dropFirst(), Array(lines.dropFirst()), [lines[0], "AAAA"] + lines.dropFirst(2),
            [lines[0] + "\r"] + lines.dropFirst(), tooLong + lines.dropFirst(lines.firstIndex(of: "") ?? 0),
            Array(lines.prefix { !$0.isEmpty }) + ["", ""],
        ]
        for lines in damaged {
            #expect(throws: WitnessRefusal.malformed) {
                try WitnessRequest(parsing: Array(lines.joined(separator: "\n").utf8))
            }
        }
    }

    @Test("answers are read as witnesses give them")
    func answers() throws {
        let key = ToyKeys.key("w.example", .cosignature)
        let signature = try ToyKeys.signer(key).signature(of: "a\n", at: instant)
        let line = signature.line + "\n"
        #expect(WitnessAnswer(status: 200, body: (line + line).utf8) == .cosigned([signature, signature]))
        #expect(WitnessAnswer(status: 409, body: "17\n".utf8) == .lastSize(17))
        #expect(WitnessAnswer(status: 422, body: "no".utf8) == .refused(status: 422))
        for (status, body) in [
            (200, ""), (200, "17\n"), (200, String(line.dropLast())), (409, "x"), (409, "-1\n"),
            (409, "017\n"), (500, ""), (302, ""),
        ] { #expect(WitnessAnswer(status: status, body: body.utf8) == nil, "\(status) \(body)") }
    }
}
