import Catalog
import Foundation
import Kernel
import Testing

/// 证照目录 — the reference of certificate types.
@Suite struct CertificateCatalogueTests {
    private static let folder = Fixtures.repository.appending(path: "City/certificate-catalogue")

    @Test("目录里有二百种以上的证照，没有写错的")
    func sound() throws {
        let files = try Fixtures.files(in: Self.folder, suffix: ".yaml").map {
            DefinitionFile(path: $0.lastPathComponent, bytes: Array(try Fixtures.text($0).utf8))
        }
        let (count, findings) = CertificateCatalogueCheck.read(files)
        #expect(count >= 200)
        #expect(findings.map { $0.line(in: .chinese) } == [])
    }

    @Test(
        "写错的说出错在哪里",
        arguments: [
            ("名称: 残疾人证", "名称: 居民户口簿", "certificateCatalogue.taken"),
            ("有效期: 10 年", "有效期: 十年", "item.badText.certificateValidity"),
            ("有效期: 10 年", "有效期: 10 年\n    官方代码: 11100000000013338W011", "certificateCatalogue.codeWithoutSource"),
            ("类型代码: 11339900MB00000277", "类型代码: 11339900MB00000278", "item.badText.certificateTypeCode"),
        ])
    func wrong(_ old: String, _ new: String, _ code: String) throws {
        let sound = """
            颁发机关: 残联
            英文: Disabled persons' federations
            证照:
              - 名称: 居民户口簿
                英文: Household register
                类型代码: 11339900MB00000277C02
                依据: 《中华人民共和国户口登记条例》
                持证主体: [自然人]
                字段: [户主姓名]
                有效期: 长期
              - 名称: 残疾人证
                英文: Certificate of disability
                类型代码: 11339900MB00000277C03
                依据: 《中华人民共和国残疾人保障法》
                持证主体: [自然人]
                字段: [姓名]
                有效期: 10 年

            """
        func codes(_ text: String) -> [String] {
            CertificateCatalogueCheck.read([DefinitionFile(path: "c.yaml", bytes: Array(text.utf8))]).findings
                .map(\.what.code)
        }
        #expect(codes(sound).isEmpty)
        #expect(codes(sound.replacing(old, with: new)).contains(code))
    }
}
