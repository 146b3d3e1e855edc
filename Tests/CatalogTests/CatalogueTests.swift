import Catalog
import Foundation
import Kernel
import Testing

@Suite struct CatalogueTests {
    @Test("全市的事项都没有问题")
    func theCityIsClean() throws {
        let sources = try DefinitionFolder.knownSources(at: Fixtures.departments)
        #expect(sources.findings.map { $0.line(in: .chinese) } == [])
        let files = try DefinitionFolder.definitions(at: Fixtures.city.path)
        #expect(ItemChecker.check(files, against: sources.known).map { $0.line(in: .chinese) } == [])
        let catalogue = try Catalogue.load(directory: Fixtures.city.path, known: sources.known)
        let item = try #require(catalogue.item(slug: "0007"))
        #expect(item.name == "高龄津贴" && item.isSample)
        #expect(catalogue.item(id: "339900-MZ-0007")?.version == item.version)
        #expect(catalogue.entries.first { $0.slug == "0007" }?.aliases.contains("长寿金") == true)
    }

    @Test("两个事项不能用同一个网址")
    func addressesAreUnique() throws {
        let bytes = Array(try Fixtures.text(Fixtures.allowance).utf8)
        let files = ["a/item.yaml", "b/item.yaml"].map { DefinitionFile(path: $0, bytes: bytes) }
        let sources = try DefinitionFolder.knownSources(at: Fixtures.departments)
        let findings = ItemChecker.check(files, against: sources.known)
        #expect(findings.map(\.code) == ["item.itemNameTaken", "item.slugTaken"])
        #expect(findings.allSatisfy { $0.position.file == "b/item.yaml" })
    }

    @Test func otherEncodingsAreRefused() {
        let file = DefinitionFile(path: "item.yaml", bytes: [0xFF, 0xFE, 0x41, 0x00])
        #expect(ItemChecker.check([file], against: .sample).map(\.code) == ["item.notUTF8"])
    }

    @Test("版本由内容决定：差一个字就是另一个版本")
    func versionsFollowTheBytes() throws {
        let text = try Fixtures.text(Fixtures.allowance)
        let known = try DefinitionFolder.knownSources(at: Fixtures.departments).known
        let first = try Fixtures.item(text, known: known).version
        #expect(first.digest.utf8.count == 64)
        #expect(try Fixtures.item(text, known: known).version == first)
        #expect(try Fixtures.item(text + "# 备注\n", known: known).version != first)
    }
}
