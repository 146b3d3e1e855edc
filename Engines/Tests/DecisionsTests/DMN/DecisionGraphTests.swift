import Decisions
import FEEL
import Kernel
import Testing

@Suite("决策图") struct DecisionGraphTests {
    private typealias Sample = SampleDiagrams

    private func knowledge(_ name: String, _ parameters: [String], calls: [String] = [], _ body: String) -> String {
        let formal = parameters.map { "<formalParameter name=\"\($0)\" typeRef=\"number\"/>" }.joined()
        let called = calls.map { "<knowledgeRequirement><requiredKnowledge href=\"#\($0)\"/></knowledgeRequirement>" }
        return """
            <businessKnowledgeModel id="\(name)" name="\(name)"><variable name="\(name)"/>
            <encapsulatedLogic>\(formal)\(Sample.literal(body))</encapsulatedLogic>\(called.joined())</businessKnowledgeModel>
            """
    }

    @Test("只有连线给出的名称可用") func scope() throws {
        let graph = try Sample.graph(
            Sample.input("甲", "number") + Sample.decision("乙", needs: ["甲"], "甲 + 1")
                + Sample.decision("结果", needs: ["乙"], "甲 + 乙"))
        #expect(graph.problems.map(\.code) == ["feel.unknownName"])
        #expect(graph.problems.first?.element == "结果")
        #expect(try #require(graph.evaluate("结果", ["甲": 1])).faults.map(\.message.code) == ["dmn.unreadable"])
        #expect(graph.evaluate("乙", ["甲": 1])?.value == 2)
        #expect(graph.evaluate("没有", [:]) == nil)
    }

    @Test("决定可以当作输入给出，此时不再计算") func supplied() throws {
        let graph = try Sample.graph(
            Sample.decision("乙", as: "number", "1") + Sample.decision("结果", needs: ["乙"], "乙 * 10"))
        #expect(graph.evaluate("结果", ["乙": 7])?.value == 70)
        #expect(graph.evaluate("结果")?.value == 10)
    }

    @Test("业务知识递归与互相调用，参数不符则调用为空") func recursion() throws {
        let elements =
            knowledge("阶乘", ["n"], "if n <= 1 then 1 else n * 阶乘(n - 1)")
            + knowledge("偶", ["n"], calls: ["奇"], "if n = 0 then true else 奇(n - 1)")
            + knowledge("奇", ["n"], calls: ["偶"], "if n = 0 then false else 偶(n - 1)")
        func result(_ text: String) throws -> Value {
            try Sample.result(elements + Sample.decision("结果", calls: ["阶乘", "偶", "奇"], text)).value
        }
        #expect(try result("阶乘(20)") == .number(try #require(Decimal128("2432902008176640000"))))
        #expect(try result("[偶(10), 奇(10), 偶(n: 7)]") == [true, false, false])
        #expect(try result("阶乘(\"3\") = null and 阶乘(3, 4) = null and 阶乘(m: 3) = null") == true)
        #expect(try result("(for f in [阶乘, function(n) n + 1] return f(3))") == [6, 4])
    }

    @Test("没有尽头的递归以上限结束，并说明") func endless() throws {
        let outcome = try Sample.result(
            knowledge("永", ["n"], "永(n + 1) + 永(n + 2)") + Sample.decision("结果", calls: ["永"], "永(1)"))
        #expect(outcome.value.isNull && outcome.exceeded != nil)
        #expect(outcome.faults.contains { $0.message.code.hasPrefix("feel.limit.") })
    }

    private static let service = """
        <decisionService id="服务" name="服务"><variable name="服务"/><outputDecision href="#和"/><outputDecision href="#差"/>
        <encapsulatedDecision href="#倍"/><inputDecision href="#外"/><inputData href="#甲"/></decisionService>
        """

    @Test("决策服务：作为函数、单独调用、输入决定") func services() throws {
        let graph = try Sample.graph(
            Sample.input("甲", "number") + Sample.decision("外", as: "number", "1000")
                + Sample.decision("倍", needs: ["甲"], "甲 * 2")
                + Sample.decision("和", needs: ["倍", "外"], "倍 + 外") + Sample.decision("差", needs: ["倍", "外"], "倍 - 外")
                + Self.service + Sample.decision("结果", calls: ["服务"], "服务(甲: 5, 外: 1).和 + 服务(5, 1).差"))
        #expect(graph.problems.isEmpty)
        #expect(graph.evaluate("结果")?.value == 20)
        #expect(graph.evaluate("和", ["甲": 5])?.value == 1010)
        let called = try #require(graph.evaluate(service: "服务", [.init("甲", 5), .init("外", 1)]))
        #expect(called.outcome.value == .context(["和": 11, "差": 9]))
        #expect(called.outputs["差"] == 9)
    }

    @Test("函数值带着它自己的作用域") func closures() throws {
        let outcome = try Sample.result(
            Sample.input("甲", "number") + Sample.decision("加", needs: ["甲"], "function(x) x + 甲")
                + Sample.decision("外", as: "number", "0") + Sample.decision("结果", needs: ["加", "甲"], "加(1) + 甲"),
            ["甲": 10])
        #expect(outcome.value == 21)
    }

    @Test("类型的边：单元素清单、单值、日期、不符、递归类型、约束") func edges() throws {
        let types = """
            <itemDefinition name="数表" isCollection="true"><typeRef>number</typeRef></itemDefinition>
            <itemDefinition name="等级"><typeRef>string</typeRef>
            <allowedValues><text>"甲","乙"</text></allowedValues></itemDefinition>
            <itemDefinition name="小数表"><typeRef>数表</typeRef>
            <typeConstraint><text>count(?) &lt;= 2</text></typeConstraint></itemDefinition>
            <itemDefinition name="树"><itemComponent name="值"><typeRef>number</typeRef></itemComponent>
            <itemComponent name="枝" isCollection="true"><typeRef>树</typeRef></itemComponent></itemDefinition>
            """
        func coerced(_ text: String, _ type: String) throws -> String {
            try Sample.result(types + Sample.decision("结果", as: type, text)).value.literal
        }
        #expect(try coerced("[5]", "number") == "5")
        #expect(try coerced("5", "数表") == "[5]")
        #expect(try coerced("[1, \"a\"]", "数表") == "null")
        #expect(try coerced("@\"2026-11-22\"", "date and time") == "@\"2026-11-22T00:00:00Z\"")
        #expect(try coerced("\"丙\"", "等级") == "null")
        #expect(try coerced("\"乙\"", "等级") == "\"乙\"")
        #expect(try coerced("[1, 2, 3]", "小数表") == "null")
        #expect(try coerced("[1, 2]", "小数表") == "[1, 2]")
        #expect(try coerced("{值: 1, 枝: [{值: 2, 枝: []}]}", "树") == "{值: 1, 枝: [{值: 2, 枝: []}]}")
        #expect(try coerced("{值: 1, 枝: [{值: \"2\", 枝: []}]}", "树") == "null")
        #expect(try coerced("{值: 1, 枝: []} instance of 树", "Any") == "true")
        #expect(try coerced("树.枝", "树.枝") == "null", "a component is a type too")
    }

    @Test("成圈的决定和类型：说明，其余照常") func circles() throws {
        let graph = try Sample.graph(
            "<itemDefinition name=\"甲型\"><typeRef>乙型</typeRef></itemDefinition>"
                + "<itemDefinition name=\"乙型\"><typeRef>甲型</typeRef></itemDefinition>"
                + Sample.decision("甲", needs: ["乙"], "乙 + 1") + Sample.decision("乙", needs: ["甲"], "甲 + 1")
                + Sample.decision("结果", as: "甲型", "1") + Sample.decision("丙", needs: ["无"], "1"))
        #expect(Set(graph.problems.map(\.code)) == ["dmn.circle", "dmn.missingElement"])
        #expect(graph.evaluate("结果")?.value == 1)
        #expect(try #require(graph.evaluate("甲")).faults.map(\.message.code).contains("dmn.circle"))
    }

    @Test("方框表达式") func boxed() throws {
        let context = """
            <context><contextEntry><variable name="月数" typeRef="number"/>\(Sample.literal("12"))</contextEntry>
            <contextEntry><variable name="年额"/>\(Sample.literal("月数 * 100"))</contextEntry>
            <contextEntry>\(Sample.literal("年额 + 月数"))</contextEntry></context>
            """
        #expect(try Sample.result(Sample.decision("结果", context)).value == 1212)
        let relation = """
            <relation><column name="档"/><column name="额"/><row>\(Sample.literal("1"))\(Sample.literal("10"))</row>
            <row>\(Sample.literal("2"))\(Sample.literal("20"))</row></relation>
            """
        let filter = "<filter><in>\(relation)</in><match>\(Sample.literal("额 > 15 and item.档 = 2"))</match></filter>"
        #expect(try Sample.result(Sample.decision("结果", filter)).value.literal == "[{档: 2, 额: 20}]")
        let loop = """
            <for iteratorVariable="行"><in>\(relation)</in><return><conditional><if>\(Sample.literal("行.档 = 1"))</if>
            <then>\(Sample.literal("count(partial)"))</then><else>\(Sample.literal("partial[1] + 5"))</else>
            </conditional></return></for>
            """
        #expect(try Sample.result(Sample.decision("结果", loop)).value == [0, 5])
        let some =
            "<some iteratorVariable=\"行\"><in>\(relation)</in><satisfies>\(Sample.literal("行.额 = 20"))</satisfies></some>"
        #expect(try Sample.result(Sample.decision("结果", some)).value == true)
        let function = """
            <functionDefinition><formalParameter name="甲 额" typeRef="number"/>\(Sample.literal("甲 额 * 2"))</functionDefinition>
            """
        let invocation = """
            <invocation>\(function)<binding><parameter name="甲 额"/>\(Sample.literal("21"))</binding></invocation>
            """
        #expect(try Sample.result(Sample.decision("结果", invocation)).value == 42)
        let java = "<functionDefinition kind=\"Java\"><context/></functionDefinition>"
        let outcome = try Sample.result(Sample.decision("结果", java))
        #expect(outcome.value.isNull && outcome.faults.map(\.message.code) == ["dmn.unreadable"])
    }

    @Test("输入取自 JSON：文字按类型成为日期和时长") func json() throws {
        let graph = try Sample.graph(
            "<itemDefinition name=\"人\"><itemComponent name=\"生\"><typeRef>date</typeRef></itemComponent></itemDefinition>"
                + "<itemDefinition name=\"人们\" isCollection=\"true\"><typeRef>人</typeRef></itemDefinition>"
                + Sample.input("家", "人们") + Sample.input("期", "days and time duration")
                + Sample.decision("结果", needs: ["家", "期"], "家[1].生 + 期"))
        let json: JSON = ["家": [["生": "2026-11-20"]], "期": "P2D", "别的": 1]
        #expect(graph.evaluate("结果", graph.supplied(from: json))?.value.literal == "@\"2026-11-22\"")
        let prepared = try #require(graph.prepare("结果"))
        #expect(prepared.inputs.map(\.name) == ["家", "期"])
        #expect(prepared.evaluate(prepared.values(from: json)).value.literal == "@\"2026-11-22\"")
    }

    @Test("套得深的方框和很长的决定链：很快有结果") func deep() throws {
        var nested = Sample.literal("永(n + 1)")
        for _ in 0..<55 {
            nested =
                "<conditional><if>\(Sample.literal("true"))</if><then>\(nested)</then><else><list/></else></conditional>"
        }
        let endless = """
            <businessKnowledgeModel id="永" name="永"><encapsulatedLogic><formalParameter name="n"/>\(nested)</encapsulatedLogic>
            </businessKnowledgeModel>
            """
        let outcome = try Sample.result(endless + Sample.decision("结果", calls: ["永"], "永(1)"))
        #expect(outcome.value.isNull && outcome.exceeded != nil)
        for _ in 0..<30 { nested = "<list>\(nested)</list>" }
        let tooDeep = try Sample.graph(Sample.decision("结果", nested))
        #expect(Set(tooDeep.problems.map(\.code)) == ["dmn.tooDeep"])
        let chain = (1...500).map { Sample.decision("d\($0)", needs: ["d\($0 - 1)"], "d\($0 - 1) + 1") }
        let last = Sample.decision("结果", needs: ["d500"], "d500")
        #expect(try Sample.result(Sample.decision("d0", "0") + chain.joined() + last).value == 500)
    }
}
