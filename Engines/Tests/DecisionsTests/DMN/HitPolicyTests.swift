import Decisions
import FEEL
import Kernel
import Testing

@Suite("决策表") struct HitPolicyTests {
    private func value(
        _ policy: String, _ rules: [(String, String)], output: String = "<output/>", type: String = "Any", _ age: Value
    ) throws -> DecisionGraph.Outcome {
        try SampleDiagrams.result(
            SampleDiagrams.input("年龄", "number")
                + SampleDiagrams.decision(
                    "结果", as: type, needs: ["年龄"], SampleDiagrams.table(policy, rules, output: output)), ["年龄": age])
    }

    private static let rules = [(">= 80", "100"), (">= 90", "200"), (">= 100", "100"), ("60", "50")]

    @Test(
        "命中方式与汇总",
        arguments: [
            ("UNIQUE", 85, "100"), ("UNIQUE", 95, "null"), ("UNIQUE", 20, "null"), ("ANY", 95, "null"),
            ("FIRST", 120, "100"), ("RULE ORDER", 120, "[100, 200, 100]"), ("COLLECT", 95, "[100, 200]"),
            ("COLLECT\" aggregation=\"SUM", 120, "400"), ("COLLECT\" aggregation=\"COUNT", 120, "3"),
            ("COLLECT\" aggregation=\"MIN", 120, "100"), ("COLLECT\" aggregation=\"MAX", 95, "200"),
            ("COLLECT", 20, "null"), ("PRIORITY", 120, "200"), ("OUTPUT ORDER", 120, "[200, 100, 100]"),
        ]) func policies(_ policy: String, _ age: Int, _ expected: String) throws
    {
        let output = "<output><outputValues><text>200, 100, 50</text></outputValues></output>"
        let outcome = try value("hitPolicy=\"\(policy)\"", Self.rules, output: output, .number(Decimal128(age)))
        #expect(outcome.value.literal == expected)
    }

    @Test("ANY 结果一致时给出，缺省值在无命中时给出") func agreement() throws {
        let agreed = try value("hitPolicy=\"ANY\"", [(">= 80", "1 + 1"), (">= 90", "2")], 95)
        #expect(agreed.value == 2)
        let output = "<output><defaultOutputEntry><text>0</text></defaultOutputEntry></output>"
        #expect(try value("", Self.rules, output: output, 20).value == 0)
        #expect(try value("", Self.rules, output: output, 60).value == 50)
    }

    @Test("命中过多、取值之外、格子读不懂：空，并说明在哪里为什么") func faults() throws {
        let several = try value("hitPolicy=\"UNIQUE\"", Self.rules, 95)
        #expect(several.faults.map(\.element) == ["结果"])
        #expect(several.faults.map(\.message.code) == ["dmn.severalHits"])
        let output = "<output><outputValues><text>1, 2</text></outputValues></output>"
        #expect(try value("", [("-", "3")], output: output, 1).faults.map(\.message.code) == ["dmn.notAllowed"])
        let graph = try SampleDiagrams.graph(
            SampleDiagrams.input("年龄")
                + SampleDiagrams.decision(
                    "结果", needs: ["年龄"], SampleDiagrams.table("hitPolicy=\"FIRST\"", [("＞＝80", "1"), ("-", "2")])))
        #expect(graph.problems.map(\.code) == ["feel.fullWidth"])
        #expect(graph.problems.map(\.element) == ["结果"])
        let outcome = try #require(graph.evaluate("结果", ["年龄": 85]))
        #expect(outcome.value.isNull, "a later rule must not hit in place of one that cannot be read")
        #expect(outcome.faults.map(\.message.code) == ["dmn.tableUnreadable"])
    }

    @Test("集合类型的输出列：每条规则给一个元素") func listColumn() throws {
        let type = "<itemDefinition name=\"表\" isCollection=\"true\"><typeRef>number</typeRef></itemDefinition>"
        let table = SampleDiagrams.table("hitPolicy=\"COLLECT\"", Self.rules, output: "<output typeRef=\"表\"/>")
        let outcome = try SampleDiagrams.result(
            type + SampleDiagrams.input("年龄") + SampleDiagrams.decision("结果", as: "表", needs: ["年龄"], table), ["年龄": 95]
        )
        #expect(outcome.value.literal == "[100, 200]")
    }

    @Test("追踪：每个决定、命中的规则") func trace() throws {
        let graph = try SampleDiagrams.graph(
            SampleDiagrams.input("年龄")
                + SampleDiagrams.decision("档", needs: ["年龄"], SampleDiagrams.table("hitPolicy=\"FIRST\"", Self.rules))
                + SampleDiagrams.decision("结果", needs: ["档"], "档 * 2"))
        let outcome = try #require(graph.evaluate("结果", ["年龄": 95], options: .init(isTracing: true)))
        #expect(outcome.steps.map(\.decision) == ["档", "结果"])
        #expect(outcome.steps.map(\.hits) == [[[1]], []])
        #expect(outcome.value == 200)
    }

    @Test("随机的表：命中的规则与逐格判断的相同，空值也一样", arguments: [5, 64, 300]) func randomTables(_ count: Int) throws {
        let cells = [
            "-", "null", "< 5", "[3..8)", "not(4)", "2, 6", "not(null)", "? = null or ? > 7", "\"甲\"", "> 乙", "",
        ]
        let values: [Value] = [.null, 0, 3, 4, 5, 6, 8, "甲"]
        let seed = UInt64.random(in: 1...UInt64.max)
        var generator = SplitMix(seed)
        let rules = (0..<count).map { _ in
            [cells.randomElement(using: &generator) ?? "-", cells.randomElement(using: &generator) ?? "-"]
        }
        let table = DMN.Table(
            hitPolicy: .collect, inputs: [DMN.Input("甲"), DMN.Input("乙")], outputs: [DMN.Output(nil)],
            rules: rules.enumerated().map { DMN.Rule($1.map { DMN.Text($0) }, [DMN.Text("\($0)")]) })
        var model = DMN.Definitions(name: "表", namespace: "u:table")
        model.inputs = ["甲", "乙"].map { DMN.InputData(id: $0, name: $0) }
        var decision = DMN.Decision(id: "结果", name: "结果", logic: DMN.Boxed(.table(table)))
        decision.information = [DMN.Reference("甲"), DMN.Reference("乙")]
        model.decisions = [decision]
        let graph = DecisionGraph(model)
        #expect(graph.problems.isEmpty)
        var names = NameScope()
        for name in ["甲", "乙"] { names.declare(name) }
        let tests = try rules.map { try $0.map { try UnaryTests.parse($0.isEmpty ? "-" : $0, names: names) } }
        for first in values {
            for second in values {
                let scope = Scope(names, ["甲": first, "乙": second])
                let expected = tests.indices.filter { rule in
                    zip(tests[rule], [first, second]).allSatisfy { $0.matches($1, in: scope) == true }
                }.map { Value.number(Decimal128($0)) }
                let got = try #require(graph.evaluate("结果", ["甲": first, "乙": second])).value
                #expect(got == (expected.isEmpty ? .null : .list(expected)), "seed \(seed): \(first), \(second)")
            }
        }
    }
}
