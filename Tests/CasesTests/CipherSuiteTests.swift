import Cases
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Vault
import Web

@Suite("A city on the suite of 商用密码")
struct CipherSuiteTests {
    /// Where sealed bytes lie.
    private static let sealed: [(table: String, sql: SQL)] = [
        ("person", "SELECT sealed FROM person"), ("event", "SELECT sealed FROM event"),
        ("certificate", "SELECT sealed FROM certificate"), ("outbox", "SELECT sealed FROM outbox"),
        ("stream_key", "SELECT wrapped AS sealed FROM stream_key"),
    ]

    @Test("A grant, its certificate and what follows are sealed with SM4 and open again after a restart")
    func grants() async throws {
        let house = RehearsalHouse(suite: .shangMi)
        let (file, person) = try await granted(in: house)
        // The command line asks for another suite now: the keys keep theirs.
        let again = try await Rehearsal(in: house)
        let environment = again.platform.environment
        #expect(try await environment.cases.caseFile(file.id, of: person)?.number == file.number)
        let kinds = try await environment.journal.events(of: file.stream).map(\.kind)
        #expect(kinds.contains(CaseEvents.granted))
        for (table, sql) in Self.sealed {
            let rows = try await again.platform.database.rows(sql)
            let suites = Set(rows.compactMap { $0.blob("sealed").first })
            #expect(suites == [CipherSuite.shangMi.rawValue], "\(table)")
        }
        try await again.stop()
    }

    private func granted(in house: RehearsalHouse) async throws -> (CaseFile, Identifier<Person>) {
        let stage = try await Stage(in: house)
        let file = try await stage.apply()
        #expect(file.status == .granted)
        try await stage.rehearsal.workOff()
        #expect(stage.rehearsal.civilAffairs.deliveries.count == 1)
        try await stage.rehearsal.stop()
        return (file, stage.person.id)
    }
}
