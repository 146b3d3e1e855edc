/// A title or alias as the ranking sees it.
struct TitleFace: Sendable {
    let original: String
    let folded: FoldedText
    /// Narrowing words in it: where, and what share of the score each costs.
    let narrowing: [(span: Range<Int>, cost: Double)]
    /// What each letter weighs when we ask how much of the title the question covers; set when the catalogue is known.
    private(set) var masses: [Double] = []

    /// What stands in brackets is a remark (县级行使) and weighs half.
    private static let bracketShare = 0.5

    init(_ text: String, lexicon: Lexicon) {
        original = text
        folded = FoldedText(text)
        var found: [(span: Range<Int>, cost: Double)] = []
        let letters = folded.letters
        for start in letters.indices {
            lexicon.words.matches(in: letters, at: start) { word, length in
                if let cost = lexicon.narrowing[word] { found.append((start..<start + length, cost)) }
            }
        }
        narrowing = found
    }

    /// Weighs the letters by how rare they are among all entries.
    mutating func weigh(by grams: GramIndex) {
        let isRemark = TitleFace.remarks(in: original)
        masses = folded.letters.indices.map { index in
            let letter = folded.letters[index]
            guard letter != .gap else { return 0 }
            let share = isRemark[Int(folded.origins[index])] ? TitleFace.bracketShare : 1
            return grams.information(of: UInt32(letter)) * share
        }
    }

    /// For every Unicode scalar whether it stands in brackets.
    private static func remarks(in text: String) -> [Bool] {
        var depth = 0
        return text.unicodeScalars.map { scalar in
            switch scalar {
            case "（", "(": depth += 1
            case "）", ")": depth = max(0, depth - 1)
            default: break
            }
            return depth > 0
        }
    }

    /// The words of the original at the marked letters, in the order of the title.
    func words(at marks: [Bool]) -> [String] {
        let scalars = Array(original.unicodeScalars)
        var result: [String] = []
        var index = 0
        while index < marks.count {
            guard marks[index], folded.letters[index] != .gap else {
                index += 1
                continue
            }
            var end = index
            while end + 1 < marks.count, marks[end + 1], folded.letters[end + 1] != .gap { end += 1 }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[Int(folded.origins[index])...Int(folded.origins[end])])
            result.append(String(view))
            index = end + 1
        }
        return result
    }
}
