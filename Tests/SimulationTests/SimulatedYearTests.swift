import Foundation
import Scratch
import Server
import Simulation
import Testing

/// 模拟的一年: some weeks of a small city; `make prove` takes a thousand years of a larger one.
@Suite("Simulated year")
struct SimulatedYearTests {
    private static let cityPath = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "City").path()
    private static let city = Result { try CityFolder(path: cityPath) }
    /// Rotated by the commit, so that every landing looks elsewhere.
    private static let first = ProcessInfo.processInfo.environment["HUIMIN_FIRST_SEED"].flatMap { UInt64($0) } ?? 1

    private func live(
        _ seed: UInt64, days: Int, people: Int, plant: PlantedFault.Kind? = nil
    ) async throws -> YearReport {
        let scratch = ScratchFolder("year")
        var settings = SimulatedYear.Settings(seed: seed, city: Self.cityPath)
        (settings.days, settings.people, settings.fault) = (days, people, plant)
        let report = try await SimulatedYear(settings, city: try Self.city.get(), folder: scratch.path)()
        withExtendedLifetime(scratch) {}
        return report
    }

    @Test("Nothing that must always hold breaks")
    func holds() async throws {
        var (cases, byRule, byPeople, acts, mandates, messages) = (0, 0, 0, 0, 0, 0)
        for seed in Self.first..<(Self.first + 3) {
            let report = try await live(seed, days: 60, people: 60)
            print(report.text)
            #expect(report.failure == nil, "\(report.text)")
            messages += report.partnerMessages
            mandates += report.mandateUses
            acts += report.certificateActs + report.showings
            cases += report.cases
            byRule += report.grantedByRule
            byPeople += report.grantedByPeople
        }
        // A city in which nothing happens proves nothing.
        #expect(cases > 20 && byRule > 0 && byPeople > 0 && acts > 0 && mandates > 0 && messages > 0)
    }

    @Test("The same seed leaves the same trace")
    func repeats() async throws {
        async let first = live(7, days: 40, people: 60)
        async let second = live(7, days: 40, people: 60)
        async let other = live(8, days: 40, people: 60)
        let traces = try await [first, second, other].map(\.trace)
        #expect(traces[0] == traces[1])
        #expect(traces[0] != traces[2])
    }

    @Test("A fault that was planted is found", arguments: PlantedFault.Kind.allCases)
    func finds(_ kind: PlantedFault.Kind) async throws {
        let rules: [PlantedFault.Kind: String] = [
            .lostWriteBack: "what a department has acknowledged it has",
            .doubledGrant: "one live benefit for each person and item",
            .skippedLeaf: "every event has its leaf", .forgottenRevocation: "every read has a grant",
            .unheardReport: "both cities agree in the end",
            .unendedMandate: "no look after the end of a mandate",
            .forgottenCorrection: "what departments hold agrees with what stands",
        ]
        for seed: UInt64 in 1...2 {
            let report = try await live(seed, days: 365, people: 80, plant: kind)
            #expect(report.failure?.invariant.rule == rules[kind], "seed \(seed): \(report.text)")
            #expect(report.failure?.command.contains("--seed \(seed) --days") == true)
        }
    }
}
