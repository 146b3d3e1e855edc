import Foundation
import Kernel
import Scratch
import Testing
import Vault

/// 密码套件: what one city seals, and what another has sealed.
@Suite struct SuiteTests {
    private static let place = SealedPlace(table: "person", column: "sealed", row: [1, 2, 3])

    @Test("What is sealed opens at its place only, and not after any change", arguments: CipherSuite.allCases)
    func sealing(suite: CipherSuite) throws {
        let vault = try KeyVault(KeyMaterial.random(ChanceIDs(), suite: suite))
        for text in ["", "一", String(repeating: "惠民", count: 500)] {
            let sealed = vault.seal(text, at: Self.place)
            #expect(sealed[0] == suite.rawValue)
            #expect(try vault.openText(sealed, at: Self.place) == text)
            #expect(throws: VaultError.damaged) {
                try vault.open(sealed, at: SealedPlace(table: "person", column: "sealed", row: [1, 2, 4]))
            }
            for index in 2..<min(sealed.count, 64) {
                var changed = sealed
                changed[index] ^= 1
                #expect(throws: VaultError.damaged) { try vault.open(changed, at: Self.place) }
            }
        }
        #expect(vault.seal("一", at: Self.place) != vault.seal("一", at: Self.place))
    }

    @Test("Two suites give unrelated indexes, one the same every time")
    func indexes() throws {
        let keys = KeyMaterial.random(ChanceIDs(), suite: .shangMi)
        let vault = try KeyVault(keys)
        let index = vault.blindIndex(.residentID, "339900194607010029")
        #expect(index == vault.blindIndex(.residentID, "339900194607010029"))
        #expect(index != vault.blindIndex(.phone, "339900194607010029"))
        #expect(index.first == CipherSuite.shangMi.rawValue && index.count == 17)
    }

    @Test("The suite stays with the keys, whatever is asked for later")
    func keyFile() throws {
        let scratch = ScratchFolder("suite")
        let path = scratch.path + "/keys.json"
        let made = try KeyFile(path: path).readOrMake(ChanceIDs(), suite: .shangMi)
        let read = try KeyFile(path: path).readOrMake(ChanceIDs(), suite: .international)
        #expect(made.suite == .shangMi && read.suite == .shangMi && read.masters == made.masters)
        let sealed = try KeyVault(made).seal("惠民", at: Self.place)
        #expect(try KeyVault(read).openText(sealed, at: Self.place) == "惠民")
    }

    @Test("SM3 and SM4 as the standards' own examples and OpenSSL have them")
    func standards() throws {
        // GB/T 32905-2016, appendix A.
        #expect(
            Hex.text(Digest.sm3(Array("abc".utf8)))
                == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(Hex.text(Digest.sm3(message)) == (try Self.openssl(["dgst", "-sm3", "-r"], message)).prefix(64))
        // Galois/counter mode encrypts as counter mode does, from the block nonce ‖ 2 on (SP 800-38D §7.1).
        let key = [UInt8](1...16)
        let nonce = [UInt8](21...32)
        let sealed = GaloisCounterMode(.sm4, key: key).seal(message, nonce: nonce, authenticating: [])
        let counter = Hex.text(nonce + [0, 0, 0, 2])
        let wanted = try Self.openssl(
            ["enc", "-sm4-ctr", "-K", Hex.text(key), "-iv", counter, "-a", "-A"], message)
        #expect(Data(sealed.prefix(message.count)).base64EncodedString() == wanted)
    }

    /// What the program `openssl` answers to bytes.
    private static func openssl(_ arguments: [String], _ input: [UInt8]) throws -> String {
        let scratch = ScratchFolder("openssl")
        let file = URL(filePath: scratch.path + "/input")
        try Data(input).write(to: file)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
