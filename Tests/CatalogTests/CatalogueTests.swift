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

    @Test("两种证照不能同名、同简称、同类型代码")
    func certificatesAreToldApart() throws {
        let text = try Fixtures.text(Fixtures.city.appending(path: "certificates/高龄津贴核准通知书.yaml"))
        let other = text.replacing("证照: 高龄津贴核准通知书", with: "证照: 另一种通知书")
        let files = [("a.yaml", text), ("b.yaml", other)].map { DefinitionFile(path: $0.0, bytes: Array($0.1.utf8)) }
        let findings = CertificateCheck.read(files).findings
        #expect(findings.map(\.code) == ["certificate.taken", "certificate.taken"])
        #expect(findings.allSatisfy { $0.position.file == "b.yaml" && $0.sentence(in: .chinese).contains("a.yaml:") })
        #expect(findings.map { $0.sentence(in: .chinese).prefix(2) } == ["简称", "类型"])
    }

    @Test("旁边没有岗位和证照的文件夹，就不知道有哪些机关和证照")
    func registersBesideOnly() throws {
        let beside = try DefinitionFolder.register(at: Fixtures.city.path)
        #expect(beside.offices?.contains("街道") == true && beside.certificates?.count ?? 0 >= 6)
        #expect(beside.findings.map { $0.line(in: .chinese) } == [])
        let nowhere = try DefinitionFolder.register(at: Fixtures.tests.path)
        #expect(nowhere.offices == nil && nowhere.certificates == nil && nowhere.findings.isEmpty)
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
