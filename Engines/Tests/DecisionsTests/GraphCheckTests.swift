import Decisions
import FEEL
import Foundation
import Kernel
import Testing

/// Decision tables of DMN models, checked before use.
@Suite struct GraphCheckTests {
    /// One decision with a table over an applicant and a score.
    static func model(_ rules: String, hitPolicy: String = "UNIQUE", outputValues: String = "") -> String {
        """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="津贴" namespace="urn:test">
          <itemDefinition name="tApplicant">
            <itemComponent name="年龄"><typeRef>number</typeRef></itemComponent>
            <itemComponent name="户籍">
              <typeRef>string</typeRef><allowedValues><text>"本地", "外地"</text></allowedValues>
            </itemComponent>
          </itemDefinition>
          <inputData id="i1" name="申请人"><variable name="申请人" typeRef="tApplicant"/></inputData>
          <inputData id="i2" name="分数"><variable name="分数" typeRef="number"/></inputData>
          <decision id="d1" name="津贴">
            <variable name="津贴" typeRef="Any"/>
            <informationRequirement><requiredInput href="#i1"/></informationRequirement>
            <informationRequirement><requiredInput href="#i2"/></informationRequirement>
            <decisionTable hitPolicy="\(hitPolicy)">
              <input><inputExpression><text>申请人.年龄</text></inputExpression></input>
              <input><inputExpression><text>申请人.户籍</text></inputExpression></input>
              <input><inputExpression><text>分数</text></inputExpression></input>
              <output>\(outputValues)</output>
        \(rules)
            </decisionTable>
          </decision>
        </definitions>
        """
    }

    static func rule(_ cells: String..., gives output: String) -> String {
        let inputs = cells.map {
            "<inputEntry><text>\($0.replacing("<", with: "&lt;"))</text></inputEntry>"
        }.joined()
        return "<rule>\(inputs)<outputEntry><text>\(output)</text></outputEntry></rule>"
    }

    static func graph(_ text: String) throws -> DecisionGraph {
        DecisionGraph(try DMN.Definitions(xml: Array(text.utf8)))
    }

    @Test("漏洞和重叠带着能评估的信息，行号是文件里的行号")
    func gapsAndOverlaps() throws {
        let graph = try Self.graph(
            Self.model(
                [
                    Self.rule("[60..80]", "\"本地\"", "-", gives: "1"), Self.rule("[80..90)", "\"本地\"", "-", gives: "2"),
                    Self.rule("< 60", "-", "-", gives: "3"), Self.rule(">= 90", "-", "-", gives: "4"),
                ].joined(separator: "\n")))
        #expect(graph.problems.isEmpty)
        let reports = graph.check()
        #expect(reports.map(\.decision) == ["津贴"])
        let findings = reports[0].findings
        #expect(findings.map(\.code) == ["table.overlap", "table.gap"])
        #expect(findings[0].line == 20 && findings[0].rules == ["1", "2"])
        #expect(findings[1].message.text(in: .chinese) == "没有规则管这种情形：申请人.年龄不低于 60、低于 90，申请人.户籍为“外地”。")
        for finding in findings { try Self.confirm(finding, in: graph, "津贴") }
    }

    @Test("优先命中按结果的次序：次要的被遮住才报")
    func priority() throws {
        let values = "<outputValues><text>\"高\", \"低\"</text></outputValues>"
        let rules = [
            Self.rule("-", "-", "> 10", gives: "\"低\""), Self.rule("-", "-", "> 5", gives: "\"高\""),
            Self.rule("-", "-", "<= 5", gives: "\"低\""),
        ]
        let graph = try Self.graph(
            Self.model(rules.joined(separator: "\n"), hitPolicy: "PRIORITY", outputValues: values))
        let findings = graph.check().flatMap(\.findings)
        #expect(findings.map(\.code) == ["table.masked"] && findings[0].rules == ["2", "1"])
    }

    @Test("空值：有格提到空值，或者要求处处管空值时才算漏洞")
    func nulls() throws {
        let rules = [Self.rule("-", "-", "<= 5", gives: "1"), Self.rule("-", "-", "> 5", gives: "2")]
        let graph = try Self.graph(Self.model(rules.joined(separator: "\n")))
        #expect(graph.check().flatMap(\.findings).isEmpty)
        let findings = graph.check(nulls: true).flatMap(\.findings)
        #expect(findings.map(\.code) == ["table.gap"])
        for finding in findings { try Self.confirm(finding, in: graph, "津贴") }
    }

    /// Puts the counter-example to the engine; only findings that say which rules hit.
    static func confirm(_ finding: TableFinding, in graph: DecisionGraph, _ decision: String) throws {
        let example = try #require(finding.counterexample)
        let options = DecisionGraph.Options(isTracing: true)
        let outcome = try #require(graph.evaluate(decision, example.values, options: options))
        let hits = Set(outcome.steps.last { $0.decision == decision }?.hits.first ?? [])
        switch finding.kind {
        case .gap: #expect(hits.isEmpty, "\(finding.message.text(in: .english)) \(example.values)")
        case .overlap:
            #expect(finding.rules.allSatisfy { hits.contains(Int($0) ?? 0) }, "\(finding.message.text(in: .english))")
        default: return
        }
    }

    /// Models of the public conformance kit, below `HUIMIN_KITS` or `../shared`.
    private static let kitModels: [URL] = {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let kits = ProcessInfo.processInfo.environment["HUIMIN_KITS"].map { URL(filePath: $0) }
        let kit = (kits ?? repository.appending(path: "../shared").standardized).appending(path: "dmn-tck")
        let files = FileManager.default.enumerator(at: kit, includingPropertiesForKeys: nil)
        return (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "dmn" }
    }()

    @Test("公开案例集里的每张表：查得完，反例照做", .enabled(if: !kitModels.isEmpty, "skipped: kit not present"))
    func kit() throws {
        var tables = 0
        for file in Self.kitModels {
            let graph = DecisionGraph(try DMN.Definitions(xml: try Data(contentsOf: file)))
            for report in graph.check() {
                tables += 1
                for finding in report.findings {
                    // Columns that compute say nothing of the inputs.
                    guard let example = finding.counterexample, example.facts.count == example.columns.count else {
                        continue
                    }
                    try Self.confirm(finding, in: graph, report.decision)
                }
            }
        }
        #expect(tables > 10)
    }
}
