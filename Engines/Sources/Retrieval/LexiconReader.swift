extension Lexicon {
    /// Reads all statements, stops at the first fault.
    mutating func read(_ text: String) throws(LexiconError) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            try readLine(line, number: index + 1)
        }
    }

    /// Reads what can be read. The standard lexicon is checked by a test, so that nothing is lost in it.
    mutating func readSkippingFaults(_ text: String) {
        for line in text.split(separator: "\n") {
            do throws(LexiconError) { try readLine(line, number: 0) } catch { continue }
        }
    }

    private mutating func readLine(_ line: Substring, number: Int) throws(LexiconError) {
        let content = line.prefix { $0 != "#" }
        let fields = content.split { $0 == " " || $0 == "\t" }
        guard let first = fields.first else { return }
        func fault(_ problem: LexiconError.Problem, _ found: some StringProtocol) -> LexiconError {
            LexiconError(line: number, problem: problem, found: String(found))
        }
        if first == "~" || first == "!" || first == "=" {
            guard fields.count > 1 else { throw fault(.nothingMeant, content) }
            for field in fields.dropFirst() {
                let (word, weight) = try weighted(field, number: number)
                try note(word, weight: weight, marker: first, number: number)
            }
            return
        }
        guard let marker = fields.firstIndex(where: { Lexicon.links.contains(String($0)) }) else {
            throw fault(.noMarker, content)
        }
        let said = fields[..<marker]
        let meant = fields[(marker + 1)...]
        guard !said.isEmpty else { throw fault(.nothingSaid, content) }
        guard !meant.isEmpty else { throw fault(.nothingMeant, content) }
        try link(said, to: meant, number: number, bothWays: fields[marker] == "=")
        guard fields[marker] == "~>" else { return }
        for word in said { aspects.insert(words.insert(try folded(word, number: number))) }
    }

    private static let links = [">", "~>", "="]

    /// A filler, a narrowing word, or a word that is only known.
    private mutating func note(
        _ word: Substring, weight: Double, marker: Substring, number: Int
    ) throws(LexiconError) {
        let id = words.insert(try folded(word, number: number))
        switch marker {
        case "~": fillers.insert(id)
        case "!": narrowing[id] = weight
        default: break
        }
        entryCount += 1
    }

    private mutating func link(
        _ said: ArraySlice<Substring>, to meant: ArraySlice<Substring>, number: Int, bothWays: Bool
    ) throws(LexiconError) {
        let meanings = try renderings(meant, number: number)
        for expression in said {
            // What is said is looked for anyway; a statement must add something to it.
            let itself = [FoldedText(String(expression)).letters]
            let others = meanings.filter { $0.terms != itself }
            guard !others.isEmpty else {
                throw LexiconError(line: number, problem: .meansItself, found: String(expression))
            }
            try add(expression, others, number: number)
        }
        guard bothWays else { return }
        let reverse = try renderings(said, number: number)
        for expression in meant { try add(try weighted(expression, number: number).0, reverse, number: number) }
    }

    private mutating func add(
        _ expression: Substring, _ meanings: [Rendering], number: Int
    ) throws(LexiconError) {
        entryCount += meanings.count
        if expression.contains("..") {
            guard let years = Lexicon.years(expression) else {
                throw LexiconError(line: number, problem: .badAge, found: String(expression))
            }
            ages.append(AgeRule(years: years, renderings: meanings))
            return
        }
        var parts: [Int] = []
        for part in expression.split(separator: "+") { parts.append(words.insert(try folded(part, number: number))) }
        guard let first = parts.first else {
            throw LexiconError(line: number, problem: .emptyWord, found: String(expression))
        }
        if parts.count == 1 {
            renderings[first, default: []] += meanings
        } else {
            combinations[first, default: []].append(Combination(parts: parts, renderings: meanings))
        }
    }

    /// The right side: alternatives, each one or several terms and a weight. Official words become known words.
    private mutating func renderings(
        _ fields: ArraySlice<Substring>, number: Int
    ) throws(LexiconError) -> [Rendering] {
        var result: [Rendering] = []
        for field in fields {
            let (word, weight) = try weighted(field, number: number)
            var terms: [[Letter]] = []
            for term in word.split(separator: "+") { terms.append(try folded(term, number: number)) }
            guard !terms.isEmpty else { throw LexiconError(line: number, problem: .emptyWord, found: String(field)) }
            for term in terms where !term.contains(.gap) { _ = words.insert(term) }
            result.append(Rendering(terms: terms, weight: weight))
        }
        return result
    }

    private func weighted(_ field: Substring, number: Int) throws(LexiconError) -> (Substring, Double) {
        guard let star = field.firstIndex(of: "*") else { return (field, 1) }
        guard let weight = Double(String(field[field.index(after: star)...])), weight > 0, weight <= 1 else {
            throw LexiconError(line: number, problem: .badWeight, found: String(field))
        }
        return (field[..<star], weight)
    }

    private func folded(_ word: Substring, number: Int) throws(LexiconError) -> [Letter] {
        var letters = FoldedText(String(word)).letters
        if letters.last == .gap { letters.removeLast() }
        guard !letters.isEmpty else { throw LexiconError(line: number, problem: .emptyWord, found: String(word)) }
        return letters
    }

    /// `80..119岁` as a range.
    private static func years(_ expression: Substring) -> ClosedRange<Int>? {
        guard expression.hasSuffix("岁"), let dots = expression.firstIndex(of: ".") else { return nil }
        let upper = expression[dots...].drop { $0 == "." }.dropLast()
        guard let low = Int(String(expression[..<dots])), let high = Int(String(upper)), low <= high else { return nil }
        return low...high
    }
}
