import Cases
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 委托对账: what stands in the tables of mandates is what their events say.
@Suite("Mandates are held against their events")
struct MandateAuditTests {
    /// Four mandates: in force for one type, ended, of a mother, and one that waits for its answer.
    private struct Scene {
        let rehearsal: Rehearsal
        let holder: PersonProfile
        let agent: PersonProfile
        let child = RehearsalCitizen(name: "王一一", born: "20150301", serial: 9)
        var standing: Mandate
        var ended: Mandate
        var ofChild: Mandate
        var offered: Mandate

        var database: any Database { rehearsal.platform.database }

        init(_ store: RehearsalStore) async throws {
            let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
            let daughter = RehearsalCitizen(name: "王小梅", born: "19700101", serial: 5)
            let holder = try await Self.enrol(RehearsalCitizen(), rehearsal)
            let agent = try await Self.enrol(daughter, rehearsal)
            (self.rehearsal, self.holder, self.agent) = (rehearsal, holder, agent)
            let give = Self.give(rehearsal)
            func offer(_ powers: [MandatePower], _ types: [String] = [], to name: String? = nil) async throws -> Mandate
            {
                try await give(
                    GiveMandate.Request(
                        name: name ?? agent.name, residentID: agent.residentID.text, powers: powers,
                        certificateTypes: types, from: nil, until: nil), by: holder.id)
            }
            let settle = Self.settle(rehearsal)
            standing = try await settle(
                .accept, try await offer([.certificates], ["高龄津贴核准通知书"]).id, by: agent.id)
            ended = try await settle(.accept, try await offer([.certificates, .cases]).id, by: agent.id)
            ended = try await settle(.revoke, ended.id, by: holder.id)
            offered = try await offer([.cases], to: "王小妹")
            let (platform, name) = (rehearsal.platform, child.name)
            let act = ActForChild(
                mandates: platform.environment.mandates, people: platform.people, database: platform.database,
                vault: platform.vault, journal: platform.journal,
                gate: ParentageGate { _ in
                    ParentageGate.Reading(
                        name: name, parents: [agent.residentID], isAnswered: true, record: { _ in { _ in } })
                }, time: platform.environment.time, ids: platform.environment.ids)
            ofChild = try await act(name: child.name, residentID: child.number, parent: agent.id)
        }

        private static func enrol(_ citizen: RehearsalCitizen, _ rehearsal: Rehearsal) async throws -> PersonProfile {
            try await rehearsal.platform.people.enrol(
                citizen.residentID, name: citizen.name, phone: citizen.phone, level: .phone,
                ids: rehearsal.platform.environment.ids, at: rehearsal.clock.now())
        }

        static func give(_ rehearsal: Rehearsal) -> GiveMandate {
            let platform = rehearsal.platform
            return GiveMandate(
                mandates: platform.environment.mandates, people: platform.people, database: platform.database,
                journal: platform.journal, time: platform.environment.time, ids: platform.environment.ids)
        }

        static func settle(_ rehearsal: Rehearsal) -> SettleMandate {
            let platform = rehearsal.platform
            return SettleMandate(
                mandates: platform.environment.mandates, people: platform.people, database: platform.database,
                journal: platform.journal, time: platform.environment.time)
        }

        func audit() async throws -> Int {
            let platform = rehearsal.platform
            return try await AuditMandates(
                database: platform.database, vault: platform.vault, journal: platform.journal,
                time: platform.environment.time)()
        }

        /// What somebody with the database in his hands would do.
        var changes: [(what: String, sql: SQL)] {
            let strange: Identifier<Mandate> = rehearsal.platform.environment.ids.identifier(Mandate.self)
            return [
                ("an ended one is brought back", "UPDATE mandate SET state = 'accepted' WHERE id = \(ended.id)"),
                (
                    "it ended later",
                    "UPDATE mandate SET settled_at = settled_at + 86400000 WHERE id = \(ended.id)"
                ),
                ("a longer term", "UPDATE mandate SET last_day = '2099-12-31' WHERE id = \(standing.id)"),
                ("an earlier day", "UPDATE mandate SET first_day = '2020-01-01' WHERE id = \(standing.id)"),
                ("a power more", "INSERT INTO mandate_power VALUES (\(standing.id), 'cases', '')"),
                ("for all types", "UPDATE mandate_power SET certificate_type = '' WHERE mandate = \(standing.id)"),
                ("a power less", "DELETE FROM mandate_power WHERE mandate = \(ofChild.id) AND power = 'cases'"),
                ("another agent", "UPDATE mandate SET agent = \(holder.id) WHERE id = \(standing.id)"),
                ("another principal", "UPDATE mandate SET principal = \(agent.id) WHERE id = \(standing.id)"),
                ("another child", "UPDATE mandate SET principal = \(holder.id) WHERE id = \(ofChild.id)"),
                ("given, not by birth", "UPDATE mandate SET origin = 'given' WHERE id = \(ofChild.id)"),
                (
                    "offered to somebody else",
                    """
                    UPDATE mandate SET addressee_index = (
                        SELECT addressee_index FROM mandate AS other WHERE other.id = \(standing.id))
                    WHERE id = \(offered.id)
                    """
                ),
                ("accepted by nobody", "UPDATE mandate SET state = 'accepted' WHERE id = \(offered.id)"),
                (
                    "what another one agreed",
                    """
                    UPDATE mandate SET sealed = (SELECT sealed FROM mandate AS other WHERE other.id = \(standing.id))
                    WHERE id = \(ended.id)
                    """
                ),
                (
                    "one that nobody gave",
                    """
                    INSERT INTO mandate SELECT \(strange), origin, principal, agent, addressee_index, state, first_day,
                        last_day, created_at, settled_at, sealed FROM mandate WHERE id = \(standing.id)
                    """
                ),
                ("powers of nothing", "INSERT INTO mandate_power VALUES (\(strange), 'cases', '')"),
                ("one is gone", "DELETE FROM mandate WHERE id = \(ended.id)"),
                ("an offer is gone", "DELETE FROM mandate WHERE id = \(offered.id)"),
            ]
        }
    }

    @Test("Whatever is changed in them behind the city's back is named", arguments: RehearsalStore.here)
    func tampered(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(try await scene.audit() == 4)
        let kept = try await KeptTables(["mandate", "mandate_power"], in: scene.database)
        for change in scene.changes {
            try await scene.database.write { tx in try tx.execute(change.sql) }
            await #expect("\(change.what)") {
                _ = try await scene.audit()
            } throws: { error in
                (error as? ViewDifference).map { ["mandate", "mandate_power"].contains($0.table) } ?? false
            }
            try await kept.restore()
        }
        #expect(try await scene.audit() == 4)
    }

    @Test("An offer that nobody answered may go when it is old, and nothing else may")
    func erased() async throws {
        let scene = try await Scene(.sqlite)
        scene.rehearsal.clock.advance(seconds: 62 * 86_400)
        try await scene.rehearsal.platform.environment.mandates.eraseLapsed(at: scene.rehearsal.clock.now())
        #expect(try await scene.audit() == 3)
        try await scene.database.write { tx in
            try tx.execute("DELETE FROM mandate_power WHERE mandate = \(scene.standing.id)")
            try tx.execute("DELETE FROM mandate WHERE id = \(scene.standing.id)")
        }
        await #expect {
            _ = try await scene.audit()
        } throws: { ($0 as? ViewDifference)?.stream == scene.standing.stream }
    }
}
