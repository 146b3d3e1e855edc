import FaultVFS
import Foundation
import Testing

/// 断电: nothing that was answered is lost, nothing is doubled, every event has its leaf, checkpoints only grow, drafts are
/// there.
@Suite("Power failure")
struct PowerFailureTests {
    /// How many seeds; `make prove` takes ten thousand.
    private static let count = ProcessInfo.processInfo.environment["HUIMIN_SEEDS"].flatMap { Int($0) } ?? 20
    /// Where they begin: rotated by the commit, so that every landing looks elsewhere.
    private static let first = ProcessInfo.processInfo.environment["HUIMIN_FIRST_SEED"].flatMap { UInt64($0) } ?? 1

    @Test("After any failure of power the server starts, and all that was promised is there")
    func anySeed() async throws {
        let town = try await Town.founded.value
        let clock = ContinuousClock()
        let begun = clock.now
        let outcomes = try await withThrowingTaskGroup(of: TownStory.Outcome.self) { group in
            var outcomes: [TownStory.Outcome] = []
            for number in 0..<Self.count {
                if number >= 2, let done = try await group.next() { outcomes.append(done) }
                let seed = Self.first &+ UInt64(number)
                group.addTask {
                    let outcome = try await TownStory(town: town, seed: seed).tell()
                    for problem in outcome.problems { Issue.record("seed \(seed): \(problem)") }
                    return outcome
                }
            }
            for try await done in group { outcomes.append(done) }
            return outcomes
        }
        func sum(_ figure: (TownStory.Outcome) -> Int) -> Int { outcomes.map(figure).reduce(0, +) }
        let failures = sum(\.failedLives)
        print(
            "power failures: seeds \(Self.first) to \(Self.first + UInt64(Self.count) - 1), \(failures) failures of power in",
            "\(sum(\.lives)) lives, \(sum(\.steps)) steps, \(sum(\.answered)) cases answered, \(sum(\.events)) events,",
            "\(sum { $0.problems.count }) broken promises, \(clock.now - begun)")
        // A ring in which the power holds proves nothing.
        #expect(failures * 2 > outcomes.count)
        #expect(sum(\.answered) > 0)
    }

    @Test(
        "The ring sees a disk that does not wait",
        arguments: [PowerDisk.Lie.files("huimin.sqlite-wal"), .files("log/"), .folders])
    func seesLoss(_ lie: PowerDisk.Lie) async throws {
        let town = try await Town.founded.value
        for seed in 1...200 {
            let outcome = try await TownStory(town: town, seed: UInt64(seed), lie: lie).tell()
            if !outcome.problems.isEmpty {
                print("\(lie): seen with seed \(seed): \(outcome.problems.prefix(3))")
                return
            }
        }
        Issue.record("\(lie) was never seen")
    }
}
