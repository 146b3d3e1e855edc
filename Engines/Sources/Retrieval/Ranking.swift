/// One search: which entries answer the question, and how well.
///
/// First every concept of the question is matched with the whole catalogue; a concept is as good as its best rendering,
/// so that many ways to say a thing do not count many times. Then the best entries are looked at closely: words of a
/// title count once however many concepts want them, a title that says much else is less likely, and words that narrow
/// it (注销, 军人) cost unless the question means them.
struct Ranking {
    private let reading: QueryReading
    private let index: ServiceIndex
    private var matcher: TermMatcher
    /// Scratch: for every entry its place among the answers to the concept in hand, or -1.
    private var places: [Int32]

    /// An entry's value for one concept and the rendering that gave it.
    private struct Answer {
        var entry: Int
        var value: Double
        var rendering: Int
    }

    init(reading: QueryReading, index: ServiceIndex) {
        self.reading = reading
        self.index = index
        matcher = TermMatcher(grams: index.grams)
        places = Array(repeating: -1, count: index.ids.count)
    }

    mutating func hits(limit: Int) -> [Hit] {
        var totals = [Double](repeating: 0, count: index.ids.count)
        var answers: [[Answer]] = []
        var potential = 0.0
        for concept in reading.concepts {
            let found = self.answers(to: concept)
            for answer in found { totals[answer.entry] += answer.value }
            potential += found.map(\.value).max() ?? unanswered(concept)
            answers.append(found)
        }
        guard potential > 0 else { return [] }
        let candidates = Ranking.best(totals, count: max(limit, Tuning.candidatesMax))
        var slots = [Int](repeating: -1, count: totals.count)
        for (slot, entry) in candidates.enumerated() { slots[entry] = slot }
        var byCandidate = [[(concept: Int, answer: Answer)]](repeating: [], count: candidates.count)
        for (concept, found) in answers.enumerated() {
            for answer in found where slots[answer.entry] >= 0 {
                byCandidate[slots[answer.entry]].append((concept, answer))
            }
        }
        var ranked: [(entry: Int, view: View)] = []
        for (slot, entry) in candidates.enumerated() {
            ranked.append((entry, view(of: entry, answers: byCandidate[slot])))
        }
        ranked.sort { $0.view.score != $1.view.score ? $0.view.score > $1.view.score : $0.entry < $1.entry }
        return ranked.prefix(limit).map { entry, view in
            let score = view.score / potential
            return Hit(
                id: index.ids[entry], score: score, matched: view.face.words(at: view.marks),
                isConfident: score >= Tuning.confident)
        }
    }

    /// What an unanswered concept takes from certainty: a known word of everyday speech little, an unknown one all.
    private func unanswered(_ concept: Concept) -> Double {
        let isKnown = concept.renderings.count > 1
        return concept.weight * index.grams.information(count: 0) * (isKnown ? Tuning.unansweredKnown : 1)
    }

    /// The entries that answer a concept, each by its best rendering.
    private mutating func answers(to concept: Concept) -> [Answer] {
        var found: [Answer] = []
        for (number, rendering) in concept.renderings.enumerated() {
            for (entry, value) in values(of: rendering) {
                let weighted = value * concept.weight
                let place = Int(places[entry])
                if place < 0 {
                    places[entry] = Int32(found.count)
                    found.append(Answer(entry: entry, value: weighted, rendering: number))
                } else if found[place].value < weighted {
                    found[place] = Answer(entry: entry, value: weighted, rendering: number)
                }
            }
        }
        for answer in found { places[answer.entry] = -1 }
        return found
    }

    private mutating func values(of rendering: Lexicon.Rendering) -> [(entry: Int, value: Double)] {
        if rendering.terms.count == 1 {
            let matches = matcher.matches(of: rendering.terms[0])
            return matches.strengths.map { ($0.entry, $0.strength * matches.information * rendering.weight) }
        }
        var sums: [Int: (value: Double, terms: Int)] = [:]
        for term in rendering.terms {
            let matches = matcher.matches(of: term)
            for (entry, strength) in matches.strengths {
                sums[entry, default: (0, 0)].value += strength * matches.information
                sums[entry, default: (0, 0)].terms += 1
            }
        }
        return sums.map { entry, sum in
            let share = sum.terms == rendering.terms.count ? 1 : Tuning.incomplete
            return (entry, sum.value * share * rendering.weight)
        }
    }

    private static func best(_ totals: [Double], count: Int) -> [Int] {
        let answering = totals.indices.filter { totals[$0] > 0 }
        guard answering.count > count else { return answering }
        return Array(answering.sorted { totals[$0] > totals[$1] }.prefix(count))
    }
}

extension Ranking {
    /// An entry looked at through its title or one of its aliases.
    struct View {
        var face: TitleFace
        var marks: [Bool]
        var score: Double
    }

    private func view(of entry: Int, answers: [(concept: Int, answer: Answer)]) -> View {
        let ordered = answers.sorted { ($1.answer.value, $0.concept) < ($0.answer.value, $1.concept) }
        var best: View?
        for face in index.faces[entry] {
            let view = self.view(of: face, answers: ordered)
            if best.map({ view.score > $0.score }) ?? true { best = view }
        }
        return best ?? View(face: index.faces[entry][0], marks: [], score: 0)
    }

    private func view(of face: TitleFace, answers: [(concept: Int, answer: Answer)]) -> View {
        var marks = [Bool](repeating: false, count: face.folded.letters.count)
        var sum = 0.0
        for (concept, answer) in answers {
            let terms = reading.concepts[concept].renderings[answer.rendering].terms
            let positions = Set(terms.flatMap { Ranking.positions(of: $0, in: face.folded.letters) })
            let taken = positions.filter { marks[$0] }.count
            let overlap = positions.isEmpty ? 0 : Double(taken) / Double(positions.count)
            sum += answer.value * (1 - (1 - Tuning.repeated) * overlap)
            for position in positions { marks[position] = true }
        }
        let score =
            sum * Ranking.coverage(of: face, marks: marks) * Ranking.openness(of: face, marks: marks)
            * likeness(to: face)
        return View(face: face, marks: marks, score: score)
    }

    /// Where a term stands in the letters; where it does not, where pairs of it stand.
    private static func positions(of term: [Letter], in letters: [Letter]) -> [Int] {
        if let start = start(of: term[...], in: letters) { return Array(start..<start + term.count) }
        guard term.count > 2 else { return [] }
        var result: [Int] = []
        for index in 0..<term.count - 1 {
            if let start = start(of: term[index...index + 1], in: letters) { result += [start, start + 1] }
        }
        return result
    }

    private static func start(of term: ArraySlice<Letter>, in letters: [Letter]) -> Int? {
        guard letters.count >= term.count else { return nil }
        return (0...letters.count - term.count).first { offset in
            term.indices.allSatisfy { letters[offset + $0 - term.startIndex] == term[$0] }
        }
    }

    /// What the title has in common with the question letter by letter: who types a title wants that title.
    private func likeness(to face: TitleFace) -> Double {
        let title = Set(GramIndex.grams(of: face.folded.letters))
        let shared = Double(title.intersection(reading.grams).count)
        let dice = 2 * shared / Double(max(1, title.count + reading.grams.count))
        return 1 + Tuning.likeness * dice * dice
    }

    /// How much of the title the question speaks of.
    private static func coverage(of face: TitleFace, marks: [Bool]) -> Double {
        let whole = face.masses.reduce(0, +)
        guard whole > 0 else { return 1 }
        let covered = zip(face.masses, marks).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        return Tuning.coverageFloor + (1 - Tuning.coverageFloor) * covered / whole
    }

    /// What is left after the narrowing words that the question does not mean.
    private static func openness(of face: TitleFace, marks: [Bool]) -> Double {
        face.narrowing.reduce(1) { left, narrowing in
            narrowing.span.contains { marks[$0] } ? left : left * (1 - narrowing.cost * Tuning.narrowing)
        }
    }
}
