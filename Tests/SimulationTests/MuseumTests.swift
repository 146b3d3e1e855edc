import Cases
import Catalog
import Connectors
import ECertificates
import EventLog
import Exchange
import Foundation
import Kernel
import Logging
import Scratch
import Server
import Simulation
import Storage
import Testing
import TransparencyLog

/// 博物馆: what earlier landings left is opened, migrated, verified, decided again and rebuilt by this one.
@Suite("Museum")
struct MuseumTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let exhibits =
        ((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Tests/Museum").path())) ?? [])
        .filter { $0.hasSuffix(".tar.gz") }.sorted()

    /// Of a landing without mandates and other cities.
    private static let first = "2026-11-22.tar.gz"

    @Test("There is something to see")
    func hasExhibits() { #expect(!Self.exhibits.isEmpty) }

    @Test("What an earlier landing left holds under this one", arguments: exhibits)
    func holds(_ exhibit: String) async throws {
        let scratch = ScratchFolder("museum")
        try Self.unpack(exhibit, into: scratch.path)
        // Its definitions can still be read, all of them.
        let city = try CityFolder(path: scratch.path + "/city")
        let platform = try await Self.platform(on: scratch.path + "/data")
        let environment = platform.environment
        let cases = try await RebuildCases(city: city)(platform.database, platform.vault, environment.ids)
        #expect(cases > 10)
        let views = try await Self.audit(platform)
        if exhibit != Self.first { #expect(views.mandates > 0 && views.partnerCases > 0 && views.writeBacks > 0) }
        try await Self.decideAgain(platform)
        try await platform.database.close()
    }

    /// Today's program under today's definitions; no department is asked anything.
    private static func platform(on data: String) async throws -> Platform {
        let today = root.appending(path: "City").path()
        let nobody = FailingConnector(.unreachable)
        return try await Platform(
            settings: Settings(city: today, data: data, origin: "https://huimin.example", isDemo: true),
            departmentAddresses: [:], demoPeople: [], log: Logger(label: "museum") { _ in SwiftLogNoOpLogHandler() },
            sources: try CityFolder(path: today).departments.reduce(into: [:]) { $0[$1.name] = nobody })
    }

    private static func unpack(_ exhibit: String, into folder: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tar", "-xzf", root.appending(path: "Tests/Museum/\(exhibit)").path(), "-C", folder]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let keys = folder + "/data/keys.json"
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys)
    }

    /// The log against its own checkpoint, the events against the log, the certificates against their events and the published
    /// key.
    private static func audit(_ platform: Platform) async throws -> AuditViews.Summary {
        let log = platform.directory.path
        let audit = AuditCity(
            database: platform.database, vault: platform.vault, ids: platform.environment.ids,
            time: platform.environment.time)
        let summary = try await audit(
            log: { name in FileManager.default.contents(atPath: "\(log)/\(name)").map { Array($0) } },
            key: platform.identity.signer.key)
        #expect(summary.entries > 100)
        let views = summary.views
        #expect(views.certificates > 0 && views.grants > 0)
        return views
    }

    private static func decideAgain(_ platform: Platform) async throws {
        let environment = platform.environment
        let replay = ReplayDecisions { try await environment.items.item(version: $0.version) }
        var decided = 0
        try await DecisionArchive(environment).forEach(unreadable: { Issue.record("\($0) cannot be read") }) { one in
            decided += 1
            let difference = try await replay.difference(of: one.decision)
            #expect(difference == nil, "\(difference?.line(in: .english) ?? "")")
        }
        #expect(decided > 0)
    }
}
