import Catalog
import Foundation
import Kernel
import Testing

/// Each way in which a definition can be wrong has a file in `Broken`, whose first lines say what is expected of it:
/// `# expect: line:column code`, then `# says:` with the sentence that its author reads.
@Suite struct BrokenDefinitionTests {
    @Test("每份写错的定义，都在原处说出错在哪里、应怎么写", arguments: try Fixtures.files(in: Fixtures.broken, suffix: ".yaml"))
    func saysWhatIsWrongAndWhere(_ url: URL) throws {
        let text = try Fixtures.text(url)
        let expected = Header(text)
        if Fixtures.isRecording { return try record(Header.body(of: text), at: url) }
        let found = Header(Fixtures.findings(of: url, in: text))
        #expect(found == expected, "\(url.lastPathComponent)")
        #expect(!expected.lines.isEmpty, "\(url.lastPathComponent) expects nothing")
    }

    @Test func everyFindingHasBothLanguagesAndAdvice() throws {
        for url in try Fixtures.files(in: Fixtures.broken, suffix: ".yaml") {
            for finding in Fixtures.findings(of: url, in: try Fixtures.text(url)) {
                for language in Language.allCases {
                    let line = finding.line(in: language)
                    #expect(!finding.what.text(in: language).isEmpty && !finding.advice.text(in: language).isEmpty)
                    #expect(
                        !line.contains("{words}") && !line.contains("{name}") && !line.contains("{value}"), "\(line)")
                }
            }
        }
    }

    @Test("每种问题都有一份写错的定义")
    func everyCodeHasAFixture() throws {
        let sources = Fixtures.repository.appending(path: "Sources/Catalog")
        let declared = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .flatMap {
                try Fixtures.text($0).matches(of: /Complaint\(\s*"((item|yaml|department|certificate)\.[A-Za-z]+)"/).map
                {
                    String($0.1)
                }
            }
        let expected = try Fixtures.files(in: Fixtures.broken, suffix: ".yaml").flatMap {
            Header(try Fixtures.text($0)).codes
        }
        #expect(declared.count > 60)
        #expect(Set(declared).subtracting(expected).subtracting(testedElsewhere).sorted() == [])
    }

    @Test("管理机关要有人")
    func keeperHasStaff() throws {
        let text = try Fixtures.text(Fixtures.repository.appending(path: "City/certificates/高龄津贴核准通知书.yaml"))
        let other = text.replacing("管理机关: 区民政部门", with: "管理机关: 区民政部")
        let file = DefinitionFile(path: "c.yaml", bytes: Array(other.utf8))
        #expect(CertificateCheck.read([file], offices: ["区民政部"]).findings.isEmpty)
        let found = CertificateCheck.read([file], offices: ["区民政部门", "街道"]).findings
        #expect(found.map(\.what.code) == ["certificate.keeperWithoutStaff"])
        #expect(found.first?.line(in: .chinese).contains("区民政部门") == true)
    }

    /// Findings about files as a whole, which have tests of their own.
    private let testedElsewhere: Set = [
        "yaml.tooLong", "yaml.empty", "item.notUTF8", "item.unreadable", "item.slugTaken", "item.itemNameTaken",
        "department.nameTaken", "certificate.taken", "certificate.keeperWithoutStaff", "item.predicateWouldDo",
    ]

    private func record(_ body: String, at url: URL) throws {
        var header = Header(Fixtures.findings(of: url, in: "\n\n" + body))
        header = Header(Fixtures.findings(of: url, in: String(repeating: "\n", count: header.lines.count) + body))
        try Data((header.lines.joined(separator: "\n") + "\n" + body).utf8).write(to: url)
    }
}

/// What a broken definition is expected to be told.
private struct Header: Equatable {
    let lines: [String]
    let codes: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n").map(String.init).prefix { Header.isHeader($0) }.filter { $0.count > 10 }
        codes = lines.filter { $0.hasPrefix("# expect:") }.compactMap { $0.split(separator: " ").last.map(String.init) }
    }

    init(_ findings: [Finding]) {
        lines = findings.flatMap { finding in
            [
                "# expect: \(finding.position.line):\(finding.position.column) \(finding.code)",
                "# says: \(finding.sentence(in: .chinese))",
            ]
        }
        codes = findings.map(\.code)
    }

    static func == (left: Header, right: Header) -> Bool { left.lines == right.lines }

    static func body(of text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).drop { isHeader(String($0)) }.joined(
            separator: "\n")
    }

    private static func isHeader(_ line: String) -> Bool { line.hasPrefix("# expect:") || line.hasPrefix("# says:") }
}
