/// One thing that the question is about, with all the ways in which a title may say it.
struct Concept {
    var renderings: [Lexicon.Rendering]
    /// How much it counts beside the others: 1 for a subject that the lexicon knows.
    var weight: Double
}

/// The question, read with the lexicon: split into known words, padding dropped, each word rendered in official ones.
struct QueryReading {
    let letters: [Letter]
    /// The pairs of letters of the question.
    let grams: Set<UInt32>
    private(set) var concepts: [Concept] = []

    private let lexicon: Lexicon
    private let occurrences: [Segmentation.Occurrence]
    private let segments: [Segmentation.Segment]

    /// The letters that are read; what a person types by hand is far shorter, what is pasted is cut.
    static let lettersMax = 120
    /// More than any title wants to read of a question, in characters.
    private static let charactersMax = 400

    init(_ query: String, lexicon: Lexicon) {
        self.lexicon = lexicon
        let folded = FoldedText(String(query.prefix(QueryReading.charactersMax)))
        letters = Array(folded.letters.prefix(QueryReading.lettersMax))
        grams = Set(GramIndex.grams(of: letters))
        let segmentation = Segmentation(letters, lexicon: lexicon)
        occurrences = segmentation.occurrences
        segments = segmentation.segments
        addWords()
        addUnknownLetters()
        addCombinations()
        addAges()
    }

    private mutating func addWords() {
        for (index, segment) in segments.enumerated() {
            guard let word = segment.word, !segment.isFiller else { continue }
            let isTorn =
                segment.span.count == 1
                && [index - 1, index + 1].contains { segments.indices.contains($0) && segments[$0].isUnknown }
            addWord(word, at: segment.span, weight: isTorn ? Tuning.torn : 1)
            for inner in occurrences where inner.span.count > 1 && inner.span.count < segment.span.count {
                let isInside = segment.span.clamped(to: inner.span) == inner.span
                guard isInside, !lexicon.isFiller(inner.word) else { continue }
                addWord(inner.word, at: inner.span, weight: Tuning.nested)
            }
        }
    }

    /// A known word: as it stands, and in all its renderings.
    private mutating func addWord(_ word: Int, at span: Range<Int>, weight: Double) {
        let itself = Lexicon.Rendering(
            terms: [lexicon.words.words[word]], weight: span.count > 1 ? 1 : Tuning.literalLetter)
        concepts.append(
            Concept(
                renderings: [itself] + (lexicon.renderings[word] ?? []),
                weight: weight * (lexicon.aspects.contains(word) ? Tuning.aspect : 1)))
    }

    /// Letters of no known word count by pairs; a pair may reach into a one-letter word beside it, since 上牌 unknown
    /// is still 上牌.
    private mutating func addUnknownLetters() {
        for (index, segment) in segments.enumerated() where segment.isUnknown {
            let position = segment.span.lowerBound
            var pairs: [Range<Int>] = []
            if index > 0, joins(segments[index - 1]), segments[index - 1].word != nil {
                pairs.append(position - 1..<position + 1)
            }
            if index + 1 < segments.count, joins(segments[index + 1]) { pairs.append(position..<position + 2) }
            for pair in pairs { addPlain(pair, weight: Tuning.unknownPair) }
            if pairs.isEmpty { addPlain(segment.span, weight: Tuning.unknownLetter) }
        }
    }

    private func joins(_ neighbour: Segmentation.Segment) -> Bool {
        neighbour.span.count == 1 && letters[neighbour.span.lowerBound] != .gap
    }

    private mutating func addPlain(_ span: Range<Int>, weight: Double) {
        let rendering = Lexicon.Rendering(terms: [Array(letters[span])], weight: 1)
        concepts.append(Concept(renderings: [rendering], weight: weight))
    }

    /// Words said apart that mean something together. A part of one letter does not count inside a padding word.
    private mutating func addCombinations() {
        var present: [Int: Range<Int>] = [:]
        let padding = segments.filter { $0.isFiller && $0.span.count > 1 }.map(\.span)
        for occurrence in occurrences {
            let start = occurrence.span.lowerBound
            if occurrence.span.count == 1, padding.contains(where: { $0.contains(start) }) { continue }
            present[occurrence.word] = present[occurrence.word] ?? occurrence.span
        }
        for word in present.keys.sorted() {
            for combination in lexicon.combinations[word] ?? [] {
                let spans = combination.parts.compactMap { present[$0] }
                guard spans.count == combination.parts.count, let first = spans.first else { continue }
                guard spans.dropFirst().allSatisfy({ !$0.overlaps(first) }) else { continue }
                concepts.append(Concept(renderings: combination.renderings, weight: Tuning.combination))
            }
        }
    }

    /// A number that is said as an age: 83岁, 80多.
    private mutating func addAges() {
        for age in SpokenAge.all(in: letters) {
            for rule in lexicon.ages where rule.years.contains(age) {
                concepts.append(Concept(renderings: rule.renderings, weight: Tuning.age))
            }
        }
    }
}
