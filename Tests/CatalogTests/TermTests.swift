import Catalog
import Testing

@Suite struct TermTests {
    @Test(arguments: [
        ("20 工作日", Term(count: 20, unit: .workingDays)), ("15 日", Term(count: 15, unit: .days)),
        ("6 个月", Term(count: 6, unit: .months)), ("24 小时", Term(count: 24, unit: .hours)), ("即时", Term.immediate),
    ])
    func readsWhatRegulationsWrite(_ text: String, _ term: Term) {
        #expect(Term(text) == term)
        #expect(term.description == text)
    }

    @Test(arguments: ["20个工作日", "20工作日", "0 日", "-1 日", "1.5 日", "20 天", "20  日", "", "２０ 日", "99999 日"])
    func refusesOtherWritings(_ text: String) {
        #expect(Term(text) == nil)
    }

    /// committed, statutory, whether the first surely ends no later.
    @Test(
        arguments: [
            ("3 工作日", "20 工作日", true), ("20 工作日", "20 工作日", true), ("21 工作日", "20 工作日", false), ("即时", "1 日", true),
            ("10 工作日", "15 日", nil), ("16 工作日", "15 日", false), ("15 日", "15 工作日", true), ("16 日", "15 工作日", nil),
            ("24 小时", "1 日", true), ("25 小时", "1 日", false), ("2 日", "48 小时", true), ("6 个月", "1 年", true),
            ("1 日", "即时", false),
        ] as [(String, String, Bool?)])
    func comparesOnlyWhatCanBeCompared(_ committed: String, _ statutory: String, _ expected: Bool?) throws {
        #expect(try #require(Term(committed)).ends(noLaterThan: try #require(Term(statutory))) == expected)
    }

    @Test(
        arguments: [
            ("20 元", 2000), ("20.50 元", 2050), ("0.5 元/份", 50), ("20", nil), ("20 角", nil), ("1.005 元", nil),
            ("-1 元", nil),
        ]
            as [(String, Int?)])
    func readsAmountsOnlyWithTheirUnit(_ text: String, _ fen: Int?) {
        #expect(MoneyText.fen(text) == fen)
    }
}
