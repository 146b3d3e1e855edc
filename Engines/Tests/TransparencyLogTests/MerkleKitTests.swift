import Foundation
import Kernel
import Testing
import TransparencyLog

/// The proofs of transparency-dev/merkle, valid and broken ones, as JSON lines: below `HUIMIN_KITS` or `../shared`.
@Suite struct MerkleKitTests {
    private static let lines: [JSON] = {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let kits = ProcessInfo.processInfo.environment["HUIMIN_KITS"].map { URL(filePath: $0) }
        let file = (kits ?? repository.appending(path: "../shared").standardized)
            .appending(path: "data/crypto-vectors/merkle/rfc6962_proofs.jsonl")
        guard let text = try? Data(contentsOf: file) else { return [] }
        return text.split(separator: 0x0A).compactMap { try? JSON.parse($0) }
    }()

    @Test(
        "every proof of the kit is judged as its makers say", .enabled(if: !lines.isEmpty, "skipped: kit not present"))
    func judgement() throws {
        var counts = [String: Int]()
        for line in MerkleKitTests.lines {
            let path = try #require(line["path"]?.string)
            let kind = String(path.prefix { $0 != "/" })
            #expect(try isAccepted(line, kind) == (line["wantErr"] == false), "\(path): \(line["desc"]?.string ?? "")")
            counts[kind, default: 0] += 1
        }
        #expect(counts.values.reduce(0, +) == MerkleKitTests.lines.count && counts.count == 4, "\(counts)")
    }

    private func isAccepted(_ line: JSON, _ kind: String) throws -> Bool {
        let hasher = SHA256()
        let proof = try (line["proof"]?.array ?? []).map { try #require($0.string.flatMap { Base64.bytes($0) }) }
        func hash(_ name: String) throws -> TreeHash { try #require(line[name]?.string.flatMap { Base64.bytes($0) }) }
        // Some positions are 2^64 - 1, which no log of ours can reach: -1 is as far outside.
        func number(_ name: String) throws -> Int { try #require(line[name]).int ?? -1 }
        func passes(_ check: () throws(ProofError) -> Void) -> Bool {
            do { try check() } catch { return false }
            return true
        }
        switch kind {
        case "inclusion":
            let head = TreeHead(size: try number("treeSize"), root: try hash("root"))
            let (leaf, index) = (try hash("leafHash"), try number("leafIdx"))
            return passes { () throws(ProofError) in
                try hasher.verify(inclusionOf: leaf, at: index, in: head, proof: proof)
            }
        case "consistency":
            let old = TreeHead(size: try number("size1"), root: try hash("root1"))
            let new = TreeHead(size: try number("size2"), root: try hash("root2"))
            return passes { () throws(ProofError) in
                try hasher.verify(consistencyFrom: old, to: new, proof: proof)
            }
        case "subtreeinclusion":
            let (start, end) = (try number("start"), try number("end"))
            let head = TreeHead(size: end - start, root: try hash("root"))
            let (leaf, index) = (try hash("leafHash"), try number("leafIdx") - start)
            return passes { () throws(ProofError) in
                try hasher.verify(inclusionOf: leaf, at: index, in: head, proof: proof)
            }
        default:
            let (start, end) = (try number("start"), try number("end"))
            let (old, head) = (try hash("root1"), TreeHead(size: try number("size"), root: try hash("root2")))
            guard start <= end else { return false }
            return passes { () throws(ProofError) in
                try hasher.verify(subtree: start..<end, hash: old, in: head, proof: proof)
            }
        }
    }
}
