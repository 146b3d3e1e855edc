import Decisions
import FEEL
import Foundation
import Kernel
import Testing

/// The public conformance kit of DMN, below `HUIMIN_KITS` or `../shared`.
@Suite struct ConformanceKitTests {
    private static let folders: [URL] = {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let kits = ProcessInfo.processInfo.environment["HUIMIN_KITS"].map { URL(filePath: $0) }
        let kit = (kits ?? repository.appending(path: "../shared").standardized).appending(path: "dmn-tck")
        return ["compliance-level-2", "compliance-level-3"].flatMap { level in
            let folder = kit.appending(path: level)
            return (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }()

    private static let options = DecisionGraph.Options(
        clock: CivilDate(year: 2026, month: 11, day: 22).map { DateTime($0, .midnight) })

    /// The zones of this machine.
    private static let zones = ZoneTable { id in
        (try? Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(id)"))).flatMap { ZoneRules(id: id, tzif: $0) }
    }

    private func files(_ folder: URL, where isWanted: (String) -> Bool) throws -> [ConformanceKit.File] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { isWanted($0.lastPathComponent) }
            .sorted { $0.path < $1.path }
            .map { ConformanceKit.File(name: $0.lastPathComponent, bytes: Array(try Data(contentsOf: $0))) }
    }

    private func results(of folder: URL) throws -> [ConformanceKit.CaseResult] {
        ConformanceKit.run(
            tests: try files(folder) { $0.contains("-test-") && $0.hasSuffix(".xml") },
            models: try files(folder) { $0.hasSuffix(".dmn") }, zones: Self.zones, options: Self.options)
    }

    @Test(
        "every case of every folder of the kit passes", .enabled(if: !folders.isEmpty, "skipped: kit not present"))
    func everyFolder() throws {
        var (passed, total) = (0, 0)
        var failures: [String] = []
        for folder in Self.folders {
            let results = try results(of: folder)
            #expect(!results.isEmpty, "\(folder.lastPathComponent) has cases")
            for check in results.flatMap(\.checks) where !check.passed {
                failures.append(
                    """
                    \(folder.lastPathComponent) \(check.testCase) \(check.result): expected \(check.expected.literal), \
                    got \(check.got.literal) \(check.note ?? "")
                    """)
            }
            passed += results.count { $0.passed }
            total += results.count
        }
        print("conformance kit: \(Self.folders.count) folders, \(passed) of \(total) cases pass")
        #expect(passed == total, "\(failures.joined(separator: "\n"))")
    }

    @Test(
        "a changed expectation, input or model fails", .enabled(if: !folders.isEmpty, "skipped: kit not present"),
        arguments: [
            ("-test-", "<value xsi:type=\"xsd:string\">Approved<", "<value xsi:type=\"xsd:string\">Aproved<"),
            ("-test-", "<resultNode name=\"Approval Status\"", "<resultNode name=\"No such decision\""),
            (".dmn", "<text>\"Approved\"</text>", "<text>\"Declined\"</text>"),
            ("-test-", "</testCases>", "<testCase id=\"empty\"/></testCases>"),
        ]) func changes(_ name: String, _ text: String, _ other: String) throws
    {
        let folder = try #require(Self.folders.first { $0.lastPathComponent.contains("simpletable-U") })
        func changed(_ file: ConformanceKit.File) -> ConformanceKit.File {
            guard file.name.contains(name) else { return file }
            let content = String(decoding: file.bytes, as: UTF8.self).replacing(text, with: other, maxReplacements: 2)
            return ConformanceKit.File(name: file.name, bytes: Array(content.utf8))
        }
        let tests = try files(folder) { $0.contains("-test-") && $0.hasSuffix(".xml") }
        let models = try files(folder) { $0.hasSuffix(".dmn") }
        let sound = ConformanceKit.run(tests: tests, models: models, zones: Self.zones, options: Self.options)
        #expect(!sound.isEmpty && sound.allSatisfy(\.passed))
        let broken = ConformanceKit.run(
            tests: tests.map(changed), models: models.map(changed), zones: Self.zones, options: Self.options)
        #expect(broken.contains { !$0.passed })
    }
}
