import Retrieval
import Testing

@Suite struct ServiceIndexTests {
    static let index = ServiceIndex(entries: SampleCatalogue.entries)

    private func first(_ query: String) -> Hit? { Self.index.search(query, limit: 1).first }

    @Test(
        "写法不同，答案相同",
        arguments: [
            ("身份證丟了怎麼補辦", "sf03"), ("身份证丢了怎么补办", "sf03"), ("【身份证】丢了！怎么补办？？", "sf03"),
            ("ＫＴＶ", "wl03"), ("开KTV", "wl03"), ("开ktv", "wl03"),
            ("八十三岁老人有补贴吗", "mz01"), ("83岁老人有补贴吗", "mz01"), ("８３岁老人有补贴吗", "mz01"),
            ("開一個藥店要啥手續", "sc11"), ("开药店要啥手续", "sc11"), ("我想开个药店", "sc11"),
            ("  高龄津贴\n", "mz01"), ("高龄、津贴", "mz01"),
        ])
    func writingDoesNotMatter(query: String, id: String) {
        #expect(first(query)?.id == id)
    }

    @Test("标题原样输入，排在第一", arguments: SampleCatalogue.entries)
    func everyTitleFindsItself(entry: IndexEntry) {
        let hit = first(entry.title)
        #expect(hit?.id == entry.id)
        #expect(hit?.isConfident == true)
    }

    @Test(
        "与政务无关的话，不当作答案",
        arguments: [
            "今天天气怎么样", "红烧肉怎么做", "asdfgh qwerty", "哈哈哈哈", "股票会涨吗", "明天几点下雨", "世界杯谁赢了", "123456",
            "？？？", "帮我写首诗", "梦见蛇什么意思", "王者荣耀怎么上分", "lorem ipsum dolor", "推荐一部好看的小说", "😀😀",
        ])
    func nonsenseIsNoAnswer(query: String) {
        #expect(Self.index.search(query, limit: 3).allSatisfy { !$0.isConfident })
    }

    @Test func nothingAskedNothingFound() {
        for query in ["", " ", "，。！", "怎么办理", "我想问一下"] {
            #expect(Self.index.search(query, limit: 5).isEmpty, "\(query)")
        }
        #expect(Self.index.search("身份证", limit: 0).isEmpty)
        #expect(ServiceIndex(entries: []).search("身份证", limit: 5).isEmpty)
    }

    @Test func aSmallCatalogueAnswersToo() throws {
        let entries = [
            IndexEntry(id: "1", title: "高龄津贴", aliases: ["老人补贴", "长寿金"], text: "年满八十周岁的户籍老人，每月领取津贴。"),
            IndexEntry(id: "2", title: "居住证申领"), IndexEntry(id: "3", title: "临时救助"),
            IndexEntry(id: "4", title: "个体工商户设立登记"), IndexEntry(id: "5", title: "无犯罪记录证明"),
            IndexEntry(id: "6", title: "住房公积金租房提取"),
        ]
        let index = ServiceIndex(entries: entries)
        let questions = [
            ("我奶奶82了有钱领吗", "1"), ("长寿金", "1"), ("暂住证", "2"), ("家里失火没饭吃了", "3"), ("想开个小卖部", "4"),
            ("单位要没有案底的证明", "5"), ("租房能用公积金吗", "6"),
        ]
        for (query, id) in questions { #expect(index.search(query, limit: 1).first?.id == id, "\(query)") }
    }

    @Test func matchedWordsStandInTheTitle() throws {
        let entries = SampleCatalogue.entries
        for question in SampleQuestions.all {
            for hit in Self.index.search(question.query, limit: 3) {
                let title = try #require(entries.first { $0.id == hit.id }).title
                for word in hit.matched { #expect(title.contains(word), "\(question.query) → \(title): \(word)") }
            }
        }
    }

    @Test func aliasesAndTextFindWhatTheTitleHides() {
        let entries = [
            IndexEntry(id: "named", title: "甲类事项", aliases: ["琥珀通行卡"]),
            IndexEntry(id: "told", title: "乙类事项", text: "持琥珀通行卡的人可以使用。"), IndexEntry(id: "other", title: "丙类事项"),
        ]
        let found = ServiceIndex(entries: entries).search("琥珀通行卡", limit: 5)
        #expect(found.map(\.id) == ["named", "told"])
        #expect(found.first?.matched == ["琥珀通行卡"])
    }

    @Test func resultsAreOrderedAndRepeatable() {
        for question in SampleQuestions.all {
            let hits = Self.index.search(question.query, limit: 8)
            #expect(hits.count <= 8)
            #expect(zip(hits, hits.dropFirst()).allSatisfy { $0.score >= $1.score })
            #expect(Set(hits.map(\.id)).count == hits.count)
            #expect(hits == Self.index.search(question.query, limit: 8))
        }
    }

    @Test("任意文字都不会出错")
    func anyTextIsHarmless() {
        var seed = UInt64(20_261_122)
        print("seed \(seed)")
        let alphabet = Array("身份证丢了八十百零个的一下儿老人+*#>=~!/（）ABＣ１２岁多\u{0}😀證\n ".unicodeScalars)
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int(next(&seed) % 40) { text.append(alphabet[Int(next(&seed) % UInt64(alphabet.count))]) }
            let hits = Self.index.search(String(text), limit: 3)
            #expect(hits.allSatisfy { $0.score.isFinite && $0.score > 0 })
        }
    }

    @Test func veryLongTextIsCutNotRefused() {
        let query = String(repeating: "我的身份证丢了怎么办，", count: 5_000)
        #expect(first(query)?.id == "sf03")
    }

    /// SplitMix64.
    private func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
