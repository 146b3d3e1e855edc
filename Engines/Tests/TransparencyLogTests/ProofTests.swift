import Kernel
import Testing
import TransparencyLog

@Suite struct ProofTests {
    @Test("the test's SHA-256 is SHA-256 (FIPS 180-4), and the empty tree has its root")
    func sha256() {
        let hasher = SHA256()
        #expect(Hex.text(hasher.emptyRoot) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            Hex.text(hasher.hash(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(Hex.text(hasher.leaf([])) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    @Test("all inclusion, consistency and subtree proofs of all logs of up to 40 entries")
    func exhaustive() throws {
        let hasher = QuickHasher()
        let log = SampleLog(hasher: hasher, entries: (0..<40).map { [UInt8($0)] })
        let heads = (0...40).map { log.head(size: $0) }
        for size in 1...40 {
            let (head, reader) = (heads[size], log.reader(size: size))
            #expect(try reader.root() == head.root)
            for index in 0..<size {
                let proof = try reader.inclusionProof(of: index)
                try hasher.verify(inclusionOf: log.leaves[index], at: index, in: head, proof: proof)
                for other in 0..<size where other != index {
                    #expect(throws: ProofError.self) {
                        try hasher.verify(inclusionOf: log.leaves[index], at: other, in: head, proof: proof)
                    }
                }
            }
            for oldSize in 1...size {
                let proof = try reader.consistencyProof(from: oldSize)
                try hasher.verify(consistencyFrom: heads[oldSize], to: head, proof: proof)
                let wrong = TreeHead(size: oldSize, root: head.root)
                if oldSize < size {
                    #expect(throws: ProofError.self) {
                        try hasher.verify(consistencyFrom: wrong, to: head, proof: proof)
                    }
                }
            }
        }
    }

    @Test("an empty log proves nothing")
    func empty() throws {
        let hasher = SHA256()
        let head = TreeHead(size: 0, root: hasher.emptyRoot)
        #expect(throws: ProofError.outOfRange) { try hasher.verify(consistencyFrom: head, to: head, proof: []) }
        #expect(throws: ProofError.outOfRange) {
            try hasher.verify(inclusionOf: hasher.emptyRoot, at: 0, in: head, proof: [])
        }
        #expect(CompactTree(hasher: hasher).head == head)
        #expect(try TileReader(hasher: hasher, size: 0, fetch: { _ in nil }).root() == head.root)
    }

    @Test("a proof with any bit turned, a hash too many, too few or out of place is refused")
    func damagedProofs() throws {
        let hasher = QuickHasher()
        var generator = SeededGenerator(seed: 4_021_1)
        let whole = SampleLog(hasher: hasher, entries: (0..<700).map { [UInt8($0 & 255), UInt8($0 >> 8)] })
        let heads = [2, 3, 64, 255, 256, 257, 511, 699, 700].map { whole.head(size: $0) }
        for _ in 0..<1000 {
            let head = heads[Int.random(in: 0..<heads.count, using: &generator)]
            let index = Int.random(in: 0..<head.size, using: &generator)
            let proof = try whole.reader(size: head.size).inclusionProof(of: index)
            var damaged = proof
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                let place = Int.random(in: 0..<proof.count, using: &generator)
                damaged[place][Int.random(in: 0..<32, using: &generator)] ^=
                    1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: damaged.remove(at: Int.random(in: 0..<proof.count, using: &generator))
            case 2: damaged.insert(hasher.emptyRoot, at: Int.random(in: 0...proof.count, using: &generator))
            default: damaged.shuffle(using: &generator)
            }
            guard damaged != proof else { continue }
            #expect(throws: ProofError.self, "seed \(generator.seed), size \(head.size), index \(index)") {
                try hasher.verify(inclusionOf: whole.leaves[index], at: index, in: head, proof: damaged)
            }
        }
    }
}

@Suite struct TamperTests {
    /// What someone with access to the files might do to a log that was signed at `oldSize` entries.
    enum Tampering: CaseIterable {
        case edit, removal, insertion, reordering, truncation

        func apply(to entries: inout [[UInt8]], before oldSize: Int, _ generator: inout SeededGenerator) {
            let place = Int.random(in: 0..<oldSize, using: &generator)
            switch self {
            case .edit:
                entries[place][Int.random(in: 0..<8, using: &generator)] ^=
                    1 << UInt8.random(in: 0..<8, using: &generator)
            case .removal: entries.remove(at: place)
            case .insertion: entries.insert(entries[place].reversed(), at: place)
            case .reordering: entries.swapAt(place, Int.random(in: 0..<entries.count, using: &generator))
            case .truncation: entries.removeLast(entries.count - place)
            }
        }
    }

    @Test(
        "any edit, removal, insertion, reordering or truncation of signed entries is detected",
        arguments: Tampering.allCases)
    func detected(tampering: Tampering) throws {
        let hasher = QuickHasher()
        var generator = SeededGenerator(seed: 20_261_122)
        for round in 0..<80 {
            let size = Int.random(in: 2...200, using: &generator)
            let oldSize = Int.random(in: 1...size, using: &generator)
            let entries = (0..<size).map { _ in (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) } }
            var changed = entries
            tampering.apply(to: &changed, before: oldSize, &generator)
            if changed == entries { continue }
            let (honest, forged) = (
                SampleLog(hasher: hasher, entries: entries), SampleLog(hasher: hasher, entries: changed)
            )
            let signed = honest.head(size: oldSize)
            let head = forged.head
            #expect(head.root != honest.head.root, "seed \(generator.seed), round \(round)")
            let error = #expect(throws: (any Error).self, "seed \(generator.seed), round \(round)") {
                let proof = try forged.reader(size: forged.leaves.count).consistencyProof(from: oldSize)
                try hasher.verify(consistencyFrom: signed, to: head, proof: proof)
            }
            #expect(error is ProofError || head.size < oldSize, "seed \(generator.seed), round \(round)")
        }
    }
}
