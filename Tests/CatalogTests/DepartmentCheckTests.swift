import Catalog
import Foundation
import Kernel
import Testing

/// What is said of departments' descriptions together; each mistake in one of them has a file in `Broken`.
@Suite struct DepartmentCheckTests {
    private func file(_ name: String, _ text: String) -> DefinitionFile {
        DefinitionFile(path: "City/departments/\(name).yaml", bytes: Array(text.utf8))
    }

    private func city() throws -> [DefinitionFile] { try DefinitionFolder.departments(at: Fixtures.departments) }

    @Test("the city's descriptions are right, in the format of all three ways of connecting")
    func cityIsRight() throws {
        let (known, findings) = DepartmentReader.read(try city())
        #expect(findings.map { $0.line(in: .chinese) } == [])
        #expect(known.isWhole && known.resources["社会救助"]?.allowsMany == true)
        #expect(known.resources["低保状态"]?.allowsMany == false)
    }

    @Test("the same resource in two files is said at the second, with the place of the first")
    func namesTakenTwice() throws {
        let files = try city()
        let first = try #require(files.first)
        let again = DefinitionFile(path: "City/departments/再写一次.yaml", bytes: first.bytes)
        let findings = DepartmentReader.read(files + [again]).findings
        #expect(findings.allSatisfy { $0.code == "department.nameTaken" && $0.position.file == again.path })
        #expect(findings.count >= 2 && findings[0].what.text(in: .chinese).contains(first.path))
    }

    @Test("where a description cannot be read, that is said, and not that the sources of items are unknown")
    func brokenYAML() throws {
        let files = try city().map { $0.path.hasSuffix("公安.yaml") ? file("公安", "部门： 公安\n资源: {\n") : $0 }
        let (known, findings) = DepartmentReader.read(files)
        #expect(!known.isWhole && findings.map(\.position.file) == ["City/departments/公安.yaml"])
        let codes = Fixtures.findings(in: try Fixtures.text(Fixtures.allowance), known: known).map(\.code)
        #expect(!codes.contains("item.unknownResource"))
    }

    @Test("a date format with every letter in full is right, any other is not")
    func dateFormats() throws {
        let described = try Fixtures.text(Fixtures.broken.appending(path: "department-date-format.yaml"))
        func isSound(_ format: String) -> Bool {
            let text = described.replacingOccurrences(of: "DD-MM-YY }", with: "\(format) }")
            return DepartmentReader.read([file("残联", text)]).findings.isEmpty
        }
        for format in ["yyyyMMdd", "yyyy.MM.dd", "yyyy年MM月dd日", "yyyy-MM-ddTHH:mm:ss", "dd/MM/yyyy", "秒", "毫秒"] {
            #expect(isSound(format), "\(format)")
        }
        for format in [
            "yyMMdd", "yyyy-mm-dd", "YYYY-MM-DD", "yyyy/M/d", "yyyy-MM", "MM-dd", "yyyyMMddyyyy", "分", "ISO",
        ] {
            #expect(!isSound(format), "\(format)")
        }
    }
}
