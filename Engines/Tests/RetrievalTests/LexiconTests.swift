import Retrieval
import Testing

@Suite struct LexiconTests {
    @Test("通用词典每一行都能读", arguments: Lexicon.standardParts.map(\.name))
    func everyStandardLineIsAStatement(name: String) throws {
        let part = try #require(Lexicon.standardParts.first { $0.name == name })
        for line in part.text.split(separator: "\n") {
            #expect(throws: Never.self, "\(line)") { try Lexicon(text: String(line)) }
        }
    }

    @Test func standardLexiconIsWide() {
        #expect(Lexicon.standard.entryCount > 25_000)
    }

    @Test(arguments: [
        ("说了没有记号", LexiconError.Problem.noMarker),
        ("> 高龄津贴", .nothingSaid),
        ("老人补贴 >", .nothingMeant),
        ("~", .nothingMeant),
        ("户口 > 户口", .meansItself),
        ("老人补贴 > 高龄津贴*0", .badWeight),
        ("老人补贴 > 高龄津贴*2", .badWeight),
        ("老人补贴 > 高龄津贴*多", .badWeight),
        ("90..80岁 > 高龄津贴", .badAge),
        ("80..岁 > 高龄津贴", .badAge),
        ("，，， > 高龄津贴", .emptyWord),
        ("老人补贴 > +", .emptyWord),
    ])
    func faultIsNamedWithItsLine(line: String, problem: LexiconError.Problem) {
        do throws(LexiconError) {
            _ = try Lexicon(text: "# 第一行是说明\n\(line)")
            Issue.record("read: \(line)")
        } catch {
            #expect(error.line == 2)
            #expect(error.problem == problem)
        }
    }

    @Test func remarksAndEmptyLinesSayNothing() throws {
        #expect(try Lexicon(text: "\n# 说明\n   \n").entryCount == 0)
    }

    @Test func aPlaceAddsItsOwnWords() throws {
        let entries = [IndexEntry(id: "a", title: "高龄津贴"), IndexEntry(id: "b", title: "居住证申领")]
        let query = "尧天福怎么领"
        #expect(ServiceIndex(entries: entries).search(query, limit: 1).first?.isConfident != true)
        let local = try Lexicon.standard.adding("尧天福 > 高龄津贴")
        let hit = try #require(ServiceIndex(entries: entries, lexicon: local).search(query, limit: 1).first)
        #expect(hit.id == "a")
        #expect(hit.isConfident)
    }
}
