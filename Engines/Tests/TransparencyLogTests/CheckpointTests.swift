import Kernel
import Testing
import TransparencyLog

@Suite struct CheckpointTests {
    private let hasher = SHA256()
    private let instant = Instant(milliseconds: 1_795_276_800_000)
    private let origin = "log.huimin.example/2026"
    private let log: SampleLog<SHA256>

    init() { log = SampleLog(hasher: hasher, entries: (0..<30).map { Array("entry \($0)".utf8) }) }

    private func checkpoint(_ size: Int, origin: String? = nil) throws -> Checkpoint {
        try #require(Checkpoint(origin: origin ?? self.origin, head: log.head(size: size)))
    }

    @Test(
        "texts that are no checkpoint",
        arguments: [
            "", "a\n1\n", "a\n1\nAAAA\n", "\n1\nROOT\n", "a\n01\nROOT\n", "a\n+1\nROOT\n", "a\n-1\nROOT\n",
            "a\n1\nROOT", "a\n1\nROOT\n\n",
            "a\n1\nROOT\n\nx\n", "a\n1 \nROOT\n", "a\n99999999999999999999\nROOT\n", "a\n1\nROOT\r\n", "a\n\nROOT\n",
        ])
    func refused(template: String) {
        let root = Base64.text(SHA256().emptyRoot)
        #expect(
            Checkpoint(
                text: template.split(separator: "ROOT", omittingEmptySubsequences: false).joined(separator: root))
                == nil)
    }

    @Test("extension lines are kept")
    func extensions() throws {
        let head = log.head
        let checkpoint = try #require(Checkpoint(origin: "源 a", head: head, extensions: ["one", "two"]))
        #expect(Checkpoint(text: checkpoint.text) == checkpoint)
        #expect(Checkpoint(origin: "a\nb", head: head) == nil && Checkpoint(origin: "", head: head) == nil)
    }

    @Test("a log grows or stays, never anything else")
    func growth() throws {
        let reader = log.reader(size: 30)
        try checkpoint(30).checkContinues(nil, proof: [], hasher: hasher)
        try checkpoint(30).checkContinues(checkpoint(0), proof: [], hasher: hasher)
        try checkpoint(30).checkContinues(checkpoint(30), proof: [], hasher: hasher)
        try checkpoint(30).checkContinues(checkpoint(17), proof: reader.consistencyProof(from: 17), hasher: hasher)
        let smaller = try checkpoint(17)
        let (old, new) = (try checkpoint(30), try checkpoint(30))
        #expect(throws: CheckpointRefusal.smaller(thanSize: 30)) {
            try smaller.checkContinues(old, proof: [], hasher: hasher)
        }
        #expect(throws: CheckpointRefusal.notAnExtension(.wrongLength)) {
            try new.checkContinues(smaller, proof: [], hasher: hasher)
        }
        let other = try checkpoint(30, origin: "log.huimin.example/2027")
        #expect(throws: CheckpointRefusal.otherOrigin) { try other.checkContinues(old, proof: [], hasher: hasher) }
        let forged = try #require(Checkpoint(origin: origin, head: TreeHead(size: 30, root: hasher.emptyRoot)))
        #expect(throws: CheckpointRefusal.notAnExtension(.rootMismatch)) {
            try forged.checkContinues(old, proof: [], hasher: hasher)
        }
    }

    @Test("what does not continue is not signed")
    func refusesToSign() throws {
        let signer = ToyKeys.signer(ToyKeys.key(origin))
        let (old, new) = (try checkpoint(30), try checkpoint(29))
        #expect(throws: CheckpointRefusal.smaller(thanSize: 30)) {
            try new.signed(after: old, proof: [], hasher: hasher, by: [signer], at: instant)
        }
        let note = try old.signed(after: nil, proof: [], hasher: hasher, by: [signer], at: instant)
        #expect(Checkpoint(text: try SignedNote(parsing: note.bytes).text) == old)
    }

    @Test("a proof file convinces offline, and only of its own entry, log and witnesses")
    func logProof() throws {
        let (key, witness) = (ToyKeys.key(origin), ToyKeys.key("witness.example/w1", .cosignature))
        let signers = [key, witness].map(ToyKeys.signer)
        let note = try checkpoint(30).signed(after: nil, proof: [], hasher: hasher, by: signers, at: instant)
        let hashes = try log.reader(size: 30).inclusionProof(of: 11)
        let written = LogProof(index: 11, hashes: hashes, note: note, extra: [1, 2, 3])
        let proof = try LogProof(parsing: written.formatted.utf8)
        #expect(proof == written && proof.formatted.hasPrefix("c2sp.org/tlog-proof@v1\nextra AQID\nindex 11\n"))
        let trust = LogTrust(
            origin: origin, logs: [ToyKeys.verifier(key)], witnesses: [ToyKeys.verifier(witness)], witnessesMin: 1)
        let (checkpoint, signatures) = try proof.verify(leaf: log.leaves[11], trust: trust, hasher: hasher)
        #expect(checkpoint.head.size == 30 && signatures.count == 2)
        #expect(throws: LogProofError.notIncluded(.rootMismatch)) {
            try proof.verify(leaf: log.leaves[12], trust: trust, hasher: hasher)
        }
        let strict = LogTrust(
            origin: origin, logs: [ToyKeys.verifier(key)],
            witnesses: [ToyKeys.verifier(ToyKeys.key("w2", .cosignature))],
            witnessesMin: 1)
        #expect(throws: LogProofError.tooFewWitnesses(0)) {
            try proof.verify(leaf: log.leaves[11], trust: strict, hasher: hasher)
        }
        let onlyWitness = LogTrust(origin: origin, logs: [], witnesses: [ToyKeys.verifier(witness)])
        #expect(throws: LogProofError.note(.notSigned)) {
            try proof.verify(leaf: log.leaves[11], trust: onlyWitness, hasher: hasher)
        }
        let elsewhere = LogTrust(origin: "other", logs: [ToyKeys.verifier(key)])
        #expect(throws: LogProofError.otherOrigin) {
            try proof.verify(leaf: log.leaves[11], trust: elsewhere, hasher: hasher)
        }
    }

    @Test("a proof of one entry has no hashes; damaged files are refused")
    func damagedProofFiles() throws {
        let signer = ToyKeys.signer(ToyKeys.key(origin))
        let note = try checkpoint(1).signed(after: nil, proof: [], hasher: hasher, by: [signer], at: instant)
        let text = LogProof(index: 0, hashes: [], note: note).formatted
        #expect(try LogProof(parsing: text.utf8).hashes == [])
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let damaged: [[String]] = [
            ["x"] + lines.dropFirst(), [lines[0], "index 00"] + lines.dropFirst(2),
            [lines[0], "index -1"] + lines.dropFirst(2),
            [lines[0], "extra *"] + lines.dropFirst(1), [lines[0], lines[1], "AAAA"] + lines.dropFirst(2),
            [lines[0]] + lines.dropFirst(2), [],
        ]
        for lines in damaged {
            #expect(throws: LogProofError.malformed) { try LogProof(parsing: lines.joined(separator: "\n").utf8) }
        }
        #expect(throws: LogProofError.note(.malformed)) { try LogProof(parsing: text.utf8.dropLast()) }
    }
}
