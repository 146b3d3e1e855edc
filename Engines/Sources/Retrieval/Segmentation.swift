/// A question cut into stretches: known words, padding, letters that belong to no word.
struct Segmentation {
    /// A known word at a place of the text.
    struct Occurrence {
        var word: Int
        var span: Range<Int>
    }

    struct Segment {
        var span: Range<Int>
        /// `nil` for a single letter that belongs to no word.
        var word: Int?
        /// Looked for in no title: padding or a break.
        var isFiller: Bool

        var isUnknown: Bool { word == nil && !isFiller }
    }

    /// All known words, chosen or not.
    let occurrences: [Occurrence]
    /// The chosen ones and what lies between, in order.
    let segments: [Segment]

    init(_ letters: [Letter], lexicon: Lexicon) {
        var found: [Occurrence] = []
        for start in letters.indices {
            lexicon.words.matches(in: letters, at: start) { word, length in
                let span = start..<start + length
                if Segmentation.isWhole(span, in: letters) { found.append(Occurrence(word: word, span: span)) }
            }
        }
        occurrences = found
        segments = Segmentation.choose(from: found, in: letters, lexicon: lexicon)
    }

    /// Digits and Latin letters are known only as whole runs: 12345 is not found in 123456.
    private static func isWhole(_ span: Range<Int>, in letters: [Letter]) -> Bool {
        func isRun(_ index: Int) -> Bool { letters.indices.contains(index) && (0x30...0x7A).contains(letters[index]) }
        return !(isRun(span.lowerBound) && isRun(span.lowerBound - 1))
            && !(isRun(span.upperBound - 1) && isRun(span.upperBound))
    }

    /// The cut with the longest known words: the sum of length^1.35 is greatest, content before padding.
    private static func choose(
        from occurrences: [Occurrence], in letters: [Letter], lexicon: Lexicon
    ) -> [Segment] {
        var endingAt: [[Occurrence]] = Array(repeating: [], count: letters.count + 1)
        for occurrence in occurrences { endingAt[occurrence.span.upperBound].append(occurrence) }
        var best = [Double](repeating: 0, count: letters.count + 1)
        var choice = [Occurrence?](repeating: nil, count: letters.count + 1)
        for end in letters.indices.map({ $0 + 1 }) {
            best[end] = best[end - 1]
            for occurrence in endingAt[end] {
                let worth = worth(of: occurrence.span.count, isFiller: lexicon.isFiller(occurrence.word))
                let value = best[occurrence.span.lowerBound] + worth
                if value > best[end] { (best[end], choice[end]) = (value, occurrence) }
            }
        }
        var segments: [Segment] = []
        var end = letters.count
        while end > 0 {
            if let chosen = choice[end] {
                segments.append(Segment(span: chosen.span, word: chosen.word, isFiller: lexicon.isFiller(chosen.word)))
                end = chosen.span.lowerBound
            } else {
                segments.append(Segment(span: end - 1..<end, word: nil, isFiller: letters[end - 1] == .gap))
                end -= 1
            }
        }
        return segments.reversed()
    }

    private static let powers: [Double] = [0, 1, 2.55, 4.41, 6.5, 8.78, 11.23, 13.83, 16.56]

    private static func worth(of length: Int, isFiller: Bool) -> Double {
        let power = length < powers.count ? powers[length] : Double(length) * 2.1
        return isFiller ? power * (length == 1 ? 0.3 : 0.9) : power
    }
}

extension Lexicon {
    /// Padding, unless the lexicon also gives it a meaning.
    func isFiller(_ word: Int) -> Bool { fillers.contains(word) && renderings[word] == nil }
}
