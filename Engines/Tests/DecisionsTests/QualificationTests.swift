import Decisions
import FEEL
import Kernel
import Testing

/// 何时符合: the nearest way to a grant, each put to the engine.
@Suite struct QualificationTests {
    static let day = CivilDate("2026-11-21") ?? CivilDate(daysSinceEpoch: 0)
    static let days = DayFacts(["申请日": .day])

    static func ways(
        _ model: DecisionModel, _ facts: [String: Value], fixed: Set<String> = ["健在"]
    ) -> Qualification {
        QualificationSearch(model, days: days, fixed: fixed).ways(facts: facts, on: day)
    }

    struct Row: Sendable {
        let name: String
        let facts: [String: Value]
        let sentences: [String]
    }

    static let rows = [
        Row(
            name: "还差半年", facts: SeniorAllowance.facts(born: "1947-05-03"),
            sentences: ["其他情况不变的话，2027年5月3日起符合“八十岁档”。"]),
        Row(
            name: "闰日出生：平年三月一日满岁", facts: SeniorAllowance.facts(born: "1948-02-29"),
            sentences: ["其他情况不变的话，2028年2月29日起符合“八十岁档”。"]),
        Row(
            name: "已在领取", facts: SeniorAllowance.facts(status: "在领"), sentences: ["如果领取状态为“未领”（现在是“在领”），就符合“八十岁档”。"]),
        Row(
            name: "外市户籍", facts: SeniorAllowance.facts(division: "330106"),
            sentences: ["如果本市户籍为“是”（户籍区划现在是“330106”），就符合“八十岁档”。"]),
        Row(
            name: "查不到领取状态", facts: SeniorAllowance.facts(status: .null), sentences: ["如果查实领取状态为“未领”，就符合“八十岁档”。"]),
        Row(
            name: "又要等又要变", facts: SeniorAllowance.facts(born: "1947-05-03", status: "在领"),
            sentences: ["如果领取状态为“未领”（现在是“在领”），2027年5月3日起符合“八十岁档”。"]),
        Row(
            name: "两项都要变", facts: SeniorAllowance.facts(division: "330106", status: "在领"),
            sentences: ["如果本市户籍为“是”（户籍区划现在是“330106”），并且领取状态为“未领”（现在是“在领”），就符合“八十岁档”。"]),
        Row(name: "谁也改不了的", facts: SeniorAllowance.facts(alive: false), sentences: []),
        Row(name: "已经符合", facts: SeniorAllowance.facts(), sentences: []),
        Row(
            name: "查不到生日", facts: SeniorAllowance.facts(born: nil),
            sentences: ["如果查实出生日期，并且年龄不低于 80、低于 90，就符合“八十岁档”。"]),
    ]

    @Test("高龄津贴：差一点的人怎样才符合", arguments: rows)
    func seniorAllowance(row: Row) throws {
        let model = try DecisionModel(SeniorAllowance.source())
        let qualification = Self.ways(model, row.facts)
        let found = qualification.sentences.map { $0.text(in: .chinese) }
        #expect(
            found.prefix(1) == row.sentences.prefix(1) && found.isEmpty == row.sentences.isEmpty,
            "\(row.name): \(found)")
        for way in qualification.ways {
            #expect(model.evaluate(facts: way.facts).isGranted, "\(row.name)")
            if let from = way.from {
                #expect(way.facts["申请日"]?.date == from)
                let eve = way.facts.merging(["申请日": .date(from.adding(days: -1))]) { $1 }
                #expect(!model.evaluate(facts: eve).isGranted, "\(row.name): a day earlier")
            }
        }
    }

    static func incomeModel() throws -> DecisionModel {
        try DecisionModel(
            DecisionSource(
                inputs: [
                    DecisionInput("家庭月收入", .number), DecisionInput("人口", .number), DecisionInput("缴存月数", .number),
                    DecisionInput("申请日", .date),
                ],
                parameters: [DecisionParameter("最少月数", 3), DecisionParameter("标准", 1200)],
                definitions: "人均 = 家庭月收入 / 人口\n缴存已够 = 缴存月数 >= 最少月数",
                table: """
                    hit unique
                    | 规则 | 人均    | 缴存已够 | 人口 || 结论 |
                    | 困难 | <= 标准 | true     | < 9  || 准予 |
                    otherwise 转人工
                    """))
    }

    @Test("数取最近的界：收入降到多少，月数满到几个月")
    func nearestBoundary() throws {
        let model = try Self.incomeModel()
        func changes(_ income: Value, _ people: Value, _ months: Value) -> [[String]] {
            Self.ways(model, ["家庭月收入": income, "人口": people, "缴存月数": months], fixed: ["人口"]).ways.map { way in
                way.changes.map { "\($0.fact) \($0.value)" }
            }
        }
        #expect(changes(4000, 3, 12) == [["家庭月收入 3600"]])
        #expect(changes(3000, 3, 1) == [["缴存月数 3"]])
        #expect(changes(4000, 3, 1) == [["家庭月收入 3600", "缴存月数 3"]])
        #expect(changes(4000, 3, .null).first?.count == 2)
        #expect(changes(4000, 9, 1) == [])
        let cents: Value = .number(Decimal128(units: 360_001, scale: 2) ?? .zero)
        #expect(changes(cents, 3, 12) == [["家庭月收入 3600.00"]])
    }

    @Test("标准要到某天才施行：从那天起符合")
    func laterEdition() throws {
        func model(_ limit: Int) throws -> DecisionModel {
            try DecisionModel(
                DecisionSource(
                    inputs: [DecisionInput("月收入", .number), DecisionInput("申请日", .date)],
                    parameters: [DecisionParameter("标准", .number(Decimal128(limit)))],
                    table: "hit unique\n| 规则 | 月收入 || 结论 |\n| 低收入 | < 标准 || 准予 |\notherwise 转人工"))
        }
        let start = CivilDate("2027-07-01") ?? Self.day
        let search = QualificationSearch(
            editions: [
                DecisionEdition(from: nil, model: try model(1000)),
                DecisionEdition(from: start, model: try model(1200)),
            ], days: Self.days)
        let ways = search.ways(facts: ["月收入": 1100], on: Self.day).ways
        #expect(ways.first?.from == start && ways.first?.changes.isEmpty == true)
        #expect(ways.dropFirst().map { $0.changes.map(\.value) } == [[999]])
        #expect(search.ways(facts: ["月收入": 1300], on: Self.day).ways.map(\.from) == [nil])
    }

    @Test("查实一项，比改变一项近")
    func confirmingIsNearer() throws {
        let model = try DecisionModel(
            DecisionSource(
                inputs: [DecisionInput("参保", .boolean), DecisionInput("住所", .boolean), DecisionInput("年度", .number)]
                    + [DecisionInput("申请日", .date)],
                definitions: "今年 = 年度 = 申请日.year",
                table: """
                    hit first
                    | 规则 | 参保 | 住所 | 今年 || 结论 |
                    | 就业 | true | -    | true || 准予 |
                    | 住所 | -    | true | true || 准予 |
                    otherwise 转人工
                    """))
        let unconfirmed = Self.ways(model, ["参保": false, "年度": 2026])
        #expect(unconfirmed.sentences.first?.text(in: .chinese) == "如果查实住所为“是”，就符合“住所”。")
        let lastYear = Self.ways(model, ["参保": true, "住所": false, "年度": 2025])
        #expect(lastYear.sentences.map { $0.text(in: .chinese) } == ["如果年度由 2025 增加到 2026（使今年为“是”），就符合“就业”。"])
        let nextYear = Self.ways(model, ["参保": true, "住所": false, "年度": 2027], fixed: ["年度"])
        #expect(nextYear.sentences.map { $0.text(in: .chinese) } == ["其他情况不变的话，2027年1月1日起符合“就业”。"])
    }

    @Test("英文也说得完整")
    func english() throws {
        let model = try DecisionModel(SeniorAllowance.source())
        let waiting = Self.ways(model, SeniorAllowance.facts(born: "1947-05-03"))
        #expect(
            waiting.sentences.map { $0.text(in: .english) } == [
                "If nothing else changes, “八十岁档” is met from 3 May 2027."
            ])
        let changed = Self.ways(model, SeniorAllowance.facts(status: "在领"))
        #expect(changed.sentences.map { $0.text(in: .english) } == ["If 领取状态 is “未领” (now “在领”), “八十岁档” is met."])
    }

    @Test("随机的决定：说能准予的都准予，说最早的前一天不准予")
    func randomModels() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let cells = [
            ["-", ">= 18", "[16..60)", "< 40", "[60..80]"], ["-", "<= 1200", "> 500", "[800..2000)", "not(0)"],
            ["-", "\"甲\"", "not(\"甲\")", "\"乙\", \"丙\""], ["-", "true", "false"],
        ]
        var waysFound = 0
        for _ in 0..<30 {
            let rules = (0..<Int.random(in: 1...4, using: &generator)).map { index in
                "| r\(index) | \(cells.map { $0.randomElement(using: &generator) ?? "-" }.joined(separator: " | ")) || 准予 |"
            }
            let model = try DecisionModel(
                DecisionSource(
                    inputs: [
                        DecisionInput("出生日期", .date), DecisionInput("收入", .number),
                        DecisionInput("类", .string, allowedValues: ["甲", "乙", "丙"]), DecisionInput("是", .boolean),
                        DecisionInput("申请日", .date),
                    ], definitions: "年龄 = years and months duration(出生日期, 申请日).years",
                    table: "hit unique\n| 规则 | 年龄 | 收入 | 类 | 是 || 结论 |\n" + rules.joined(separator: "\n")
                        + "\notherwise 转人工"))
            for _ in 0..<2 {
                let facts: [String: Value] = [
                    "出生日期": .date(Self.day.adding(days: -Int.random(in: 0...36_000, using: &generator))),
                    "收入": .number(Decimal128(Int.random(in: 0...3000, using: &generator))),
                    "类": ["甲", "乙", "丙", .null].randomElement(using: &generator) ?? .null,
                    "是": [true, false, .null].randomElement(using: &generator) ?? .null,
                ]
                let qualification = Self.ways(model, facts, fixed: [])
                waysFound += qualification.ways.count
                for way in qualification.ways {
                    let note = "seed \(seed): \(rules) \(facts)"
                    #expect(model.evaluate(facts: way.facts).isGranted, "\(note)")
                    #expect(way.changes.count <= 2 && way.facts["出生日期"]?.date == facts["出生日期"]?.date, "\(note)")
                    for change in way.changes where way.from == nil {
                        let without = way.facts.merging([change.fact: facts[change.fact] ?? .null]) { $1 }
                        #expect(!model.evaluate(facts: without).isGranted, "\(note): \(change.fact) need not change")
                    }
                    guard let from = way.from, way.changes.isEmpty else { continue }
                    var row = model.inputs.map { facts[$0.name] ?? .null }
                    let (first, last) = (Self.day.daysSinceEpoch, from.daysSinceEpoch)
                    // Each day of the last two years, and before that every ninth.
                    let tried = Array(stride(from: first, to: last, by: 9)) + Array(max(first, last - 730)..<last)
                    let earlier = tried.allSatisfy { day in
                        row[4] = .date(CivilDate(daysSinceEpoch: day))
                        return !model.evaluate(facts: row).isGranted
                    }
                    #expect(earlier, "\(note): \(from)")
                }
            }
        }
        #expect(waysFound > 10)
    }
}
