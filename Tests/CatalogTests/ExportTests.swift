import Catalog
import Decisions
import FEEL
import Foundation
import Kernel
import Testing

@Suite("事项导出为 DMN") struct ExportTests {
    private static let items: [ServiceItem] = {
        guard let known = try? DefinitionFolder.knownSources(at: Fixtures.departments).known,
            let files = try? DefinitionFolder.definitions(at: Fixtures.city.path)
        else { return [] }
        return ItemChecker.read(files, against: known).items.filter { $0.rules != nil }
    }()

    @Test("有规则的事项都能导出") func everyItem() { #expect(Self.items.count > 5) }

    @Test("每个事项导出后读回，示例及缺任一事实时结论都相同", arguments: items.map(\.name))
    func sameVerdicts(_ name: String) throws {
        let item = try #require(Self.items.first { $0.name == name })
        for example in item.examples {
            let namespace = "https://huimin.example/items/\(item.localCode)"
            guard let drawn = item.rules?.drawn(on: example.day, name: name, namespace: namespace) else {
                // Before its standards are in force there is nothing to draw, and nothing is granted.
                #expect(item.evaluate(facts: example.facts, on: example.day).grant == nil, "\(example.name)")
                #expect(
                    item.examples.contains { item.rules?.drawn(on: $0.day, name: name, namespace: namespace) != nil })
                continue
            }
            let graph = DecisionGraph(try DMN.Definitions(xml: drawn.xml.utf8))
            #expect(graph.problems.isEmpty, "\(graph.problems.map { $0.message.text(in: .chinese) })")
            for blanked in [nil] + example.facts.keys.sorted().map(Optional.some) {
                var facts = example.facts
                if let blanked { facts[blanked] = nil }
                let answer = try #require(graph.evaluate(name, values(facts, on: example.day)))
                let verdict = item.evaluate(facts: facts, on: example.day)
                #expect(rule(answer.value) == rule(verdict), "\(example.name) \(blanked ?? "")")
            }
        }
    }

    private func values(_ facts: [String: FactValue], on day: CivilDate) -> [String: Value] {
        var values = facts.mapValues { Value($0) }
        values["申请日"] = .date(day)
        values["决定日"] = .date(day)
        values["本月"] = .date(day.adding(days: 1 - day.day))
        return values
    }

    /// The rule that grants, with its outputs.
    private func rule(_ value: Value) -> [String]? {
        guard let context = value.context, context["结论"] == "准予" else { return nil }
        return context.entries.filter { $0.key != "结论" }.map { "\($0.key)=\($0.value)" }
    }

    private func rule(_ verdict: ItemVerdict) -> [String]? {
        guard case .granted(let grant) = verdict else { return nil }
        return ["规则=\(grant.rule)"] + grant.outputs.map { "\($0.name)=\(Value($0.value))" }
    }
}
