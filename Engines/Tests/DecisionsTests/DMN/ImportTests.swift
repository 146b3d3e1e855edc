import Decisions
import FEEL
import Kernel
import Testing

@Suite("导入") struct ImportTests {
    private typealias Sample = SampleDiagrams

    private static let base = SampleDiagrams.model(
        """
        <itemDefinition name="等级"><typeRef>string</typeRef><allowedValues><text>"甲","乙"</text></allowedValues></itemDefinition>
        \(SampleDiagrams.input("姓名", "string"))
        \(SampleDiagrams.decision("问候", as: "string", needs: ["姓名"], "\"您好，\" + 姓名"))
        <businessKnowledgeModel id="加倍" name="加倍"><encapsulatedLogic><formalParameter name="n"/>
        \(SampleDiagrams.literal("n * 2"))</encapsulatedLogic></businessKnowledgeModel>
        """, name: "基础", namespace: "u:base")

    private func graph(alias: String, _ text: String, type: String = "Any") throws -> DecisionGraph {
        let model = Sample.model(
            """
            <import name="\(alias)" namespace="u:base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            <decision id="结果" name="结果"><variable name="结果" typeRef="\(type)"/>
            <informationRequirement><requiredDecision href="u:base#问候"/></informationRequirement>
            <informationRequirement><requiredInput href="u:base#姓名"/></informationRequirement>
            <knowledgeRequirement><requiredKnowledge href="u:base#加倍"/></knowledgeRequirement>
            \(Sample.literal(text))</decision>
            """)
        return DecisionGraph(try DMN.Definitions(xml: model.utf8)) { imported in
            imported.namespace == "u:base" ? try? DMN.Definitions(xml: ImportTests.base.utf8) : nil
        }
    }

    @Test("按导入名称使用决定、输入、业务知识和类型") func qualified() throws {
        let graph = try graph(alias: "基 础", "基 础.问候 + string(基 础.加倍(4)) + 基 础.姓名")
        #expect(graph.problems.isEmpty, "\(graph.problems)")
        for name in ["基 础.姓名", "姓名"] {
            #expect(graph.evaluate("结果", [name: "张三"])?.value == "您好，张三8张三")
        }
        let json: JSON = ["基 础": ["姓名": "李四"]]
        #expect(graph.evaluate("结果", graph.supplied(from: json))?.value == "您好，李四8李四")
        #expect(graph.evaluate("结果", [.init("姓名", "王五", namespace: "u:base")])?.value == "您好，王五8王五")
        #expect(try self.graph(alias: "基础", "\"丙\"", type: "基础.等级").evaluate("结果")?.value.isNull == true)
        #expect(try self.graph(alias: "基础", "\"甲\" instance of 基础.等级").evaluate("结果")?.value == true)
    }

    @Test("没有名称的导入：元素如在自家") func unnamed() throws {
        let graph = try graph(alias: "", "问候 + string(加倍(4))")
        #expect(graph.problems.isEmpty, "\(graph.problems)")
        #expect(graph.evaluate("结果", ["姓名": "张三"])?.value == "您好，张三8")
        #expect(try self.graph(alias: "", "\"丙\"", type: "等级").evaluate("结果")?.value.isNull == true)
    }

    @Test("找不到的导入：说明") func missing() throws {
        let model = Sample.model(
            "<import name=\"x\" namespace=\"u:none\" importType=\"\"/>" + Sample.decision("结果", "1"))
        let graph = DecisionGraph(try DMN.Definitions(xml: model.utf8))
        #expect(graph.problems.map(\.code) == ["dmn.missingImport"])
        #expect(graph.evaluate("结果")?.value == 1)
    }
}
