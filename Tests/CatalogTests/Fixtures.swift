import Catalog
import Foundation
import Kernel
import Testing

/// Files beside the tests and in the city's folder.
enum Fixtures {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let repository = tests.deletingLastPathComponent().deletingLastPathComponent()
    static let broken = tests.appending(path: "Broken")
    static let city = repository.appending(path: "City")
    static let departments = city.appending(path: "departments").path
    static let allowance = city.appending(path: "items/高龄津贴/item.yaml")

    /// Whether expected results are written anew instead of compared.
    static var isRecording: Bool { ProcessInfo.processInfo.environment["HUIMIN_RECORD"] == "1" }

    static func files(in folder: URL, suffix: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(suffix) }.sorted { $0.path < $1.path }
    }

    static func text(_ url: URL) throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }

    /// The findings of a text that is checked as a definition.
    static func findings(in text: String, file: String = "item.yaml", known: KnownSources = .sample) -> [Finding] {
        ItemChecker.check([DefinitionFile(path: file, bytes: Array(text.utf8))], against: known)
    }

    /// The findings of a broken file: a department's description or a certificate type where its name begins so, else a
    /// definition.
    static func findings(of url: URL, in text: String) -> [Finding] {
        if url.lastPathComponent.hasPrefix("certificate-") {
            return CertificateCheck.read([DefinitionFile(path: "certificate.yaml", bytes: Array(text.utf8))]).findings
        }
        guard url.lastPathComponent.hasPrefix("department-") else { return findings(in: text) }
        return DepartmentReader.read([DefinitionFile(path: "department.yaml", bytes: Array(text.utf8))]).findings
    }

    /// The item of a definition that is right.
    static func item(_ text: String, known: KnownSources = .sample) throws -> ServiceItem {
        let (items, findings) = ItemChecker.read(
            [DefinitionFile(path: "item.yaml", bytes: Array(text.utf8))], against: known)
        #expect(findings.map { $0.line(in: .chinese) } == [])
        return try #require(items.first)
    }

    /// 高龄津贴 as the city defines it, against what its departments describe.
    static func allowanceItem() throws -> ServiceItem {
        try item(text(allowance), known: try DefinitionFolder.knownSources(at: departments).known)
    }
}
