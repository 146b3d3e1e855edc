/// Which code points a place in a pattern admits.
indirect enum ScalarSet: Sendable {
    case scalar(Unicode.Scalar)
    case range(ClosedRange<UInt32>)
    case categories(UnicodeCategories)
    case union([ScalarSet])
    case inverse(ScalarSet)
    case difference(ScalarSet, ScalarSet)
    /// The set and all case variants of its members (flag `i`).
    case caseless(ScalarSet)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .scalar(let member): member == scalar
        case .range(let range): range.contains(scalar.value)
        case .categories(let categories): categories.contains(UnicodeCategories(scalar.properties.generalCategory))
        case .union(let sets): sets.contains { $0.contains(scalar) }
        case .inverse(let set): !set.contains(scalar)
        case .difference(let set, let other): set.contains(scalar) && !other.contains(scalar)
        case .caseless(let set): set.contains(scalar) || LetterCase.variants(of: scalar).contains(where: set.contains)
        }
    }

    static let newline = ScalarSet.scalar("\n")
    static let everything = ScalarSet.range(0...0x10FFFF)
    /// `\s`
    static let space = ScalarSet.union([.scalar(" "), .scalar("\t"), .scalar("\n"), .scalar("\r")])
    /// `\d`
    static let digit = ScalarSet.categories(.decimalDigit)
    /// `\w`: all but punctuation, separators and others.
    static let word = ScalarSet.inverse(.categories([.punctuation, .separator, .other]))
    /// `\i`: what begins an XML name.
    static let nameStart = ScalarSet.union(
        [
            0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
            0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
            0xFDF0...0xFFFD, 0x10000...0xEFFFF,
        ].map(ScalarSet.range))
    /// `\c`: what an XML name is made of.
    static let nameCharacter = ScalarSet.union(
        [nameStart]
            + [0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040].map(ScalarSet.range))
}

/// A set with its answers for ASCII ready as bits: what most texts and patterns are made of.
struct ScalarClass: Sendable {
    private let low: UInt64
    private let high: UInt64
    private let set: ScalarSet

    init(_ set: ScalarSet) {
        func bits(from start: UInt8) -> UInt64 {
            (0..<64).reduce(0) { bits, offset in
                set.contains(Unicode.Scalar(start + offset)) ? bits | 1 << UInt64(offset) : bits
            }
        }
        low = bits(from: 0)
        high = bits(from: 64)
        self.set = set
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 64 { return low >> UInt64(value) & 1 == 1 }
        if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
        return set.contains(scalar)
    }
}
