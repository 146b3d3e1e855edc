import Catalog
import Foundation
import Kernel
import Testing

@Suite struct ItemEvaluationTests {
    private let day = CivilDate("2026-11-21")!
    private let facts: [String: FactValue] = [
        "姓名": .text("测试甲"), "出生日期": .date(CivilDate("1943-05-01")!), "健在": .flag(true), "户籍区划": .text("339902"),
        "联系电话": .text("10012345678"), "领取状态": .text("未领"), "发放账户": .text("6200000000000000"),
    ]

    @Test("八十三岁：当场准予，说明为什么、多少钱")
    func grantsWithReasonAndAmount() throws {
        let grant = try #require(try Fixtures.allowanceItem().evaluate(facts: facts, on: day).grant)
        #expect(grant.rule == "八十岁档")
        #expect(grant.amountFen == 10_000)
        #expect(grant.outputs.map(\.name) == ["金额"] && grant.outputs.map(\.value) == [.number(100)])
        #expect(grant.reason == "您年满 83 周岁，户籍在本市，每月 100 元。")
    }

    @Test("同样的事实得到同样的过程；过程里没有决定用不着的个人信息")
    func traceReplaysAndHoldsOnlyWhatDecides() throws {
        let item = try Fixtures.allowanceItem()
        let grant = try #require(item.evaluate(facts: facts, on: day).grant)
        #expect(item.evaluate(facts: facts, on: day).grant?.traceHash == grant.traceHash)
        #expect(item.evaluate(facts: facts, on: day.adding(days: 1)).grant?.traceHash != grant.traceHash)
        #expect(grant.trace["version"]?.string == item.version.digest)
        for secret in ["测试甲", "10012345678", "6200000000000000"] { #expect(!grant.trace.text.contains(secret)) }
        #expect(item.rules?.factNames == ["出生日期", "健在", "户籍区划", "领取状态"])
    }

    @Test("少知道一件事就转人工，并说出是哪一件", arguments: ["出生日期", "健在", "户籍区划", "领取状态"])
    func refersOnAnyUnknown(_ name: String) throws {
        let item = try Fixtures.allowanceItem()
        var facts = facts
        facts[name] = nil
        guard case .referred(let unmet, _) = item.evaluate(facts: facts, on: day) else {
            Issue.record("granted without \(name)")
            return
        }
        #expect(unmet == [name])
        #expect(item.referralText(unmet: unmet) == "有信息系统不能确认（\(name)），由工作人员核对，不用您补材料。")
    }

    @Test("规则里带时区的时刻，算得出来", arguments: [("2026-11-21", true), ("2025-12-31", false)])
    func rulesReadZones(_ day: String, isGranted: Bool) throws {
        let text = try Fixtures.text(Fixtures.allowance).replacing(
            "starts with(户籍区划, \"3399\")",
            with: """
                starts with(户籍区划, "3399")
                    and date and time(string(申请日) + "T08:00:00@Asia/Shanghai") >= @"2026-01-01T00:00:00Z"
                """.replacing("\n", with: "\n  "))
        let verdict = try Fixtures.item(text, known: DefinitionFolder.knownSources(at: Fixtures.departments).known)
            .evaluate(facts: facts, on: try #require(CivilDate(day)))
        #expect((verdict.grant != nil) == isGranted)
    }

    @Test("标准施行之前的申请，由人办")
    func refersBeforeTheStandardIsInForce() throws {
        guard
            case .referred(let unmet, _) = try Fixtures.allowanceItem().evaluate(
                facts: facts, on: CivilDate("2023-12-31")!)
        else {
            Issue.record("granted before the standard was in force")
            return
        }
        #expect(unmet == ["月标准"])
    }

    @Test("标准变了，按申请那天的算")
    func standardsFollowTheDay() throws {
        let text = try Fixtures.text(Fixtures.allowance).replacing(
            "    自 2024-01-01:", with: "    自 2027-01-01: { 八十岁: 120, 九十岁: 240, 百岁: 900, 依据: 办法 }\n    自 2024-01-01:")
        let known = try DefinitionFolder.knownSources(at: Fixtures.departments).known
        let item = try Fixtures.item(text, known: known)
        #expect(item.evaluate(facts: facts, on: CivilDate("2026-12-31")!).grant?.amountFen == 10_000)
        #expect(item.evaluate(facts: facts, on: CivilDate("2027-01-01")!).grant?.amountFen == 12_000)
    }

    @Test("类型不对、不在取值里的事实等于不知道")
    func wrongValuesAreUnknown() throws {
        let item = try Fixtures.allowanceItem()
        for (name, value) in [("健在", FactValue.text("true")), ("领取状态", .text("停发")), ("出生日期", .text("1943-05-01"))] {
            #expect(item.evaluate(facts: facts.merging([name: value]) { $1 }, on: day).grant == nil, "\(name)")
        }
    }

    /// The same question asked of the rules and of plain arithmetic, for people of every age.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func agreesWithArithmetic(_ seed: UInt64) throws {
        let item = try Fixtures.allowanceItem()
        var random = SplitMix(state: seed)
        for _ in 0..<1500 {
            let birth = CivilDate("1920-01-01")!.adding(days: Int.random(in: 0..<12_500, using: &random))
            let day = CivilDate("2024-01-01")!.adding(days: Int.random(in: 0..<1500, using: &random))
            let isAlive = Bool.random(using: &random) || Bool.random(using: &random)
            let division = ["339901", "339902", "339801"].randomElement(using: &random) ?? ""
            let status = ["未领", "未领", "在领"].randomElement(using: &random) ?? ""
            let facts: [String: FactValue] = [
                "出生日期": .date(birth), "健在": .flag(isAlive), "户籍区划": .text(division), "领取状态": .text(status),
            ]
            let age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day) ? 1 : 0)
            let isEntitled = isAlive && division.hasPrefix("3399") && status == "未领"
            let expected: Int? = isEntitled && age >= 80 ? (age >= 100 ? 80_000 : age >= 90 ? 20_000 : 10_000) : nil
            #expect(
                item.evaluate(facts: facts, on: day).grant?.amountFen == expected, "seed \(seed): \(birth) on \(day)")
        }
    }

    @Test("没有规则的事项由人办；算得出的金额精确到分")
    func otherItems() throws {
        let known = try DefinitionFolder.knownSources(at: Fixtures.departments).known
        let catalogue = try Catalogue.load(directory: Fixtures.city.path, known: known)
        let relief = try #require(catalogue.item(slug: "0021"))
        #expect(relief.rules == nil && relief.evaluate(facts: [:], on: day).grant == nil)
        let fund = try #require(catalogue.item(slug: "0042"))
        var facts: [String: FactValue] = [
            "账户状态": .text("正常"), "缴存满三个月": .flag(true), "账户余额": .number(Decimal128("4210.35")!),
            "本市无自有住房": .flag(true), "正在租房": .flag(true),
        ]
        let grant = try #require(fund.evaluate(facts: facts, on: day).grant)
        #expect(grant.amountFen == 421_035)
        #expect(grant.reason == "您已连续缴存满三个月，本次可以提取 4210.35 元。")
        facts["账户余额"] = .number(Decimal128("0.005")!)
        #expect(
            fund.evaluate(facts: facts, on: day).grant == nil, "an amount finer than a fen is not rounded in silence")
    }
}
