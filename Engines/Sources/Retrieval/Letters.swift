/// One letter after folding: a UTF-16 code unit of the basic plane, or `Letter.gap` where the text breaks.
typealias Letter = UInt16

extension Letter {
    /// What stands for punctuation, blanks and letters outside the basic plane: nothing is matched across it.
    static let gap: Letter = 0
}

/// A text as the search sees it: simplified, half-width, lower-case, numerals as digits, particles left out.
/// Titles, lexicon and questions go through the same folding, so that writing habits do not matter.
struct FoldedText: Sendable {
    private(set) var letters: [Letter] = []
    /// For every letter the offset of its Unicode scalar in the original, to point back at the words of a title.
    private(set) var origins: [Int32] = []

    init(_ text: String) {
        let source = text.unicodeScalars.map { FoldedText.simple($0) }
        letters.reserveCapacity(source.count)
        origins.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            if let numeral = ChineseNumeral(in: source, at: position) {
                for digit in numeral.digits { append(digit, from: position) }
                position += numeral.length
                continue
            }
            let skipped = Particle.length(in: source, at: position)
            if skipped == 0 { append(source[position], from: position) }
            position += max(1, skipped)
        }
    }

    private mutating func append(_ letter: Letter, from position: Int) {
        if letter == .gap, letters.last == .gap || letters.isEmpty { return }
        letters.append(letter)
        origins.append(Int32(position))
    }

    /// Half-width, lower-case, simplified; `.gap` for all that is neither a letter nor a digit.
    private static func simple(_ scalar: Unicode.Scalar) -> Letter {
        guard scalar.value <= 0xFFFF else { return .gap }
        var letter = Letter(scalar.value)
        if (0xFF01...0xFF5E).contains(letter) { letter -= 0xFEE0 }
        switch letter {
        case 0x41...0x5A: return letter + 0x20
        case 0x30...0x39, 0x61...0x7A: return letter
        case 0x3007: return 0x96F6
        case 0x3400...0x9FFF: return TraditionalForms.simplified[letter] ?? letter
        default: return .gap
        }
    }
}

/// 助词、量词、儿化 — what people put between words without meaning: 开个店 = 开店, 哪儿 = 哪, 查一下 = 查.
private enum Particle {
    private static let structural: Letter = 0x7684  // 的
    private static let classifier: Letter = 0x4E2A  // 个
    private static let rhotic: Letter = 0x513F  // 儿
    private static let one: Letter = 0x4E00  // 一
    private static let down: Letter = 0x4E0B  // 下
    private static let wordsAfterStructural = Set("士".utf16)
    private static let wordsBeforeStructural = Set("目标打".utf16)
    private static let wordsAfterClassifier = Set("体人税独私案".utf16)
    private static let rhoticBefore = Set("哪这那点事活馆店会证本摊门块头孩娃味今明".utf16)
    private static let rhoticAfter = Set("童科女媳园孙".utf16)
    private static let wordsAfterDown = Set("岗乡放载".utf16)

    /// How many letters at `position` can be left out.
    static func length(in source: [Letter], at position: Int) -> Int {
        let before = position > 0 ? source[position - 1] : .gap
        let after = position + 1 < source.count ? source[position + 1] : .gap
        switch source[position] {
        case structural: return wordsAfterStructural.contains(after) || wordsBeforeStructural.contains(before) ? 0 : 1
        case classifier: return wordsAfterClassifier.contains(after) ? 0 : 1
        case rhotic: return rhoticBefore.contains(before) && !rhoticAfter.contains(after) ? 1 : 0
        case one where after == down:
            let next = position + 2 < source.count ? source[position + 2] : .gap
            return wordsAfterDown.contains(next) || before == .gap ? 0 : 2
        default: return 0
        }
    }
}

/// 数词 — a numeral in Chinese characters below one thousand, from ten on: 八十 → 80, 一百零五 → 105.
/// Single digits stay as they are: 第二类, 三轮车, 五保户 are words, not quantities.
private struct ChineseNumeral {
    let digits: [Letter]
    let length: Int

    private static let ones: [Letter: Int] = Dictionary(
        uniqueKeysWithValues: zip("一二三四五六七八九两".utf16, [1, 2, 3, 4, 5, 6, 7, 8, 9, 2]))
    private static let ten: Letter = 0x5341  // 十
    private static let hundred: Letter = 0x767E  // 百
    private static let zero: Letter = 0x96F6  // 零
    private static let age = Set("岁".utf16)

    init?(in source: [Letter], at position: Int) {
        var value = 0
        var pending = 0
        var end = position
        var units = 0
        scan: while end < source.count {
            switch source[end] {
            case Self.ten:
                value += (pending == 0 ? 1 : pending) * 10
                pending = 0
                units += 1
            case Self.hundred where value == 0:
                value += (pending == 0 ? 1 : pending) * 100
                pending = 0
                units += 1
            case Self.zero where units > 0: break
            case let letter:
                guard let digit = Self.ones[letter], pending == 0 else { break scan }
                pending = digit
            }
            end += 1
        }
        let isAge = end < source.count && Self.age.contains(source[end])
        guard units > 0, end - position > 1 || isAge else { return nil }
        digits = Array(String(value + pending).utf16)
        length = end - position
    }
}
