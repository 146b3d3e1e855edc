import Decisions
import FEEL
import Kernel
import Testing

@Suite("Limits never grant")
struct LimitTests {
    /// Each goes beyond another limit and would make a grant of the null that stands for it.
    static let definitions = [
        "if count(for i in 1..甲*100000 return i) > 3 then false else true",
        "if matches(string join(for i in 1..甲 return \"aa\"), \"((a+)+)+x\") then false else not(matches(\"b\", \"a\"))",
        "count(for i in 1..甲*100000 return i) = null",
        "if string length(string join(for i in 1..甲*1000 return \"0123456789012345678901234567890123456789\")) > 1 "
            + "then false else true",
    ]

    private static func model(_ definition: String, _ table: String) throws -> DecisionModel {
        try DecisionModel(
            DecisionSource(
                inputs: [DecisionInput("甲", .number)], definitions: "通过 = \(definition)", table: table))
    }

    @Test("超出限度的定义不准予，也不当作不符合", arguments: definitions)
    func column(definition: String) throws {
        let model = try Self.model(
            definition,
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
    func cell(definition: String) throws {
        let model = try Self.model(
            "1",
            """
            hit unique
            | 规则 | 甲 || 结论 | 金额 |
            | 一 | ? > 0 and (\(definition)) || 准予 | 1 |
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
}
