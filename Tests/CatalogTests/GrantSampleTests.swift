import Catalog
import Foundation
import Kernel
import Testing

/// 法律第四条, for every item of the city: a machine says yes on known facts only.
@Suite struct GrantSampleTests {
    private static let day = CivilDate("2026-11-21")!

    static let items: [ServiceItem] = {
        guard let known = try? DefinitionFolder.knownSources(at: Fixtures.departments).known,
            let files = try? DefinitionFolder.definitions(at: Fixtures.city.path)
        else { return [] }
        return ItemChecker.read(files, against: known).items
    }()

    @Test("每个事项的每条规则：有样例准予，抹去其中任何一项都不准予")
    func blankingAnyFactNeverGrants() throws {
        #expect(Self.items.count > 5)
        var rules = 0
        for item in Self.items where item.rules != nil {
            let samples = item.grantSamples(on: Self.day)
            #expect(samples.map(\.rule) == item.rules?.ruleNames, "\(item.name)")
            for sample in samples {
                rules += 1
                #expect(item.evaluate(facts: sample.facts, on: Self.day).grant?.rule == sample.rule, "\(item.name)")
                #expect(!sample.needed.isEmpty, "\(item.name) \(sample.rule)")
                for name in sample.needed {
                    var facts = sample.facts
                    facts[name] = nil
                    let grant = item.evaluate(facts: facts, on: Self.day).grant
                    #expect(grant == nil, "\(item.name) \(sample.rule) without \(name)")
                }
            }
        }
        #expect(rules > 3)
    }
}
