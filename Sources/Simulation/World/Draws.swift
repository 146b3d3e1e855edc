/// 抽签 — random draws that are the same on every machine for the same seed (SplitMix64).
struct Draws {
    private var state: UInt64

    /// A sequence of its own for each purpose, so that a new use does not shift the draws of another.
    init(seed: UInt64, _ purpose: String) { state = seed ^ Self.hash(purpose) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// 0 ..< bound
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    mutating func happens(permille: Int) -> Bool { below(1000) < permille }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A draw that depends on nothing but what it is about: the same however often and in whatever order it is asked.
    static func about(_ seed: UInt64, _ subject: String) -> Draws { Draws(seed: seed, subject) }

    /// A coin that falls the same whenever it is about the same.
    static func saysYes(_ seed: UInt64, _ subject: String) -> Bool {
        var draws = about(seed, subject)
        return draws.happens(permille: 600)
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        var mixed = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// FNV-1a, mixed: names that differ in one letter start far apart.
    private static func hash(_ name: String) -> UInt64 {
        mixed(name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }
}
