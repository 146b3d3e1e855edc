/// Random numbers that are the same on every machine for the same seed (xoshiro256**, seeded by SplitMix64). The
/// standard library's `Int.random(in:using:)` may change its way of drawing between versions, so draws are made here.
struct SeededRandom {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// A stream of its own for each purpose, so that a new column does not shift the values of another.
    init(seed: UInt64, stream: StaticString, index: Int = 0) {
        var mixer = SplitMix64(
            state: seed ^ Self.hash(stream) &+ UInt64(bitPattern: Int64(index)) &* 0xD6E8_FEB8_6659_FD93)
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    mutating func next() -> UInt64 {
        let result = Self.rotate(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotate(state.3, by: 45)
        return result
    }

    /// 0 ..< bound, by the high half of a product (the bias of 2⁻⁴⁰ does not matter for a sample).
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    mutating func happens(permille: Int) -> Bool { below(1000) < permille }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Prefers the front of the list, as surnames do: the smaller of two draws.
    mutating func pickFromFront<Element>(_ elements: [Element]) -> Element {
        elements[min(below(elements.count), below(elements.count))]
    }

    /// An index drawn by weight.
    mutating func index(byWeight weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if rest < weight { return index }
            rest -= weight
        }
        return weights.count - 1
    }

    private static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

    /// FNV-1a of the stream's name.
    private static func hash(_ name: StaticString) -> UInt64 {
        name.withUTF8Buffer { bytes in
            bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
    }
}

struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
