import Decisions
import FEEL
import Kernel
import Testing

/// Models in the manner of the common modelers: their namespaces, extensions and habits, with texts of our own.
@Suite("各家建模工具的文件") struct ModelerFilesTests {
    private func value(_ xml: String, _ decision: String, _ inputs: [String: Value]) throws -> Value {
        let graph = DecisionGraph(try DMN.Definitions(xml: xml.utf8))
        #expect(graph.problems.isEmpty, "\(graph.problems.map { $0.message.text(in: .english) })")
        return try #require(graph.evaluate(decision, inputs)).value
    }

    @Test("Camunda Modeler：DMN 1.3，camunda、modeler 扩展，biodi 坐标") func camunda() throws {
        let xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
              xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
              xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0"
              xmlns:camunda="http://camunda.org/schema/1.0/dmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0"
              id="Definitions_1" name="津贴" namespace="http://camunda.org/schema/1.0/dmn" exporter="Camunda Modeler"
              exporterVersion="5.20.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.4.0">
              <decision id="Decision_1" name="档次" camunda:historyTimeToLive="P180D">
                <extensionElements><biodi:bounds x="150" y="100" width="180" height="80"/></extensionElements>
                <variable id="Var_1" name="档次" typeRef="string"/>
                <informationRequirement id="Req_1"><requiredInput href="#Input_年龄"/></informationRequirement>
                <decisionTable id="Table_1" hitPolicy="FIRST" biodi:annotationsWidth="300">
                  <input id="I1" label="年龄" biodi:width="192" camunda:inputVariable="年龄">
                    <inputExpression id="E1" typeRef="integer" expressionLanguage="feel">
                      <text>年龄</text></inputExpression>
                    <inputValues id="V1"><text></text></inputValues>
                  </input>
                  <output id="O1" label="结果" name="档次" typeRef="string" biodi:width="192"/>
                  <rule id="R1"><description>高龄</description><inputEntry id="C1"><text>&gt;= 90</text></inputEntry>
                    <outputEntry id="A1"><text>"九十岁档"</text></outputEntry></rule>
                  <rule id="R2"><inputEntry id="C2"><text></text></inputEntry>
                    <outputEntry id="A2"><text>"其他"</text></outputEntry></rule>
                </decisionTable>
              </decision>
              <inputData id="Input_年龄" name="年龄"><variable id="Var_2" name="年龄" typeRef="number"/></inputData>
              <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="Decision_1">
                <dc:Bounds height="80" width="180" x="160" y="100"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
            </definitions>
            """
        #expect(try value(xml, "档次", ["年龄": 95]) == "九十岁档")
        #expect(try value(xml, "档次", ["年龄": 10]) == "其他")
    }

    @Test("Trisotech：triso 扩展，带前缀的模型命名空间，富文本说明") func trisotech() throws {
        let xml = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <semantic:definitions xmlns:semantic="https://www.omg.org/spec/DMN/20211108/MODEL/"
              xmlns:feel="https://www.omg.org/spec/DMN/20211108/FEEL/"
              xmlns:triso="http://www.trisotech.com/2015/triso/modeling" xmlns:trisodmn="http://www.trisotech.com/2016/triso/dmn"
              id="_a" name="Kind" namespace="http://www.trisotech.com/definitions/_a"
              exporter="DMN Modeler" triso:logoChoice="Default">
              <semantic:extensionElements/>
              <semantic:itemDefinition name="tPerson" label="tPerson"><semantic:itemComponent name="Birth date"
                id="_b">
                <semantic:typeRef>date</semantic:typeRef></semantic:itemComponent></semantic:itemDefinition>
              <semantic:inputData id="_c" name="Person"><semantic:variable name="Person"
                typeRef="tPerson"/></semantic:inputData>
              <semantic:decision id="_d" name="Is minor" triso:useOutputTypeAsAnswer="false">
                <semantic:description>&lt;p&gt;Text&lt;/p&gt;</semantic:description>
                  <semantic:question>Minor?</semantic:question>
                <semantic:variable name="Is minor" typeRef="boolean"/>
                <semantic:informationRequirement id="_e"><semantic:requiredInput
                  href="#_c"/></semantic:informationRequirement>
                <semantic:literalExpression typeRef="boolean" triso:expressionId="_f"
                  expressionLanguage="https://www.omg.org/spec/DMN/20211108/FEEL/">
                  <semantic:text>Person.Birth date + @"P18Y" &gt; date("2026-11-22")</semantic:text></semantic:literalExpression>
              </semantic:decision>
            </semantic:definitions>
            """
        let born = Value.context(["Birth date": .date(CivilDate(year: 2010, month: 1, day: 1)!)])
        #expect(try value(xml, "Is minor", ["Person": born]) == true)
        let graph = DecisionGraph(try DMN.Definitions(xml: xml.utf8))
        #expect(graph.decisions.map(\.question) == ["Minor?"])
    }

    @Test("Kogito/KIE：kie 扩展，CDATA，DMN 1.2 带前缀的类型") func kogito() throws {
        let xml = """
            <dmn:definitions xmlns:dmn="http://www.omg.org/spec/DMN/20180521/MODEL/"
              xmlns="https://kiegroup.org/dmn/_1"
              xmlns:feel="http://www.omg.org/spec/DMN/20180521/FEEL/" xmlns:kie="http://www.drools.org/kie/dmn/1.2"
              id="_1" name="loan" typeLanguage="http://www.omg.org/spec/DMN/20180521/FEEL/"
              namespace="https://kiegroup.org/dmn/_1">
              <dmn:extensionElements/>
              <dmn:itemDefinition id="_2" name="tList" isCollection="true">
                <dmn:typeRef>feel:number</dmn:typeRef></dmn:itemDefinition>
              <dmn:inputData id="_3" name="Incomes"><dmn:extensionElements/><dmn:variable id="_4" name="Incomes"
                typeRef="tList"/></dmn:inputData>
              <dmn:businessKnowledgeModel id="_9" name="Average"><dmn:variable id="_10" name="Average"
                typeRef="number"/>
                <dmn:encapsulatedLogic id="_11" kind="FEEL"><dmn:formalParameter id="_12" name="list"
                  typeRef="tList"/>
                <dmn:literalExpression id="_13"><dmn:text>
                  <![CDATA[mean(list)]]></dmn:text></dmn:literalExpression></dmn:encapsulatedLogic>
              </dmn:businessKnowledgeModel>
              <dmn:decision id="_5" name="Mean income"><dmn:variable id="_6" name="Mean income"
                typeRef="feel:number"/>
                <dmn:informationRequirement id="_7"><dmn:requiredInput href="#_3"/></dmn:informationRequirement>
                <dmn:knowledgeRequirement id="_8"><dmn:requiredKnowledge href="#_9"/></dmn:knowledgeRequirement>
                <dmn:invocation id="_14"><dmn:literalExpression id="_15">
                  <dmn:text>Average</dmn:text></dmn:literalExpression>
                  <dmn:binding><dmn:parameter id="_16" name="list" typeRef="tList"/>
                  <dmn:literalExpression id="_17"><dmn:text>
                    <![CDATA[Incomes[item > 0]]]></dmn:text></dmn:literalExpression></dmn:binding></dmn:invocation>
              </dmn:decision>
            </dmn:definitions>
            """
        #expect(try value(xml, "Mean income", ["Incomes": [10, 20, 0]]) == 15)
    }

    @Test("DMN 1.1：QName 类型，绑定在被调函数之前，模型命名空间为默认") func oldest() throws {
        let xml = """
            <definitions id="d" name="old" namespace="u:old" xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"
              xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:own="u:old"
              expressionLanguage="http://www.omg.org/spec/FEEL/20140401">
              <itemDefinition name="tRate"><typeRef>feel:number</typeRef></itemDefinition>
              <inputData id="i" name="Rate"><variable name="Rate" typeRef="own:tRate"/></inputData>
              <businessKnowledgeModel id="b" name="Twice"><encapsulatedLogic><formalParameter name="x"
                typeRef="feel:number"/>
                <literalExpression><text>x * 2</text></literalExpression></encapsulatedLogic>
                <variable name="Twice" typeRef="feel:number"/></businessKnowledgeModel>
              <decision id="e" name="Result"><variable name="Result" typeRef="feel:number"/>
                <informationRequirement><requiredInput href="#i"/></informationRequirement>
                <knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
                <invocation><binding><parameter name="x"/><literalExpression>
                  <text>Rate</text></literalExpression></binding>
                <literalExpression><text>Twice</text></literalExpression></invocation></decision>
            </definitions>
            """
        #expect(try value(xml, "Result", ["Rate": 4]) == 8)
        #expect(try value(xml, "Result", ["Rate": "4"]).isNull)
    }

    @Test("dmn-js：没有图形的表，空的输入表达式与空白格") func plain() throws {
        let xml = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="definitions_1"
              name="definitions" namespace="http://camunda.org/schema/1.0/dmn">
              <decision id="decision_1" name=""><decisionTable id="t"><input id="i"><inputExpression id="e"
                typeRef="string"><text></text>
              </inputExpression></input><output id="o" name="" typeRef="string"/></decisionTable></decision>
              <decision id="decision_2" name="  Next "><literalExpression id="l">
                <text>  1 + 1  </text></literalExpression></decision>
            </definitions>
            """
        let graph = DecisionGraph(try DMN.Definitions(xml: xml.utf8))
        #expect(graph.evaluate("Next")?.value == 2)
        #expect(graph.evaluate("")?.value.isNull == true)
    }

    @Test("不是 DMN 的文件：说明") func others() {
        for (xml, code) in [
            ("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>", "dmn.notAModel"),
            ("<html/>", "dmn.notAModel"),
            ("{}", "xml.expected"),
        ] {
            #expect(throws: XMLError.self) { try DMN.Definitions(xml: xml.utf8) }
            do { _ = try DMN.Definitions(xml: xml.utf8) } catch { #expect(error.code == code) }
        }
    }
}
