/// How well an index answers questions whose right answers are known.
public struct Evaluation: Sendable, Hashable {
    /// A question and the services that answer it.
    public struct Question: Sendable, Hashable {
        public var query: String
        public var answers: Set<String>

        public init(query: String, answers: Set<String>) {
            self.query = query
            self.answers = answers
        }
    }

    /// R@1 — the share of questions with a right answer in first place.
    public let recallAtOne: Double
    /// R@3 — … among the first three.
    public let recallAtThree: Double
    /// MRR — the mean of 1/place of the first right answer, 0 beyond the tenth place.
    public let meanReciprocalRank: Double
    /// For every question the place of the first right answer, counted from 1.
    public let places: [Int?]

    /// Asks all questions.
    public init(index: ServiceIndex, questions: [Question]) {
        let places = questions.map { question in
            index.search(question.query, limit: Evaluation.depth)
                .firstIndex { question.answers.contains($0.id) }.map { $0 + 1 }
        }
        func share(_ isCounted: (Int) -> Bool) -> Double {
            Double(places.filter { $0.map(isCounted) ?? false }.count) / Double(max(1, places.count))
        }
        self.places = places
        recallAtOne = share { $0 == 1 }
        recallAtThree = share { $0 <= 3 }
        meanReciprocalRank = places.reduce(0) { $0 + ($1.map { 1 / Double($0) } ?? 0) } / Double(max(1, places.count))
    }

    private static let depth = 10
}
