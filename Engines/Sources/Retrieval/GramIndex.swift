/// Which entries hold which letters and pairs of letters, and in which field.
struct GramIndex: Sendable {
    enum Field: UInt8 {
        case title, alias, text
    }

    struct Posting: Sendable {
        var entry: Int32
        /// What an occurrence counts: 1 in the title, less elsewhere.
        var weight: Float
    }

    let entryCount: Int
    private let numbers: [UInt32: Int32]
    private let postings: [[Posting]]

    /// The entries that hold the gram.
    func entries(with gram: UInt32) -> [Posting] {
        guard let number = numbers[gram] else { return [] }
        return postings[Int(number)]
    }

    /// How telling a gram is: the rarer, the more.
    func information(of gram: UInt32) -> Double {
        information(count: entries(with: gram).count)
    }

    /// How telling something is that `count` entries hold.
    func information(count: Int) -> Double {
        GramIndex.logarithm(1 + (Double(entryCount) + 1) / (Double(count) + 0.5))
    }

    /// The pairs of a word; for a single letter that letter.
    static func grams(of word: [Letter]) -> [UInt32] {
        guard word.count > 1 else { return word.map(UInt32.init) }
        var result: [UInt32] = []
        result.reserveCapacity(word.count - 1)
        for index in 1..<word.count where word[index] != .gap && word[index - 1] != .gap {
            result.append(UInt32(word[index - 1]) << 16 | UInt32(word[index]))
        }
        return result
    }

    struct Builder {
        private let entryCount: Int
        private var numbers: [UInt32: Int32] = [:]
        private var postings: [[Posting]] = []

        init(entryCount: Int) {
            self.entryCount = entryCount
            numbers.reserveCapacity(min(entryCount * 24, 200_000))
        }

        mutating func add(_ letters: [Letter], entry: Int, field: Field) {
            let weight: Float =
                switch field {
                case .title: 1
                case .alias: Tuning.alias
                case .text: Tuning.text
                }
            for gram in GramIndex.grams(of: letters) { add(gram, entry: entry, weight: weight) }
            for letter in letters where letter != .gap { add(UInt32(letter), entry: entry, weight: weight) }
        }

        private mutating func add(_ gram: UInt32, entry: Int, weight: Float) {
            if let number = numbers[gram] {
                // Fields come in falling weight, so an entry that is already there keeps its weight.
                if postings[Int(number)].last?.entry == Int32(entry) { return }
                postings[Int(number)].append(Posting(entry: Int32(entry), weight: weight))
            } else {
                numbers[gram] = Int32(postings.count)
                postings.append([Posting(entry: Int32(entry), weight: weight)])
            }
        }

        func finished() -> GramIndex { GramIndex(entryCount: entryCount, numbers: numbers, postings: postings) }
    }
}
