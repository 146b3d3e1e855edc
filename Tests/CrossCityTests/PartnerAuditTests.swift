import Cases
import CrossCity
import EventLog
import Kernel
import Rehearsal
import Server
import Storage
import Testing

/// 通办对账: what is kept of the talk between two cities is what crossed, signed, and nothing else.
@Suite("What two cities told each other is held against the events")
struct PartnerAuditTests {
    private static let tables = ["partner_case", "partner_message", "case_file"]

    /// What somebody with a database in his hands would do, in the city that took the application in and in the one that decides.
    private static func changes(in city: Rehearsal) -> [(what: String, sql: SQL)] {
        let strange: Identifier<CaseFile> = city.platform.environment.ids.identifier(CaseFile.self)
        return [
            ("told of more than it was", "UPDATE partner_case SET told = told + 100"),
            ("told of nothing", "UPDATE partner_case SET told = 0"),
            ("heard more than came", "UPDATE partner_case SET heard = heard + 1"),
            ("sent less than it did", "UPDATE partner_case SET sent = sent - 1"),
            ("another city", "UPDATE partner_case SET partner = '339700'"),
            ("another case there", "UPDATE partner_case SET reference = \(strange.description)"),
            (
                "the other part",
                "UPDATE partner_case SET role = CASE role WHEN 'decides' THEN 'receives' ELSE 'decides' END"
            ),
            ("no case of two cities", "DELETE FROM partner_case"),
            ("a message to send once more", "UPDATE partner_message SET state = 'waiting' WHERE direction = 'out'"),
            ("a message that was not taken", "UPDATE partner_message SET state = 'refused' WHERE direction = 'out'"),
            ("what came never came", "DELETE FROM partner_message WHERE direction = 'in'"),
            ("what was said was not said", "DELETE FROM partner_message WHERE direction = 'out'"),
            (
                "another word",
                """
                UPDATE partner_message SET digest = (
                    SELECT digest FROM partner_message AS other WHERE other.direction = 'out' LIMIT 1)
                WHERE direction = 'in'
                """
            ),
            ("another number", "UPDATE partner_message SET number = number + 7 WHERE direction = 'in'"),
            ("another message", "UPDATE partner_message SET id = id || 'x' WHERE direction = 'in'"),
            ("another sort", "UPDATE partner_message SET kind = 'question'"),
            ("another number of the case", "UPDATE partner_message SET case_number = '1' WHERE direction = 'in'"),
            ("decided here or there", "UPDATE case_file SET elsewhere = CASE WHEN elsewhere IS NULL THEN '339900' END"),
        ]
    }

    @Test("Whatever is changed of it behind a city's back is named", arguments: RehearsalStore.here)
    func tampered(_ store: RehearsalStore) async throws {
        let cities = try await TwoCities(on: store)
        _ = try await cities.apply(try await cities.applicant())
        try await cities.settle()
        for city in [cities.taking, cities.deciding] {
            let database = city.platform.database
            #expect(try await cities.audit(city) == 1)
            let kept = try await KeptTables(Self.tables, in: database)
            for change in Self.changes(in: city) {
                try await database.write { tx in try tx.execute(change.sql) }
                await #expect("\(change.what)") {
                    try await cities.audit(city)
                } throws: { ($0 as? ViewDifference).map { Self.tables.contains($0.table) } ?? false }
                try await kept.restore()
            }
            #expect(try await cities.audit(city) == 1)
        }
    }

    @Test("A decision that the other city has not told stands nowhere")
    func standing() async throws {
        let cities = try await TwoCities()
        _ = try await cities.apply(try await cities.applicant(), wantsPerson: true)
        try await cities.settle()
        let database = cities.taking.platform.database
        #expect(try await database.row("SELECT status FROM case_file")?.text("status") == "inReview")
        try await database.write { tx in try tx.execute("UPDATE case_file SET status = 'granted'") }
        await #expect {
            try await cities.audit(cities.taking)
        } throws: { ($0 as? ViewDifference)?.table == "case_file" }
    }

    @Test("Whose signature is believed is what the other city announced", arguments: RehearsalStore.here)
    func keys(_ store: RehearsalStore) async throws {
        let cities = try await TwoCities(on: store)
        _ = try await cities.apply(try await cities.applicant())
        try await cities.settle()
        let platform = cities.deciding.platform
        let audit = AuditPartnerKeys(database: platform.database, journal: platform.journal)
        let known = try await audit()
        #expect(known > 0)
        let (table, strange) = ("partner_key", [UInt8](repeating: 7, count: 16))
        let changes = [
            TableChange(table, "jwk", "replace(jwk, 'P-256', 'P-521')"),
            TableChange(table, "announced_at", "announced_at + 86400"), TableChange(table, "announced_at", "0"),
            TableChange(table, "stream", "\(strange)"), TableChange(table, "stream", "NULL"),
            TableChange("another name", table, nil, "UPDATE partner_key SET key_id = 'x'"),
            TableChange("of a city that announced none", table, nil, "UPDATE partner_key SET partner = '330000'"),
            TableChange("it is gone", table, nil, "DELETE FROM partner_key"),
            TableChange(
                "one more", table, nil,
                """
                INSERT INTO partner_key (partner, key_id, jwk, announced_at, stream)
                SELECT partner, 'x', jwk, announced_at, stream FROM partner_key LIMIT 1
                """),
        ]
        let unnamed = try await TableChange.unnamed(changes, in: platform.database) { _ = try await audit() }
        #expect(unnamed.isEmpty, "\(unnamed.joined(separator: "; "))")
        #expect(try await audit() == known)
    }
}
