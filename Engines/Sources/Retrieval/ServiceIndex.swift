/// One service as the search knows it.
public struct IndexEntry: Sendable, Hashable {
    public var id: String
    /// The official title.
    public var title: String
    /// 别名 — other names of the service, as good as the title.
    public var aliases: [String]
    /// Guide text: who, what, where. It finds a service that its title hides, and weighs little.
    public var text: String

    public init(id: String, title: String, aliases: [String] = [], text: String = "") {
        self.id = id
        self.title = title
        self.aliases = aliases
        self.text = text
    }
}

/// A service that answers a question.
public struct Hit: Sendable, Hashable {
    public let id: String
    /// From 0 to about 1: the share of the question's meaning that the service answers, less what its title narrows.
    public let score: Double
    /// The words of the title (or of an alias) that answer the question, to highlight and to explain.
    public let matched: [String]
    /// Whether it is worth showing as an answer rather than as a guess.
    public let isConfident: Bool
}

/// 事项检索 — finds services by the words that residents use.
///
/// Built once from a catalogue, then read by any number of tasks at once; it holds no state of a search.
public struct ServiceIndex: Sendable {
    let lexicon: Lexicon
    let ids: [String]
    let faces: [[TitleFace]]
    let grams: GramIndex

    public init(entries: [IndexEntry], lexicon: Lexicon = .standard) {
        self.lexicon = lexicon
        ids = entries.map(\.id)
        var builder = GramIndex.Builder(entryCount: entries.count)
        var faces: [[TitleFace]] = []
        faces.reserveCapacity(entries.count)
        for (number, entry) in entries.enumerated() {
            var own = [TitleFace(entry.title, lexicon: lexicon)]
            builder.add(own[0].folded.letters, entry: number, field: .title)
            for alias in entry.aliases {
                own.append(TitleFace(alias, lexicon: lexicon))
                builder.add(own[own.count - 1].folded.letters, entry: number, field: .alias)
            }
            if !entry.text.isEmpty { builder.add(FoldedText(entry.text).letters, entry: number, field: .text) }
            faces.append(own)
        }
        grams = builder.finished()
        for number in faces.indices {
            for face in faces[number].indices { faces[number][face].weigh(by: grams) }
        }
        self.faces = faces
    }

    /// The services that answer `query`, best first, at most `limit`. Nothing where no word of the question is known
    /// to any title.
    public func search(_ query: String, limit: Int) -> [Hit] {
        guard limit > 0, !ids.isEmpty else { return [] }
        var ranking = Ranking(reading: QueryReading(query, lexicon: lexicon), index: self)
        return ranking.hits(limit: limit)
    }
}
