/// Finds the entries that hold a term, wholly or in part, with the scratch memory of one search.
struct TermMatcher {
    /// The entries that hold a term.
    struct Matches {
        /// How telling the term is in this catalogue.
        var information: Double
        /// From 0 to 1: 1 where the whole term stands in the title, less for parts and for other fields.
        var strengths: [(entry: Int, strength: Double)]
    }

    private let grams: GramIndex
    private var held: [Double]
    private var weighted: [Double]
    private var known: [[Letter]: Matches] = [:]

    /// Longer terms are surer to mean what they say; single letters hardly mean anything.
    private static let lengthFactors: [Double] = [0, 0.45, 1, 1.12, 1.22, 1.3, 1.36]

    init(grams: GramIndex) {
        self.grams = grams
        held = Array(repeating: 0, count: grams.entryCount)
        weighted = held
    }

    mutating func matches(of term: [Letter]) -> Matches {
        if let matches = known[term] { return matches }
        let matches = lookUp(term)
        known[term] = matches
        return matches
    }

    private mutating func lookUp(_ term: [Letter]) -> Matches {
        var whole = 0.0
        var rarest = 0.0
        var touched: [Int] = []
        let parts = GramIndex.grams(of: term)
        for gram in parts {
            let postings = grams.entries(with: gram)
            let information = grams.information(count: postings.count)
            whole += information
            rarest = max(rarest, information)
            for posting in postings {
                let entry = Int(posting.entry)
                if held[entry] == 0 { touched.append(entry) }
                held[entry] += information
                weighted[entry] += information * Double(posting.weight)
            }
        }
        var strengths: [(entry: Int, strength: Double)] = []
        var complete = 0
        for entry in touched {
            let share = held[entry] / whole
            let fieldWeight = weighted[entry] / held[entry]
            if share > 0.999 {
                complete += 1
                strengths.append((entry, fieldWeight))
            } else if share >= Tuning.partMin {
                strengths.append((entry, fieldWeight * share * share * Tuning.part))
            }
            held[entry] = 0
            weighted[entry] = 0
        }
        let base = complete > 0 ? grams.information(count: complete) : whole / Double(max(1, parts.count))
        let factor = TermMatcher.lengthFactors[min(term.count, TermMatcher.lengthFactors.count - 1)]
        return Matches(information: base * factor, strengths: strengths)
    }
}
