import ArgumentParser
import FoundationEssentials
import Kernel
import Retrieval

/// 事项检索 — `huimin search …`: how well residents' words find the services of a catalogue.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finding services by plain words: measure it.", subcommands: [Eval.self])

    struct Eval: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rank the titles of a catalogue for questions whose answers are known.",
            discussion: """
                ITEMS has one JSON object a line with `name` (the title), and if it likes `aliases` (texts) and \
                `main_item` or `text` (weaker text). QUERIES has one a line with `query` and `gold` (accepted \
                titles). R@1 and R@3: share of questions with an accepted title in first place, among the first \
                three. MRR: mean of 1/place, nothing beyond the tenth.
                """)

        @Argument(help: "The catalogue, JSON lines.")
        var items: String

        @Argument(help: "The questions, JSON lines.")
        var queries: String

        @Flag(help: "Print one JSON object.")
        var json = false

        @Flag(help: "List the questions that found no accepted title among the first three.")
        var misses = false

        @Option(help: "A file with lexicon lines of your place, added to the standard lexicon.")
        var lexicon: String?

        func run() throws {
            let entries = try Eval.entries(Eval.lines(of: items), file: items)
            let questions = try Eval.questions(Eval.lines(of: queries), file: queries)
            let words = try localLexicon()
            let clock = ContinuousClock()
            let start = clock.now
            let index = ServiceIndex(entries: entries, lexicon: words)
            let built = clock.now
            let evaluation = Evaluation(index: index, questions: questions)
            let done = clock.now
            let build = Eval.milliseconds(built - start)
            let each = Eval.milliseconds(done - built) / Double(max(1, questions.count))
            if json {
                print(Eval.report(evaluation, items: entries.count, each: each, build: build).text)
            } else {
                print(
                    """
                    \(questions.count) questions, \(entries.count) titles
                    R@1 \(Eval.digits(evaluation.recallAtOne, 3))
                    R@3 \(Eval.digits(evaluation.recallAtThree, 3))
                    MRR \(Eval.digits(evaluation.meanReciprocalRank, 3))
                    ms per query \(Eval.digits(each, 3)) (index built in \(Eval.digits(build, 1)) ms)
                    """)
            }
            if misses, !json { listMisses(of: evaluation, index: index, questions: questions) }
        }

        private func localLexicon() throws -> Lexicon {
            guard let lexicon else { return .standard }
            let text = try Eval.text(of: lexicon)
            do throws(LexiconError) {
                return try Lexicon.standard.adding(text)
            } catch {
                throw ValidationError("\(lexicon): \(error)")
            }
        }

        private func listMisses(of evaluation: Evaluation, index: ServiceIndex, questions: [Evaluation.Question]) {
            for (question, place) in zip(questions, evaluation.places) where place.map({ $0 > 3 }) ?? true {
                print("\n\(question.query)\n  wanted: \(question.answers.sorted().joined(separator: " | "))")
                for hit in index.search(question.query, limit: 3) {
                    print("  \(Eval.digits(hit.score, 2)) \(hit.id) [\(hit.matched.joined(separator: " "))]")
                }
            }
        }
    }
}

extension SearchCommand.Eval {
    /// One entry a title: a title that stands twice in a catalogue is one answer.
    private static func entries(_ lines: [JSON], file: String) throws -> [IndexEntry] {
        var entries: [IndexEntry] = []
        var seen: Set<String> = []
        for (number, line) in lines.enumerated() {
            guard let name = line["name"]?.string else {
                throw ValidationError("\(file):\(number + 1): an object with `name` is wanted.")
            }
            guard seen.insert(name).inserted else { continue }
            let aliases = line["aliases"]?.array?.compactMap(\.string) ?? []
            let text = [line["main_item"]?.string, line["text"]?.string].compactMap { $0 }.joined(separator: "\n")
            entries.append(IndexEntry(id: name, title: name, aliases: aliases, text: text))
        }
        return entries
    }

    private static func questions(_ lines: [JSON], file: String) throws -> [Evaluation.Question] {
        try lines.enumerated().map { number, line in
            let gold = line["gold"]?.array?.compactMap(\.string) ?? [line["gold"]?.string].compactMap { $0 }
            guard let query = line["query"]?.string, !gold.isEmpty else {
                throw ValidationError("\(file):\(number + 1): an object with `query` and `gold` is wanted.")
            }
            return Evaluation.Question(query: query, answers: Set(gold))
        }
    }

    private static func lines(of path: String) throws -> [JSON] {
        try text(of: path).split(whereSeparator: \.isNewline).enumerated().map { number, line in
            do throws(JSONError) {
                return try JSON.parse(String(line))
            } catch {
                throw ValidationError("\(path):\(number + 1): \(error.phrase.text(in: .english))")
            }
        }
    }

    private static func text(of path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path): no such file, or it cannot be read.")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func report(_ evaluation: Evaluation, items: Int, each: Double, build: Double) -> JSON {
        [
            "questions": JSON(evaluation.places.count), "titles": JSON(items),
            "recallAtOne": .number(digits(evaluation.recallAtOne, 4)),
            "recallAtThree": .number(digits(evaluation.recallAtThree, 4)),
            "meanReciprocalRank": .number(digits(evaluation.meanReciprocalRank, 4)),
            "millisecondsPerQuery": .number(digits(each, 4)), "millisecondsToBuild": .number(digits(build, 2)),
        ]
    }

    private static func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }

    /// A number with a fixed count of decimals.
    private static func digits(_ value: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        let whole = Int((value * Double(scale)).rounded())
        let fraction = String(whole % scale)
        return "\(whole / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }
}
