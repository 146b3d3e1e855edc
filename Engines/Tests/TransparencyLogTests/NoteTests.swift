import Kernel
import Testing
import TransparencyLog

/// Keys whose "signature" is a hash over key and message: enough to test who is believed for what.
enum ToyKeys {
    static func key(_ name: String, _ algorithm: NoteAlgorithm = .ed25519) -> NoteKey {
        guard
            let key = NoteKey(
                name: name, algorithm: algorithm, publicKey: SHA256().hash(Array(name.utf8)), hasher: SHA256())
        else { preconditionFailure("a test key has an impossible name") }
        return key
    }

    static func signer(_ key: NoteKey) -> NoteSigner {
        NoteSigner(key: key) { SHA256().hash(key.publicKey + $0) }
    }

    static func verifier(_ key: NoteKey) -> NoteVerifier {
        NoteVerifier(key: key) { signature, message, publicKey in signature == SHA256().hash(publicKey + message) }
    }
}

@Suite struct NoteTests {
    private let instant = Instant(milliseconds: 1_795_276_800_999)

    /// From the documentation of golang.org/x/mod/sumdb/note.
    private let published = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test("a published note and its key")
    func publishedNote() throws {
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let key = try #require(NoteKey(verifierKey: text, hasher: SHA256()))
        #expect(key.id == 0xC74F_20A3 && key.verifierKey == text)
        let note = try SignedNote(parsing: published.utf8)
        #expect(note.formatted == published)
        #expect(note.text.hasSuffix("your problem is.\n"))
        #expect(note.signatures.map(\.keyID) == [key.id] && note.signatures[0].bytes.count == 64)
        let seen = try note.verified(by: [
            NoteVerifier(key: key) { $0.count == 64 && $1 == Array(note.text.utf8) && $2.count == 32 }
        ])
        #expect(seen.map(\.key) == [key] && seen[0].seconds == nil)
    }

    @Test(
        "a published key that is damaged",
        arguments: [
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "PeterNeumann+c74f20a3",
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "+c74f20a3+AQ==", "a b+00000000+AQ==",
            "",
            "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ])
    func damagedKey(text: String) { #expect(NoteKey(verifierKey: text, hasher: SHA256()) == nil) }

    @Test("the cosigned checkpoint of the specification is read")
    func cosignedExample() throws {
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/\
            Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJs\
            X3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

            """
        let note = try SignedNote(parsing: text.utf8)
        let checkpoint = try #require(Checkpoint(text: note.text))
        #expect(checkpoint.origin == "example.com/behind-the-sofa" && checkpoint.head.size == 20_852_163)
        #expect(note.formatted == text && checkpoint.text == note.text)
        #expect(Cosignature(note.signatures[1])?.seconds == 1_679_315_147)
    }

    @Test(
        "what is no note",
        arguments: [
            "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n— a AAAAAAA=", "text\n\n- a AAAAAAA=\n",
            "text\n\n—a AAAAAAA=\n",
            "text\n\n— a AAAAAA==\n", "text\n\n—  AAAAAAA=\n", "text\n\n— a+b AAAAAAA=\n",
            "text\n\n— a\u{a0}b AAAAAAA=\n",
            "text\n\n— a b AAAAAAA=\n", "te\txt\n\n— a AAAAAAA=\n", "text\r\n\r\n— a AAAAAAA=\r\n",
            "text\n\n— a AAAA AAA=\n",
            "text\n\n— a AAAAAAA=\n\n", "text\n\n— a AAAAAAA=\nx\n", "text\n\n— a AAAAAAB=\n",
        ])
    func malformed(text: String) {
        #expect(throws: NoteError.malformed) { try SignedNote(parsing: text.utf8) }
    }

    @Test("limits: 100 signatures, one mebibyte, UTF-8")
    func limits() throws {
        let line = "— a AAAAAAA=\n"
        #expect(
            try SignedNote(parsing: ("text\n\n" + String(repeating: line, count: 100)).utf8).signatures.count == 100)
        #expect(throws: NoteError.malformed) {
            try SignedNote(parsing: ("text\n\n" + String(repeating: line, count: 101)).utf8)
        }
        let huge = String(repeating: "x", count: 1 << 20) + "\n\n" + line
        #expect(throws: NoteError.malformed) { try SignedNote(parsing: huge.utf8) }
        #expect(throws: NoteError.malformed) { try SignedNote(parsing: [0xFF, 0x0A, 0x0A] + Array(line.utf8)) }
    }

    @Test("known keys decide, unknown ones are passed over")
    func trust() throws {
        let (log, witness, stranger) = (ToyKeys.key("log"), ToyKeys.key("w", .cosignature), ToyKeys.key("stranger"))
        let text = "line\n\nline\n"
        let signatures = try [log, witness, stranger].map {
            try ToyKeys.signer($0).signature(of: text, at: instant)
        }
        let note = try SignedNote(parsing: SignedNote(text: text, signatures: signatures).bytes)
        let verified = try note.verified(by: [log, witness].map(ToyKeys.verifier))
        #expect(verified.map(\.key) == [log, witness])
        #expect(verified.map(\.seconds) == [nil, 1_795_276_800])
        #expect(throws: NoteError.notSigned) { try note.verified(by: [ToyKeys.verifier(ToyKeys.key("other"))]) }
        let otherText = try SignedNote(text: "line\n\nlime\n", signatures: signatures)
        #expect(throws: NoteError.wrongSignature(name: "log")) { try otherText.verified(by: [ToyKeys.verifier(log)]) }
        var later = note
        later.add(try ToyKeys.signer(witness).signature(of: text, at: instant.adding(seconds: 60)))
        #expect(later.signatures.count == 3)
        #expect(try later.verified(by: [ToyKeys.verifier(witness)])[0].seconds == 1_795_276_860)
    }

    @Test("a cosignature is not a signature, and its time is signed")
    func domainSeparation() throws {
        let witness = ToyKeys.key("w", .cosignature)
        let signature = try ToyKeys.signer(witness).signature(of: "text\n", at: instant)
        var bytes = Array(try SignedNote(text: "text\n", signatures: [signature]).formatted.utf8)
        #expect(try SignedNote(parsing: bytes).verified(by: [ToyKeys.verifier(witness)]).count == 1)
        let other = try ToyKeys.signer(witness).signature(of: "text\n", at: instant.adding(seconds: 1))
        #expect(signature.bytes.dropFirst(8) != other.bytes.dropFirst(8))
        bytes.removeLast()
        #expect(throws: NoteError.malformed) { try SignedNote(parsing: bytes) }
    }
}
