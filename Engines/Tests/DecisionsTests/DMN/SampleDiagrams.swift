import Decisions
import FEEL
import Kernel
import Testing

/// Models written for the tests.
enum SampleDiagrams {
    /// A model of DMN 1.5 with these elements.
    static func model(
        _ elements: String, name: String = "示例", namespace: String = "https://huimin.example/dmn/sample",
        prefixes: String = ""
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" \(prefixes)
            id="d" name="\(name)" namespace="\(namespace)">
        \(elements)
        </definitions>
        """
    }

    static func input(_ name: String, _ type: String = "Any") -> String {
        "<inputData id=\"\(name)\" name=\"\(name)\"><variable name=\"\(name)\" typeRef=\"\(type)\"/></inputData>"
    }

    /// A decision named as its id, with what it requires, and its logic as FEEL or as elements.
    static func decision(
        _ name: String, as type: String = "Any", needs: [String] = [], calls: [String] = [], _ logic: String
    ) -> String {
        let information = needs.map {
            "<informationRequirement><requiredInput href=\"#\($0)\"/></informationRequirement>"
        }
        let knowledge = calls.map {
            "<knowledgeRequirement><requiredKnowledge href=\"#\($0)\"/></knowledgeRequirement>"
        }
        let boxed = logic.hasPrefix("<") ? logic : literal(logic)
        return """
            <decision id="\(name)" name="\(name)"><variable name="\(name)" typeRef="\(type)"/>
            \((information + knowledge).joined())\(boxed)</decision>
            """
    }

    static func literal(_ text: String) -> String {
        "<literalExpression><text><![CDATA[\(text)]]></text></literalExpression>"
    }

    /// A table over 年龄 whose rules are `cell → output`.
    static func table(_ policy: String, _ rules: [(String, String)], output: String = "<output/>") -> String {
        let rows = rules.map { cell, value in
            """
            <rule><inputEntry><text><![CDATA[\(cell)]]></text></inputEntry>
            <outputEntry><text><![CDATA[\(value)]]></text></outputEntry></rule>
            """
        }
        return """
            <decisionTable \(policy)><input><inputExpression typeRef="number"><text>年龄</text></inputExpression></input>
            \(output)\(rows.joined())</decisionTable>
            """
    }

    static func graph(_ elements: String) throws -> DecisionGraph {
        DecisionGraph(try DMN.Definitions(xml: model(elements).utf8))
    }

    /// The value of the decision 结果 of a model with these elements.
    static func result(_ elements: String, _ inputs: [String: Value] = [:]) throws -> DecisionGraph.Outcome {
        try #require(try graph(elements).evaluate("结果", inputs))
    }
}
