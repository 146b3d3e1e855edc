import EventLog
import Kernel
import Storage
import Testing
import Vault

/// 密钥印记 — a database opens under its own keys only, and under all of them.
@Suite("Keys and their database")
struct KeyMarkTests {
    @Test("Other keys do not agree; nor do those from before the newest master key was made")
    func agreement() async throws {
        let log = try await LogFixture()
        #expect(try await !KeyMark.stands(in: log.database, log.vault))
        #expect(try await KeyMark.agrees(log.database, log.vault))
        let stranger = try KeyVault(KeyMaterial.random(log.ids))
        #expect(try await !KeyMark.agrees(log.database, stranger))
        var renewed = log.keys
        _ = renewed.addMaster(log.ids)
        let newest = try KeyVault(renewed)
        #expect(try await KeyMark.agrees(log.database, newest))
        #expect(try await KeyMark.agrees(log.database, newest))
        #expect(try await !KeyMark.agrees(log.database, log.vault))
        #expect(try await !KeyMark.stands(in: log.database, log.vault))
        // Another second key under the same number is not the one that sealed.
        var other = log.keys
        _ = other.addMaster(log.ids)
        let another = try KeyVault(other)
        #expect(try await !KeyMark.agrees(log.database, another))
        #expect(try await KeyMark.stands(in: log.database, newest))
    }
}
