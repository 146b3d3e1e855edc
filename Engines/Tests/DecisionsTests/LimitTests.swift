import Decisions
import FEEL
import Kernel
import Testing

@Suite("Limits never grant")
struct LimitTests {
    /// A definition that goes beyond one limit and would make a grant of the null that stands for it.
    struct Beyond: Sendable, CustomTestStringConvertible {
        let limit: String
        let definition: String
        var testDescription: String { limit }
    }

    static let definitions = [
        Beyond(
            limit: "一步步用完的步数",
            definition: "if count({单: for i in 1..甲*400 return i, 数: flatten([单, 单, 单])}.数) > 3 then false else true"),
        Beyond(limit: "一眼看出不够的步数", definition: "if count(for i in 1..甲*100000 return i) > 3 then false else true"),
        Beyond(limit: "用不着值的步数", definition: "count(for i in 1..甲*100000 return i) = null"),
        Beyond(
            limit: "匹配的步数",
            definition: "if matches(string join(for i in 1..甲 return \"aa\"), \"((a+)+)+x\") then false else true"),
        Beyond(
            limit: "清单的长度", definition: "if count(for i in 1..甲, j in 1..甲-1200 return i) > 3 then false else true"),
        Beyond(
            limit: "文字的长度",
            definition: "if string length(string join(for i in 1..甲*10 return "
                + "\"01234567890123456789012345678901234567890123456789012345678901234567890123456789\")) > 1 "
                + "then false else true"),
        Beyond(
            limit: "内存",
            definition: "if count({长: string join(for i in 1..甲*5 return "
                + "\"01234567890123456789012345678901234567890123456789012345678901234567890123456789\"), "
                + "数: for i in 1..甲 return string length(长 + \"a\")}.数) > 3 then false else true"),
    ]

    private static func model(_ definition: String, _ table: String) throws -> DecisionModel {
        try DecisionModel(
            DecisionSource(
                inputs: [DecisionInput("甲", .number)], definitions: "通过 = \(definition)", table: table))
    }

    @Test("超出限度的定义不准予，也不当作不符合", arguments: definitions)
    func column(beyond: Beyond) throws {
        let model = try Self.model(
            beyond.definition,
            """
            hit unique
            | 规则 | 通过 | 甲 || 结论 | 金额 |
            | 一 | true | - || 准予 | 1 |
            otherwise 转人工
            """)
        #expect(!model.evaluate(facts: ["甲": 2_000]).isGranted)
        #expect(!model.trace(facts: ["甲": 2_000]).verdict.isGranted)
    }

    @Test("条件格里超出限度，也不准予", arguments: definitions)
    func cell(beyond: Beyond) throws {
        let model = try Self.model(
            "1",
            """
            hit unique
            | 规则 | 甲 || 结论 | 金额 |
            | 一 | ? > 0 and (\(beyond.definition)) || 准予 | 1 |
            otherwise 转人工
            """)
        #expect(!model.evaluate(facts: ["甲": 2_000]).isGranted)
    }

    @Test("金额里超出限度，也不准予")
    func output() throws {
        let model = try Self.model(
            "1",
            """
            hit unique
            | 规则 | 甲 || 结论 | 金额 |
            | 一 | > 0 || 准予 | if count(for i in 1..甲*100000 return i) > 3 then 1 else 1000000 |
            otherwise 转人工
            """)
        #expect(!model.evaluate(facts: ["甲": 2_000]).isGranted)
    }

    @Test("条件格里超出限度，这一格既不算满足也不算不满足", arguments: definitions)
    func unknownCell(beyond: Beyond) throws {
        let model = try Self.model(
            "1",
            """
            hit unique
            | 规则 | 甲 || 结论 |
            | 一 | ? > 0 and (\(beyond.definition)) || 准予 |
            otherwise 转人工
            """)
        let rules = model.trace(facts: ["甲": 2_000]).rules
        #expect(rules.map(\.outcome) == [.unknown])
    }

    @Test("定义超出限度以后，用不着它的规则也不准予", arguments: definitions)
    func otherRule(beyond: Beyond) throws {
        let model = try Self.model(
            beyond.definition,
            """
            hit unique
            | 规则 | 通过 | 甲 || 结论 | 金额 |
            | 一 | true | < 0 || 准予 | 1 |
            | 二 | - | > 0 || 准予 | 2 |
            otherwise 转人工
            """)
        #expect(!model.evaluate(facts: ["甲": 2_000]).isGranted)
    }
}
