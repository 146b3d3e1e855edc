import EventLog
import FaultVFS
import Foundation
import Kernel
import Rehearsal
import Scratch
import Storage
import StorageSQLite
import Synchronization

/// One seed: a town whose server loses power, is started again, perhaps loses it again, and is looked at.
struct TownStory: Sendable {
    let town: Town
    let seed: UInt64
    /// A disk that does not keep its word.
    var lie: PowerDisk.Lie?
    /// Steps within which the power of a life fails: about as many as a day has.
    static let stepsMax = 1_000
    /// Of these so many are a start and what it finds to do.
    static let firstSteps = 60
    var lives: Int?

    struct Outcome: Sendable {
        let problems: [String]
        let lives: Int
        let failedLives: Int
        let steps: Int
        let answered: Int
        let events: Int
    }

    func tell() async throws -> Outcome {
        var random = Seeded(seed)
        let scratch = ScratchFolder("power")
        defer { withExtendedLifetime(scratch) {} }
        let base = scratch.path
        let (promises, civilAffairs, clock) = (
            Promises(), RehearsalDepartment(), TownClock(from: town.rehearsal.clock.now())
        )
        var image = town.image
        let lives = lives ?? Int.random(in: 1...3, using: &random)
        var (failed, steps) = (0, 0)
        for life in 0..<lives {
            let disk = PowerDisk(
                root: try Self.folder("\(base)/\(life)"), image: image, stepsUntilFailure: Self.steps(&random),
                seed: random.next(), lie: lie)
            await live(on: disk, promises, civilAffairs, clock, &random)
            failed += disk.isOff ? 1 : 0
            steps += disk.stepsTaken
            disk.cut()
            image = disk.image
        }
        let events = await judge(
            PowerDisk(root: try Self.folder(base + "/last"), image: image), promises, civilAffairs, clock)
        if !promises.problems.isEmpty { try keep(image) }
        return Outcome(
            problems: promises.problems, lives: lives, failedLives: failed, steps: steps,
            answered: promises.now.cases.count, events: events)
    }

    private static func steps(_ random: inout Seeded) -> Int {
        let latest = random.chance(1, in: 5) ? firstSteps : stepsMax
        return Int.random(in: 1...latest, using: &random)
    }

    private func live(
        on disk: PowerDisk, _ promises: Promises, _ civilAffairs: RehearsalDepartment, _ clock: TownClock,
        _ random: inout Seeded
    ) async {
        PowerVFS.mount(disk)
        defer { PowerVFS.unmount(disk) }
        let (often, daySeed, isStopped) = (
            Int.random(in: 2...40, using: &random), random.next(), random.chance(1, in: 4)
        )
        do {
            let server = try await TownServer(
                town, on: disk, civilAffairs: civilAffairs, clock: clock, writesBetweenCheckpoints: often)
            let day = TownDay(town: town, server: server, disk: disk, promises: promises, seed: daySeed)
            let audit = TownAudit(
                town: town, server: server, disk: disk, promises: promises, civilAffairs: civilAffairs)
            try day.lookAtLog()
            try await audit.promised()
            await day.run()
            if isStopped, !disk.isOff {
                try await server.sequencer.stop()
            } else {
                disk.cut()
            }
            try? server.database.close()
        } catch {
            if !disk.isOff { promises.problem("a server did not start: \(error)") }
        }
    }

    /// The last start, on a disk whose power does not fail any more.
    private func judge(
        _ disk: PowerDisk, _ promises: Promises, _ civilAffairs: RehearsalDepartment, _ clock: TownClock
    ) async -> Int {
        PowerVFS.mount(disk)
        defer { PowerVFS.unmount(disk) }
        do {
            let server = try await TownServer(
                town, on: disk, civilAffairs: civilAffairs, clock: clock, writesBetweenCheckpoints: 1024)
            let audit = TownAudit(
                town: town, server: server, disk: disk, promises: promises, civilAffairs: civilAffairs)
            try await audit.promised()
            try await audit.settled()
            let count = try await server.database.read { tx in
                try tx.row("SELECT COUNT(*) AS n FROM event")?.integer("n")
            }
            try server.database.close()
            return Int(count ?? 0)
        } catch {
            promises.problem("the last start: \(error)")
            return 0
        }
    }

    /// A folder that stands for the disk of one life: a connection that outlives its server must not reach the next one's.
    /// SQLite's library looks here, past the disk, whether there is a write-ahead log.
    private static func folder(_ path: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data([0]).write(to: URL(filePath: path + "/huimin.sqlite-wal"))
        return path
    }

    /// What a person needs to look into a seed that failed: with several writers at once, no second run is quite like it.
    private func keep(_ image: PowerDisk.Image) throws {
        guard lie == nil else { return }
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/power-seed-\(seed)").path()
        for (name, bytes) in image.files {
            let file = URL(filePath: path + "/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }
}

/// The town's time, moved by hand; it goes on while the server is down.
final class TownClock: TimeSource {
    private let instant: Mutex<Instant>
    init(from start: Instant) { instant = Mutex(start) }
    func now() -> Instant { instant.withLock { $0 } }
    func advance(seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}
