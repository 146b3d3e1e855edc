import Foundation
import Kernel
import Retrieval
import Testing

@Suite struct EvaluationTests {
    @Test("自拟问题", arguments: ["first", "second", "third"])
    func questionsOfOurOwnAreAnswered(name: String) {
        let sets = ["first": SampleQuestions.first, "second": SampleQuestions.second]
        let questions = sets[name] ?? SampleQuestions.third
        let index = ServiceIndex(entries: SampleCatalogue.entries)
        let evaluation = Evaluation(index: index, questions: questions)
        #expect(evaluation.recallAtOne >= 0.93)
        #expect(evaluation.recallAtThree >= 0.97)
    }

    @Test func rightAnswersAreConfident() {
        let index = ServiceIndex(entries: SampleCatalogue.entries)
        let right = SampleQuestions.all.compactMap { question in
            index.search(question.query, limit: 1).first { question.answers.contains($0.id) }
        }
        let confident = right.filter(\.isConfident)
        #expect(Double(confident.count) >= 0.97 * Double(right.count))
    }

    @Test func figuresAreWhatTheyAreCalled() {
        let entries = ["甲居住证", "乙居住证", "丙居住证", "丁居住证"].map { IndexEntry(id: $0, title: $0) }
        let index = ServiceIndex(entries: entries)
        let order = index.search("居住证", limit: 4).map(\.id)
        let questions =
            order.map { Evaluation.Question(query: "居住证", answers: [$0]) }
            + [Evaluation.Question(query: "居住证", answers: ["无"])]
        let evaluation = Evaluation(index: index, questions: questions)
        #expect(evaluation.places == [1, 2, 3, 4, nil])
        #expect(evaluation.recallAtOne == 0.2)
        #expect(evaluation.recallAtThree == 0.6)
        #expect(abs(evaluation.meanReciprocalRank - (1 + 0.5 + 1.0 / 3 + 0.25) / 5) < 1e-12)
    }

    @Test("一座真实城市的事项样本")
    func realCatalogueReachesTheAcceptedFigures() throws {
        guard let items = Kit.lines("gov-service-items/items_sample.jsonl"),
            let queries = Kit.lines("gov-service-items/queries_dev.jsonl")
        else { return print("skipped: kit not present (gov-service-items)") }
        var seen: Set<String> = []
        let entries = try items.compactMap { line -> IndexEntry? in
            let name = try #require(line["name"]?.string)
            guard seen.insert(name).inserted else { return nil }
            return IndexEntry(id: name, title: name, text: line["main_item"]?.string ?? "")
        }
        let questions = try queries.map { line in
            let gold = try #require(line["gold"]?.array).compactMap(\.string)
            return Evaluation.Question(query: try #require(line["query"]?.string), answers: Set(gold))
        }
        let evaluation = Evaluation(index: ServiceIndex(entries: entries), questions: questions)
        #expect(evaluation.recallAtOne >= 0.65)
        #expect(evaluation.recallAtThree >= 0.86)
    }
}

/// Data of others, used where it is and never copied: `HUIMIN_KITS`, or `shared` beside the work tree.
enum Kit {
    static func lines(_ path: String) -> [JSON]? {
        guard let bytes = folders.lazy.compactMap({ FileManager.default.contents(atPath: "\($0)/data/\(path)") }).first
        else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { try? JSON.parse(String($0)) }
    }

    private static var folders: [String] {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let beside = here.appending(path: "../../../../shared").standardized.path
        return [ProcessInfo.processInfo.environment["HUIMIN_KITS"], beside].compactMap { $0 }
    }
}
