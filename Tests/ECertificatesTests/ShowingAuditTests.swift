import ECertificates
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 亮证对账、归集对账: showings, and what was read of departments' own certificates, are what their holders agreed to.
@Suite("Showings and imported certificates are held against their events")
struct ShowingAuditTests {
    private static let strange = [UInt8](repeating: 7, count: 16)

    /// A holder with an imported licence, of which one showing was opened, one was wanted for something else, one was taken back
    /// and one waits; and a neighbour.
    private struct Scene {
        let imports: ImportScene
        let licence: String
        let archive: CityArchive
        let neighbour: [UInt8]

        var rehearsal: Rehearsal { imports.rehearsal }
        var database: any Database { rehearsal.platform.database }

        init(_ store: RehearsalStore) async throws {
            imports = try await ImportScene(store)
            let (holder, rehearsal) = (imports.holder, imports.rehearsal)
            #expect(await imports.agree().status == 303)
            licence = try await imports.id()
            #expect(await imports.look(try await imports.code(licence, by: holder)).status == 200)
            let refused = try await imports.code(licence, by: holder)
            _ = await imports.stranger.post("/p", [("code", refused), ("purpose", "travel"), ("verifier", "旅行社")])
            let fields = [("claim.holder_name", "yes"), ("purpose", "employment")]
            let page = try #require(
                await holder.post("/certificates/\(licence)/presentation", fields).header("location"))
            rehearsal.clock.advance(seconds: 3)
            #expect(await holder.post("\(page)/withdrawal").status == 303)
            _ = try await imports.code(licence, by: holder)
            let other = RehearsalCitizen(name: "李桂兰", serial: 7)
            rehearsal.settle(other)
            #expect(try await RehearsalBrowser(rehearsal).signIn(other))
            neighbour = try #require(try await rehearsal.platform.people.person(numbered: other.residentID)).id.bytes
            try await rehearsal.workOff()
            archive = try await CityArchive(data: rehearsal.house.folder, database: rehearsal.house.database)
        }

        func audit() async throws -> AuditViews.Summary { try await archive.audit(log: rehearsal.logFile).views }

        func hold(_ changes: [TableChange]) async throws {
            let sound = try await audit()
            #expect(sound.presentations == 4 && sound.imports == 1, "\(sound)")
            let unnamed = try await TableChange.unnamed(changes, in: database) { _ = try await audit() }
            #expect(unnamed.isEmpty, "\(unnamed.joined(separator: "; "))")
            #expect(try await audit() == sound)
        }
    }

    @Test("A code that was used up or taken back opens nothing again", arguments: RehearsalStore.here)
    func showings(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let table = "presentation"
        try await scene.hold([
            TableChange(table, "state", "'waiting'", where: "state = 'opened'"),
            TableChange(table, "state", "'opened'", where: "state = 'waiting'"),
            TableChange(table, "state", "'waiting'", where: "state = 'withdrawn'"),
            TableChange(table, "state", "'withdrawn'", where: "state = 'refused'"),
            TableChange(table, "expires_at", "expires_at + 86400000"), TableChange(table, "created_at", "1"),
            TableChange(table, "purpose", "'other'"), TableChange(table, "holder", "\(scene.neighbour)"),
            TableChange(table, "presenter", "\(scene.neighbour)"),
            TableChange(table, "settled_at", "settled_at - 86400000", where: "state = 'withdrawn'"),
            TableChange(table, "settled_at", "NULL", where: "state = 'opened'"),
            TableChange(table, "code_index", "\(Self.strange)", where: "state = 'waiting'"),
            TableChange(table, "sealed", "\(Self.strange)"),
            TableChange(
                "another's record", table, "sealed",
                """
                UPDATE presentation SET sealed = (
                    SELECT sealed FROM presentation AS other WHERE other.state = 'opened')
                WHERE state = 'waiting'
                """),
            TableChange("of another certificate", table, nil, "UPDATE presentation SET certificate = \(Self.strange)"),
            TableChange("one is gone", table, nil, "DELETE FROM presentation WHERE state = 'refused'"),
            TableChange(
                "one that nobody agreed to", table, nil,
                """
                INSERT INTO presentation (id, certificate, holder, presenter, code_index, purpose, created_at, expires_at,
                    state, sealed)
                SELECT \(Self.strange), certificate, holder, presenter, \(Self.strange), purpose, created_at, expires_at,
                    state, sealed FROM presentation WHERE state = 'waiting'
                """),
        ])
    }

    @Test("A department's certificate is its holder's, of its kind, and as it was read", arguments: RehearsalStore.here)
    func imported(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let table = "imported_certificate"
        let before = try #require(try await scene.database.row("SELECT sealed FROM imported_certificate")).blob(
            "sealed")
        // Read anew, it says something else: what was read before does not count any more.
        scene.imports.register(state: "E")
        scene.rehearsal.clock.advance(seconds: 60)
        #expect(await scene.imports.agree().status == 303)
        try await scene.rehearsal.workOff()
        try await scene.hold([
            TableChange(table, "holder", "\(scene.neighbour)"), TableChange(table, "type", "'残疾人证'"),
            TableChange(table, "agreed_at", "agreed_at + 86400000"),
            TableChange(table, "read_at", "read_at + 86400000"),
            TableChange("read earlier", table, "sealed", "UPDATE imported_certificate SET read_at = read_at - 1"),
            TableChange(table, "sealed", "\(before)"), TableChange(table, "sealed", "\(Self.strange)"),
            TableChange("one is gone", table, nil, "DELETE FROM imported_certificate"),
            TableChange("of no reading", table, nil, "UPDATE imported_certificate SET id = \(Self.strange)"),
        ])
    }

    @Test("What was withdrawn is not brought back", arguments: RehearsalStore.here)
    func withdrawn(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let kept = try await KeptTables(["imported_certificate"], in: scene.database)
        #expect(await scene.imports.holder.post("/certificate-imports/\(scene.licence)/withdrawal").status == 303)
        try await scene.rehearsal.workOff()
        #expect(try await scene.audit().imports == 0)
        try await kept.restore()
        await #expect {
            _ = try await scene.audit()
        } throws: { ($0 as? ViewDifference).map { $0.table == "imported_certificate" && $0.kind == .unknown } ?? false }
    }
}
