import Decisions
import FEEL
import Kernel
import Testing

@Suite struct DecisionModelTests {
    struct Row: Sendable {
        let name: String
        let facts: [String: Value]
        var rule: String?
        var amount: Int?
        var unmet: [String] = []
    }

    static let rows = [
        Row(name: "八十三岁当场准予", facts: SeniorAllowance.facts(), rule: "八十岁档", amount: 100),
        Row(name: "八十岁生日当天", facts: SeniorAllowance.facts(born: "1946-11-21"), rule: "八十岁档", amount: 100),
        Row(name: "生日前一天", facts: SeniorAllowance.facts(born: "1946-11-21", on: "2026-11-20"), unmet: ["年龄"]),
        Row(name: "九十岁", facts: SeniorAllowance.facts(born: "1936-11-21"), rule: "九十岁档", amount: 200),
        Row(name: "一百零一岁", facts: SeniorAllowance.facts(born: "1925-01-01"), rule: "百岁档", amount: 800),
        Row(name: "查不到是否健在", facts: SeniorAllowance.facts(alive: .null), unmet: ["健在"]),
        Row(name: "查不到生日", facts: SeniorAllowance.facts(born: nil), unmet: ["出生日期"]),
        Row(name: "生日和健在都查不到", facts: SeniorAllowance.facts(born: nil, alive: .null), unmet: ["出生日期", "健在"]),
        Row(name: "已在领取", facts: SeniorAllowance.facts(status: "在领"), unmet: ["领取状态"]),
        Row(name: "外市户籍", facts: SeniorAllowance.facts(division: "330106"), unmet: ["本市户籍"]),
        Row(name: "取值不在约定之内", facts: SeniorAllowance.facts(status: "停发"), unmet: ["领取状态"]),
        Row(name: "类型不对的信息当作不知道", facts: SeniorAllowance.facts(alive: "true"), unmet: ["健在"]),
    ]

    @Test("高龄津贴：准予或转人工", arguments: rows)
    func decides(row: Row) throws {
        let model = try DecisionModel(SeniorAllowance.source())
        let verdict = model.evaluate(facts: row.facts)
        if let rule = row.rule, let amount = row.amount {
            #expect(
                verdict == .granted(rule: rule, outputs: [DecisionOutput("金额", .number(Decimal128(amount)))]),
                "\(row.name)")
        } else {
            #expect(!verdict.isGranted, "\(row.name)")
        }
        #expect(verdict.unmet == row.unmet, "\(row.name)")
        #expect(model.trace(facts: row.facts).verdict == verdict, "\(row.name)")
    }

    @Test("时区从给的表里找：写在表里的和算出来的一样")
    func readsZones() throws {
        let noon = """
            hit unique
            | 规则 | date and time(日子 + "T04:00:00Z") = date and time(日子 + "T12:00:00@Asia/Shanghai") || 结论 |
            | 同时 | true || 准予 |
            otherwise 转人工
            """
        let source = DecisionSource(inputs: [DecisionInput("日子", .string)], table: noon)
        let shanghai = ZoneTable([ZoneRules(id: "Asia/Shanghai", offset: 8 * 3600)])
        #expect(try DecisionModel(source, zones: shanghai).evaluate(facts: ["日子": "2026-11-21"]).isGranted)
        #expect(try !DecisionModel(source).evaluate(facts: ["日子": "2026-11-21"]).isGranted)
    }

    @Test("逐项抹去，什么也不准予")
    func blanking() throws {
        let model = try DecisionModel(SeniorAllowance.source())
        #expect(model.grantsOnUnknown(facts: SeniorAllowance.facts()).isEmpty)
        #expect(model.usedInputs == ["出生日期", "健在", "户籍区划", "领取状态", "申请日"])
    }

    static func model(_ rows: String, hit: String = "unique", definitions: String = "") throws -> DecisionModel {
        try DecisionModel(
            DecisionSource(
                inputs: ["甲", "乙", "丙"].map { DecisionInput($0, .number) }, definitions: definitions,
                table: "hit \(hit)\n| 规则 | 甲 | 乙 | 丙 || 结论 | 金额 |\n\(rows)\notherwise 转人工"))
    }

    @Test("横线对不知道的信息也成立，只要这条规则不靠它")
    func dashOnUnknown() throws {
        let model = try Self.model("| 一 | > 1 | - | - || 准予 | 5 |\n| 二 | <= 1 | > 1 | - || 准予 | 6 |")
        #expect(model.evaluate(facts: ["甲": 2])["金额"] == 5)
        #expect(model.evaluate(facts: ["乙": 2]).unmet == ["甲"])
        let relying = try Self.model("| 一 | > 1 | - | - || 准予 | 乙 * 2 |")
        #expect(relying.evaluate(facts: ["甲": 2]).unmet == ["乙"])
        #expect(relying.evaluate(facts: ["甲": 2, "乙": 4])["金额"] == 8)
    }

    @Test("定义里绕一圈也算依赖；短路没有读到的不算")
    func transitiveUnknowns() throws {
        let model = try Self.model(
            "| 一 | > 1 | - | - || 准予 | 和 |", definitions: "半 = if 乙 = null then 1 else 乙\n和 = 半 + 1")
        #expect(model.evaluate(facts: ["甲": 2]).unmet == ["乙"])
        let branching = try Self.model(
            "| 一 | > 1 | - | - || 准予 | 收入 |", definitions: "收入 = if 甲 > 5 then 乙\n   else 丙")
        #expect(branching.evaluate(facts: ["甲": 2, "丙": 7])["金额"] == 7)
        #expect(branching.evaluate(facts: ["甲": 9, "丙": 7]).unmet == ["乙"])
    }

    @Test("否定不会让不知道变成知道")
    func negationOfUnknown() throws {
        let model = try Self.model("| 一 | not(乙) | - | - || 准予 | 5 |\n| 二 | ? != 丙 | 1 | - || 准予 | 6 |")
        #expect(!model.evaluate(facts: ["甲": 2]).isGranted)
        #expect(!model.evaluate(facts: ["甲": 2, "乙": 2, "丙": 2]).isGranted)
        #expect(model.evaluate(facts: ["甲": 2, "乙": 3, "丙": 1])["金额"] == 5)
    }

    @Test("唯一命中：两条都中，或还有一条可能中，由人决定")
    func uniqueMeansOne() throws {
        let model = try Self.model("| 一 | > 1 | - | - || 准予 | 5 |\n| 二 | > 3 | 1 | - || 准予 | 6 |")
        #expect(model.evaluate(facts: ["甲": 2])["金额"] == 5)
        guard case .referred(let reasons) = model.evaluate(facts: ["甲": 4, "乙": 1]) else { throw Unexpected() }
        #expect(reasons.map(\.kind) == [.ambiguous] && reasons[0].rules == ["一", "二"])
        let open = model.evaluate(facts: ["甲": 4])
        #expect(open.unmet == ["乙"] && !open.isGranted)
    }

    @Test("先中先得：前面的规则还说不准，就轮不到后面的")
    func firstWaits() throws {
        let model = try Self.model("| 一 | - | > 5 | - || 准予 | 5 |\n| 二 | > 1 | - | - || 准予 | 6 |", hit: "first")
        #expect(model.evaluate(facts: ["甲": 2, "乙": 6])["金额"] == 5)
        #expect(model.evaluate(facts: ["甲": 2, "乙": 1])["金额"] == 6)
        #expect(model.evaluate(facts: ["甲": 2]).unmet == ["乙"])
    }

    @Test("结果算不出来，不准予")
    func outputMustBeKnown() throws {
        let model = try Self.model("| 一 | > 1 | - | - || 准予 | 甲 / 乙 |")
        guard case .referred(let reasons) = model.evaluate(facts: ["甲": 2, "乙": 0]) else { throw Unexpected() }
        #expect(reasons.map(\.kind) == [.output] && reasons[0].names == ["金额"])
    }

    @Test("一家人里有一项收入查不到，就是查不到")
    func incompleteFact() throws {
        let member = FEELType.context([.init("姓名", .string), .init("收入", .number)])
        let model = try DecisionModel(
            DecisionSource(
                inputs: [DecisionInput("成员", .list(member))],
                definitions: "困难 = count(成员[收入 >= 1000]) = 0",
                table: "hit unique\n| 规则 | 困难 || 结论 | 人数 |\n| 一 | true || 准予 | count(成员) |"))
        func family(_ incomes: Value...) -> [String: Value] {
            ["成员": .list(incomes.map { .context(["姓名": "甲", "收入": $0]) })]
        }
        #expect(model.evaluate(facts: family(0, 500))["人数"] == 2)
        #expect(model.evaluate(facts: family(0, .null)).unmet == ["成员"])
        #expect(model.evaluate(facts: ["成员": .list([.context(["姓名": "甲"])])]).unmet == ["成员"])
    }

    @Test("说明里可以引用信息、定义和结果")
    func quotableValues() throws {
        let model = try DecisionModel(SeniorAllowance.source())
        let trace = model.trace(facts: SeniorAllowance.facts())
        #expect(trace["年龄"] == 83 && trace["金额"] == 100 && trace["领取状态"] == "未领" && trace["无此项"] == nil)
        #expect(model.names == ["出生日期", "健在", "户籍区划", "领取状态", "申请日", "年龄", "本市户籍", "金额"])
    }

    @Test("只问还用得着的信息")
    func neededInputs() throws {
        let model = try Self.model("| 一 | > 1 | 1 | - || 准予 | 5 |\n| 二 | <= 1 | - | 1 || 准予 | 6 |")
        #expect(model.neededInputs(facts: ["甲": 2]) == ["乙"])
        #expect(model.neededInputs(facts: ["甲": 0]) == ["丙"])
        #expect(model.neededInputs(facts: [:]) == ["甲", "乙", "丙"])
    }

    @Test("判定过程写成的文字固定不变")
    func canonicalTrace() throws {
        let model = try Self.model(
            "| 一 | [1..3) | - | - || 准予 | 合计 |\n| 二 | >= 3 | 乙 + 1 | - || 准予 | 6 |", definitions: "合计 = 甲 + 0.50")
        let text = model.trace(facts: ["甲": 2]).canonicalText
        let expected = #"""
            {"inputs":{"甲":2,"乙":null,"丙":null},"definitions":{"合计":2.50},"rules":[
            {"name":"一","outcome":"hit","cells":[
            {"column":"甲","test":"[1..3)","value":2,"outcome":"hit"},
            {"column":"乙","test":"-","value":null,"outcome":"hit"},
            {"column":"丙","test":"-","value":null,"outcome":"hit"}]},
            {"name":"二","outcome":"failed","cells":[
            {"column":"甲","test":">= 3","value":2,"outcome":"failed"},
            {"column":"乙","test":"乙 + 1","value":null,"outcome":"unknown"},
            {"column":"丙","test":"-","value":null,"outcome":"hit"}]}],
            "verdict":{"verdict":"granted","rule":"一","outputs":{"金额":2.50}}}
            """#
        #expect(text == expected.split(separator: "\n").joined())
    }

    @Test("随机表格：少知道一项，只会从准予变成转人工，不会变成另一种准予")
    func knowingLessNeverGrantsOtherwise() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let cells = ["-", "-", "-", "1", "> 1", "<= 1", "[0..2)", "not(2)", "乙", "not(丙)", "? != 乙", "甲 + 1"]
        let definitions = "和 = 甲 + 乙\n选 = if 乙 > 1 then 丙 else 甲\n空 = if 丙 = null then 1 else 2"
        for _ in 0..<400 {
            let rows = (0..<Int.random(in: 1...4, using: &generator)).map { index in
                let row = (0..<3).map { _ in cells.randomElement(using: &generator) ?? "-" }.joined(separator: " | ")
                let output = ["1", "2", "和", "选", "空"].randomElement(using: &generator) ?? "1"
                return "| r\(index) | \(row) || 准予 | \(output) |"
            }
            let hit = Bool.random(using: &generator) ? "unique" : "first"
            let model = try Self.model(rows.joined(separator: "\n"), hit: hit, definitions: definitions)
            for _ in 0..<10 {
                let facts = ["甲", "乙", "丙"].reduce(into: [String: Value]()) {
                    $0[$1] = .number(Decimal128(Int.random(in: 0...3, using: &generator)))
                }
                let full = model.evaluate(facts: facts)
                for name in facts.keys {
                    var fewer = facts
                    fewer[name] = nil
                    let verdict = model.evaluate(facts: fewer)
                    #expect(!verdict.isGranted || verdict == full, "seed \(seed): \(rows) \(hit) without \(name)")
                }
            }
        }
    }

    private struct Unexpected: Error {}
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
