import TransparencyLog

/// SHA-256 (FIPS 180-4), small and slow, for vectors.
struct SHA256: TreeHasher {
    func hash(_ bytes: [UInt8]) -> TreeHash {
        var message = bytes + [0x80]
        while message.count % 64 != 56 { message.append(0) }
        message += withUnsafeBytes(of: UInt64(bytes.count * 8).bigEndian) { Array($0) }
        var state: [UInt32] = [
            0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
        ]
        for start in stride(from: 0, to: message.count, by: 64) { compress(message[start..<start + 64], into: &state) }
        return state.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    private func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
            block[index..<index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (early, late) = (words[index - 15], words[index - 2])
            let small = early.rotated(7) ^ early.rotated(18) ^ early >> 3
            let large = late.rotated(17) ^ late.rotated(19) ^ late >> 10
            words.append(words[index - 16] &+ small &+ words[index - 7] &+ large)
        }
        var work = state
        for index in 0..<64 {
            let (a, e) = (work[0], work[4])
            let choice = e & work[5] ^ ~e & work[6]
            let majority = a & work[1] ^ a & work[2] ^ work[1] & work[2]
            let first =
                work[7] &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ choice &+ SHA256.round[index]
                &+ words[index]
            let second = (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ majority
            work = [first &+ second, a, work[1], work[2], work[3] &+ first, e, work[5], work[6]]
        }
        for index in 0..<8 { state[index] &+= work[index] }
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let round: [UInt32] = primes.map { prime in
        // The root of prime · 2^96, to 32 bits after the point, by Newton's way in whole numbers.
        var (low, high) = (UInt64(1) << 32, UInt64(8) << 32)
        while high - low > 1 {
            let middle = (low + high) / 2
            if isCubeAbove(middle, prime) { high = middle } else { low = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }

    private static let primes = (2...311).filter { candidate in !(2..<candidate).contains { candidate % $0 == 0 } }

    /// Whether root³ > prime · 2^96.
    private static func isCubeAbove(_ root: UInt64, _ prime: Int) -> Bool {
        let square = root.multipliedFullWidth(by: root)
        let low = square.low.multipliedFullWidth(by: root)
        let high = square.high * root + low.high
        return (high, low.low) > (UInt64(prime) << 32, 0)
    }
}

extension UInt32 {
    fileprivate func rotated(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}

/// A quick hash without any security, for tests of structure with many leaves.
struct QuickHasher: TreeHasher {
    func hash(_ bytes: [UInt8]) -> TreeHash {
        var state: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, UInt64(bytes.count))
        for byte in bytes {
            state.0 = (state.0 ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            state.1 = (state.1 &+ state.0) &* 0x94D0_49BB_1331_11EB ^ state.0 >> 29
        }
        let mixed = [state.0, state.1, state.0 ^ state.1 >> 7, state.0 &+ state.1]
        return mixed.flatMap { word in withUnsafeBytes(of: word) { Array($0) } }
    }
}

/// SplitMix64: the same seed gives the same numbers everywhere, so that a failure can be replayed.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A log as its definition has it, and its tiles as a dictionary.
struct SampleLog<Hasher: TreeHasher> {
    let hasher: Hasher
    var leaves: [TreeHash] = []
    var tiles: [TileAddress: [UInt8]] = [:]

    init(hasher: Hasher) { self.hasher = hasher }

    init(hasher: Hasher, entries: [[UInt8]]) {
        self.hasher = hasher
        var writer = TileWriter(hasher: hasher)
        leaves = entries.map { hasher.leaf($0) }
        for file in writer.append(leaves: leaves) { tiles[file.address] = file.bytes }
    }

    /// MTH of RFC 6962 §2.1, word by word.
    func root(_ range: Range<Int>) -> TreeHash {
        switch range.count {
        case 0: return hasher.emptyRoot
        case 1: return leaves[range.lowerBound]
        default:
            var split = 1
            while split * 2 < range.count { split *= 2 }
            let middle = range.lowerBound + split
            return hasher.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
        }
    }

    var head: TreeHead { head(size: leaves.count) }

    func head(size: Int) -> TreeHead { TreeHead(size: size, root: root(0..<size)) }

    func reader(size: Int) -> TileReader<Hasher> {
        let tiles = tiles
        return TileReader(hasher: hasher, size: size) { address in
            tiles[address] ?? tiles.first { $0.key.content == address.content && $0.key.index == address.index }?.value
        }
    }
}
