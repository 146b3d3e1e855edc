import Foundation
import Kernel
import Scratch
import Testing
import Vault

/// 密码机: a certificate key in SoftHSM, by its PKCS #11 library.
@Suite("Security module", .serialized, .enabled(if: SoftwareModule.isInstalled, "skipped: softhsm2 is not installed"))
struct SecurityModuleTests {
    @Test("A key in the module signs what its public half, read from the module, confirms")
    func signs() throws {
        let module = try SoftwareModule.shared.get()
        var keys = KeyMaterial.random(ChanceIDs())
        keys.addCertificateKey(at: module.place, signsFrom: Instant(milliseconds: 1))
        let vault = try KeyVault(keys, tokenPIN: SoftwareModule.pin)
        let key = vault.certificateKeys.signing(at: Instant(milliseconds: 2))
        #expect(key.keyID != vault.certificateKeys.signing(at: Instant(milliseconds: 0)).keyID)
        let verifying = try JSONWebKey(key.publicJWK)
        for length in [0, 1, 31, 32, 4096] {
            let message = [UInt8](repeating: 0x61, count: length)
            let signature = try key.sign(message)
            #expect(verifying.isValid(signature, of: message, by: .es256))
            #expect(!verifying.isValid(signature, of: message + [0], by: .es256))
        }
        // OpenSSL made the key, and knows its public half.
        #expect(try module.publicPoint() == point(key.publicJWK))
    }

    @Test("Many sign at once")
    func concurrently() async throws {
        let module = try SoftwareModule.shared.get()
        var keys = KeyMaterial.random(ChanceIDs())
        keys.addCertificateKey(at: module.place, signsFrom: Instant(milliseconds: 1))
        let key = try KeyVault(keys, tokenPIN: SoftwareModule.pin).certificateKeys.signing(at: Instant(milliseconds: 2))
        let verifying = try JSONWebKey(key.publicJWK)
        let valid = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask { verifying.isValid(try key.sign([UInt8(number)]), of: [UInt8(number)], by: .es256) }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(valid == 64)
    }

    @Test("What is wrong with the module is said at the start")
    func refusals() throws {
        let place = try SoftwareModule.shared.get().place
        let others: [(TokenPlace, String?)] = [
            (TokenPlace(module: "/nonexistent.so", token: place.token, label: place.label), SoftwareModule.pin),
            (TokenPlace(module: place.module, token: "another", label: place.label), SoftwareModule.pin),
            (TokenPlace(module: place.module, token: place.token, label: "another"), SoftwareModule.pin),
            (place, nil),
        ]
        for (other, pin) in others {
            var keys = KeyMaterial.random(ChanceIDs())
            keys.addCertificateKey(at: other, signsFrom: Instant(milliseconds: 1))
            let refused = keys
            #expect(throws: VaultError.self) { _ = try KeyVault(refused, tokenPIN: pin) }
        }
    }

    @Test("What it has signed is checked also where the module is gone; what is to sign is tried at the start")
    func gone() throws {
        let module = try SoftwareModule.shared.get()
        let found = try module.place.found(pin: SoftwareModule.pin)
        #expect(try found.publicPoint == module.publicPoint())
        var keys = KeyMaterial.random(ChanceIDs())
        keys.addCertificateKey(at: found, signsFrom: Instant(milliseconds: 1))
        let present = try KeyVault(keys, tokenPIN: SoftwareModule.pin).certificateKeys
        try present.check(at: Instant(milliseconds: 2))
        let gone = TokenPlace(
            module: "/nonexistent.so", token: found.token, label: found.label, publicPoint: found.publicPoint)
        var later = KeyMaterial.random(ChanceIDs())
        later.addCertificateKey(at: gone, signsFrom: Instant(milliseconds: 1))
        later.addCertificateKey(at: nil, signsFrom: Instant(milliseconds: 10))
        let without = try KeyVault(later).certificateKeys
        #expect(without.schedule.map(\.keyID).contains(present.signing(at: Instant(milliseconds: 2)).keyID))
        #expect(throws: VaultError.self) { try without.check(at: Instant(milliseconds: 5)) }
        try without.check(at: Instant(milliseconds: 11))
        var other = found
        other.publicPoint = Array(try #require(found.publicPoint).reversed())
        var changed = KeyMaterial.random(ChanceIDs())
        changed.addCertificateKey(at: other, signsFrom: Instant(milliseconds: 1))
        let another = try KeyVault(changed, tokenPIN: SoftwareModule.pin).certificateKeys
        #expect(throws: VaultError.self) { try another.check(at: Instant(milliseconds: 2)) }
    }

    @Test("A PIN that was refused is not tried again: modules lock themselves after a few")
    func refusedOnce() throws {
        let found = try SoftwareModule.shared.get().place.found(pin: SoftwareModule.pin)
        var keys = KeyMaterial.random(ChanceIDs())
        keys.addCertificateKey(at: found, signsFrom: Instant(milliseconds: 1))
        let key = try KeyVault(keys, tokenPIN: "000000").certificateKeys.signing(at: Instant(milliseconds: 2))
        #expect(throws: VaultError.self) { _ = try key.sign([1]) }
        // While somebody else is logged in the module would let it in, if it asked.
        let right = try KeyVault(keys, tokenPIN: SoftwareModule.pin).certificateKeys
        try right.check(at: Instant(milliseconds: 2))
        #expect(throws: VaultError.self) { _ = try key.sign([1]) }
        try right.check(at: Instant(milliseconds: 2))
    }

    private func point(_ jwk: JSON) -> [UInt8]? {
        guard let x = jwk["x"]?.string.flatMap({ Base64URL.bytes($0) }),
            let y = jwk["y"]?.string.flatMap({ Base64URL.bytes($0) })
        else { return nil }
        return x + y
    }
}

/// A token of SoftHSM in a folder of its own, with one key pair that OpenSSL made.
struct SoftwareModule: Sendable {
    static let pin = "339900"
    private static let library = "/usr/lib/softhsm/libsofthsm2.so"
    static let isInstalled = FileManager.default.fileExists(atPath: library)
    /// One for all tests: the module reads where its tokens are once in a process.
    static let shared = Result { try SoftwareModule() }

    private let scratch: ScratchFolder
    let place = TokenPlace(module: library, token: "huimin", label: "certificates")

    private init() throws {
        scratch = ScratchFolder("softhsm")
        let tokens = scratch.path + "/tokens"
        try FileManager.default.createDirectory(atPath: tokens, withIntermediateDirectories: true)
        let configuration = scratch.path + "/softhsm2.conf"
        try Data("directories.tokendir = \(tokens)\nobjectstore.backend = file\nlog.level = ERROR\n".utf8)
            .write(to: URL(filePath: configuration))
        setenv("SOFTHSM2_CONF", configuration, 1)
        try run(
            "softhsm2-util", "--init-token", "--free", "--label", place.token, "--pin", Self.pin, "--so-pin", "12345678"
        )
        try run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key + ".ec")
        try run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", key + ".ec", "-out", key)
        try run(
            "softhsm2-util", "--import", key, "--token", place.token, "--label", place.label, "--id", "01", "--pin",
            Self.pin)
    }

    private var key: String { scratch.path + "/key.pem" }

    /// x ‖ y as OpenSSL has them.
    func publicPoint() throws -> [UInt8] {
        let file = scratch.path + "/public.der"
        try run("openssl", "ec", "-in", key, "-pubout", "-outform", "DER", "-out", file)
        return Array(try Data(contentsOf: URL(filePath: file)).suffix(64))
    }

    private func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(arguments.joined(separator: " "))")
    }
}
