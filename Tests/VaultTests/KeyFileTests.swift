import Foundation
import Kernel
import Scratch
import Testing
import Vault

/// 密钥文件: sealed, changed, and read again.
@Suite struct KeyFileTests {
    private static let place = SealedPlace(table: "person", column: "sealed", row: [1])
    private let scratch = ScratchFolder("keys")
    private let ids = ChanceIDs()
    private var path: String { scratch.path + "/keys.json" }

    @Test("A sealed file opens by its passphrase only, and shows no key")
    func sealing() throws {
        let keys = try KeyFile(path: path, passphrase: "正确的口令 12 位以上").readOrMake(ids)
        #expect(try KeyFile(path: path).isSealed())
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for secret in [keys.index, keys.session, keys.log, keys.masters[1] ?? []] {
            #expect(!secret.isEmpty && !text.contains(Base64URL.text(secret)))
        }
        let read = try #require(try KeyFile(path: path, passphrase: "正确的口令 12 位以上").read())
        #expect(read.masters == keys.masters && read.log == keys.log)
        #expect(throws: VaultError.keyFile("\(path) is sealed: set HUIMIN_KEY_PASSPHRASE")) {
            try KeyFile(path: path).read()
        }
        #expect(throws: VaultError.keyFile("the passphrase does not open \(path)")) {
            try KeyFile(path: path, passphrase: "错误的口令").read()
        }
    }

    @Test("A file that is neither open nor whole is refused, and never made anew")
    func damaged() throws {
        _ = try KeyFile(path: path, passphrase: "正确的口令 12 位以上").readOrMake(ids)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for changed in [text.replacing("scrypt", with: "none"), text.replacing("32768", with: "32767"), "{}", ""] {
            try Data(changed.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            #expect(throws: VaultError.self) { try KeyFile(path: path, passphrase: "正确的口令 12 位以上").readOrMake(ids) }
        }
    }

    @Test("After a new master key the old one still opens, and the new one seals")
    func masters() throws {
        var keys = KeyMaterial.random(ids)
        let before = try KeyVault(keys)
        let sealed = before.seal("惠民", at: Self.place)
        #expect(keys.addMaster(ids) == 2)
        let vault = try KeyVault(keys)
        #expect(try vault.openText(sealed, at: Self.place) == "惠民")
        #expect(vault.seal("惠民", at: Self.place)[1] == 2)
        #expect(vault.blindIndex(.phone, "13800000000") == before.blindIndex(.phone, "13800000000"))
        for number in 3...255 { #expect(keys.addMaster(ids) == UInt8(number)) }
        #expect(keys.addMaster(ids) == nil)
    }

    @Test("The next certificate key is published before it signs, and the last one after")
    func certificates() throws {
        var keys = try KeyFile(path: path).readOrMake(ids)
        let change = Instant(milliseconds: 1_800_000_000_000)
        keys.addCertificateKey(at: nil, signsFrom: change)
        try KeyFile(path: path).write(keys, ids)
        let vault = try KeyVault(try #require(try KeyFile(path: path).read()))
        let before = vault.certificateKeys.signing(at: change.adding(milliseconds: -1))
        let after = vault.certificateKeys.signing(at: change)
        #expect(before.keyID != after.keyID)
        let published = (vault.certificateKeys.publicSet["keys"]?.array ?? []).map { $0["kid"]?.string }
        #expect(published == [after.keyID, before.keyID])
        #expect(vault.certificateKeys.schedule.map(\.keyID) == [before.keyID, after.keyID])
    }

    @Test("A file of before keys could be changed is read")
    func former() throws {
        let keys = try KeyFile(path: path).readOrMake(ids)
        let id = try KeyVault(keys).certificateKeys.schedule[0].keyID
        var json = try JSON.parse(Array(try Data(contentsOf: URL(filePath: path))))
        json["certificate"] = json["certificates"]?[0]?["key"]
        json["certificates"] = nil
        try Data(json.bytes).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let read = try #require(try KeyFile(path: path).read())
        #expect(try KeyVault(read).certificateKeys.schedule[0].keyID == id)
    }
}
