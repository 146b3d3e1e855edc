import Cases
import EventLog
import Exchange
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 视图对账: whatever is changed in a table behind the city's back is named by that very table, and by its field.
@Suite("Tables are held against the events")
struct ViewAuditTests {
    private typealias Change = TableChange

    /// Two granted cases and one in an officer's hands; requests for data that wait, were granted and were refused; of two
    /// write-backs one was lost and told again, one is held otherwise.
    private struct Scene {
        static let strange = [UInt8](repeating: 7, count: 16)
        let stage: Stage
        let archive: CityArchive
        let referred: CaseFile
        let grant: SharingGrant

        var database: any Database { stage.rehearsal.platform.database }

        init(_ store: RehearsalStore) async throws {
            stage = try await Stage(in: RehearsalHouse(database: try await store.emptyDatabase()))
            let (rehearsal, environment) = (stage.rehearsal, stage.environment)
            _ = try await stage.apply()
            for serial in 2...3 {
                let person = try await stage.enrol(RehearsalCitizen(serial: serial))
                let draft = try await StartDraft(environment)(item: stage.slug, by: person)
                _ = try await SubmitCase(environment)(draft.id, by: person, wantsPerson: serial == 3)
            }
            let row = try #require(
                try await rehearsal.platform.database.row(
                    "SELECT id, applicant FROM case_file WHERE status = 'inReview'"))
            let waiting = try #require(
                try await environment.cases.caseFile(row.identifier("id"), of: row.identifier("applicant")))
            let post = try #require(rehearsal.platform.city.staff.all.first { $0.office == waiting.office })
            referred = try await ClaimCase(environment)(waiting.id, by: post)
            grant = try await Self.requests(rehearsal)
            try await Self.compare(rehearsal)
            try await rehearsal.workOff()
            archive = try await CityArchive(data: rehearsal.house.folder, database: rehearsal.house.database)
        }

        /// - Returns: what was granted, and taken back again.
        private static func requests(_ rehearsal: Rehearsal) async throws -> SharingGrant {
            let platform = rehearsal.platform
            let settings = platform.city.sharing
            let (database, journal, time, ids) = (
                platform.database, platform.journal, platform.environment.time, platform.environment.ids
            )
            let item = try #require(settings.items.first { $0.item == "339900-MZ-0007" })
            let entry = try #require(settings.entries.first { $0.code == "339900-GA-9002" })
            let officer = Viewer.Staff(id: "JD09", sessionID: [], name: "贺川", office: try #require(item.offices.first))
            let police = Viewer.Staff(id: "GS01", sessionID: [], name: "高文涛", office: entry.provider.name)
            let ask = AskForSharing(
                database: database, journal: journal, settings: settings, time: time, ids: ids)
            let answer = AnswerSharing(
                database: database, journal: journal, register: platform.grants, settings: settings, time: time,
                ids: ids)
            var asked: [SharingRequest] = []
            for _ in 0..<3 {
                asked.append(
                    try await ask(
                        code: entry.code, item: item.item, fields: ["婚姻状况", "户号"], aim: "核实（示例）",
                        until: time.now().civilDate().adding(days: 100), by: officer))
            }
            try await answer.refuse(asked[1].id, reason: "用不到（示例）", by: police)
            let grant = try await answer.grant(asked[2].id, fields: ["婚姻状况"], reason: "户号用不到", by: police)
            try await answer.revoke(grant.id, reason: "数据正在整理（示例）。", by: police)
            return grant
        }

        /// One write-back is lost and told again, one is held otherwise and waits for a person.
        private static func compare(_ rehearsal: Rehearsal) async throws {
            try await rehearsal.workOff()
            let told = try #require(rehearsal.civilAffairs.registered.first)
            var values = told.values
            values["金额"] = "900.00"
            rehearsal.civilAffairs.registered = [Registration(key: told.key, number: told.number, values: values)]
            while try await rehearsal.platform.reconcile() {}
        }

        func audit() async throws -> AuditViews.Summary {
            try await archive.audit(log: stage.rehearsal.logFile).views
        }

        /// Each has to be named, and nothing else; then all is as it was.
        func hold(_ changes: [Change]) async throws {
            let sound = try await audit()
            let unnamed = try await TableChange.unnamed(changes, in: database) { _ = try await audit() }
            #expect(unnamed.isEmpty, "\(unnamed.joined(separator: "; "))")
            #expect(try await audit() == sound)
        }
    }

    @Test("Cases and benefits: whose they are, how they stand, what they pay", arguments: RehearsalStore.here)
    func cases(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let (applicant, waiting) = (scene.stage.person.id, scene.referred.id)
        try await scene.hold([
            Change("case_file", "applicant", "\(applicant)", where: "id = \(waiting)"),
            Change("case_file", "status", "'granted'", where: "id = \(waiting)"),
            Change("case_file", "status", "'refused'", where: "id <> \(waiting)"),
            Change("case_file", "office", "'别的机关'", where: "id = \(waiting)"),
            Change("case_file", "handler", "'MZ09'", where: "id = \(waiting)"),
            Change("case_file", "handler", "NULL", where: "id = \(waiting)"),
            Change("case_file", "stage_index", "1", where: "id = \(waiting)"),
            Change("case_file", "stage", "'别的环节'", where: "id = \(waiting)"),
            Change("case_file", "corrections", "1"), Change("case_file", "due_on", "'2099-12-31'"),
            Change("case_file", "review", "'answered'"), Change("case_file", "elsewhere", "'339700'"),
            Change("case_file", "item", "'339900-MZ-0001'"), Change("case_file", "item_version", "'x'"),
            Change("case_file", "number", "number || 'x'"), Change("case_file", "received_at", "received_at - 1"),
            Change("a case is gone", "case_file", nil, "DELETE FROM case_file WHERE id = \(waiting)"),
            Change(
                "a case that nobody filed", "case_file", nil,
                """
                INSERT INTO case_file (shard, id, number, item, item_version, applicant, status, corrections, received_at,
                    updated_at)
                SELECT shard, \(Scene.strange), 'x', item, item_version, applicant, status, corrections, received_at,
                    updated_at FROM case_file WHERE id = \(waiting)
                """),
            Change("entitlement", "amount_fen", "amount_fen * 10"), Change("entitlement", "period", "'once'"),
            Change("entitlement", "starts_on", "'2020-01-01'"), Change("entitlement", "created_at", "0"),
            Change("entitlement", "item", "'339900-MZ-0001'"), Change("entitlement", "state", "'stopped'"),
            Change(
                "entitlement", "subject", "\(Scene.strange)",
                where: "stream = (SELECT id FROM case_file WHERE applicant = \(applicant))"),
            Change("of no grant", "entitlement", nil, "UPDATE entitlement SET stream = \(waiting)"),
            Change("a benefit is gone", "entitlement", nil, "DELETE FROM entitlement"),
        ])
    }

    @Test("Certificates: whose they are, and until when", arguments: RehearsalStore.here)
    func certificates(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(try await scene.audit().certificates == 2)
        try await scene.hold([
            Change("certificate", "holder", "\(scene.referred.applicant)"),
            Change("certificate", "type", "'居住证'"), Change("certificate", "valid_until", "'2099-12-31'"),
            Change("certificate", "state_since", "1"), Change("certificate", "issued_at", "1"),
            Change("certificate", "predecessor", "\(Scene.strange)"),
            Change("certificate", "successor", "\(Scene.strange)"),
            Change("certificate", "status_list", "status_list + 1"),
            Change("certificate", "sealed", "\(Scene.strange)"),
            Change("one that nobody issued", "certificate", nil, "UPDATE certificate SET sequence = 1"),
        ])
    }

    @Test("Grants of departments, and requests for them", arguments: RehearsalStore.here)
    func sharing(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(try await scene.audit().grants > 8)
        let table = "sharing_grant"
        var changes: [Change] = [
            Change(table, "fields", "fields || '、联系电话'"), Change(table, "ends_on", "'2099-12-31'"),
            Change(table, "item", "'000000000000'"), Change(table, "basis", "'某法'"), Change(table, "aim", "'别的'"),
            Change(table, "resource", "'社保卡'", where: "resource <> '社保卡'"), Change(table, "starts_on", "'2020-01-01'"),
            Change(table, "granted_at", "1"),
            Change(
                "revoked by nobody", table, "revocation", "UPDATE sharing_grant SET revoked_at = 1, revocation = '无'"),
            Change(table, "revoked_at", "NULL", where: "id = \(scene.grant.id)"),
            Change(table, "request", "NULL", where: "id = \(scene.grant.id)"),
            Change(
                "one that nobody gave", table, nil,
                """
                INSERT INTO sharing_grant (id, digest, resource, item, fields, aim, basis, starts_on, ends_on, stream, granted_at)
                SELECT \(Scene.strange), 'd', resource, item, fields, aim, basis, starts_on, ends_on, stream,
                    granted_at FROM sharing_grant LIMIT 1
                """),
            Change("one is gone", table, nil, "DELETE FROM sharing_grant WHERE id = \(scene.grant.id)"),
        ]
        if store == .sqlite {
            // SQLite takes a row without a key; nobody could revoke what it grants.
            changes.append(
                Change("one without a key", table, "id", "UPDATE sharing_grant SET id = NULL WHERE request IS NULL"))
        }
        changes += [
            ("fields", "'婚姻状况、户号、住址'"), ("ends_on", "'2099-12-31'"), ("office", "'别的机关'"), ("asked_by", "'X'"),
            ("asked_at", "1"), ("due_on", "'2099-12-31'"), ("aim", "'别的'"), ("stream", "\(Scene.strange)"),
        ].map { (field: String, value: SQL) in
            field == "stream"
                ? Change("of no stream", "sharing_request", nil, "UPDATE sharing_request SET stream = \(value)")
                : Change("sharing_request", field, value)
        }
        changes += [
            Change("sharing_request", "state", "'granted'", where: "state = 'refused'"),
            Change("sharing_request", "state", "'asked'", where: "state = 'granted'"),
            Change("sharing_request", "state", "'refused'", where: "state = 'asked'"),
            Change("sharing_request", "decided_by", "'X'", where: "state <> 'asked'"),
            Change("sharing_request", "decided_at", "1", where: "state <> 'asked'"),
            Change("sharing_request", "reason", "NULL", where: "state = 'refused'"),
            Change("a request is gone", "sharing_request", nil, "DELETE FROM sharing_request WHERE state = 'refused'"),
        ]
        try await scene.hold(changes)
    }

    @Test("What departments acknowledged, and what was found when that was compared", arguments: RehearsalStore.here)
    func writeBacks(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(try await scene.audit().writeBacks == 2)
        let states = try await scene.database.rows("SELECT state FROM write_back_finding").map { $0.text("state") }
        #expect(Set(states) == ["open", "redelivered"])
        func change(_ what: String, _ table: String, _ sql: SQL) -> Change { Change(what, table, nil, sql) }
        try await scene.hold([
            change("another acknowledgement", "write_back", "UPDATE write_back SET number = '1'"),
            change(
                "of another day", "write_back", "UPDATE write_back SET acknowledged_at = acknowledged_at - 86400000"),
            change("delivered more often", "write_back", "UPDATE write_back SET redeliveries = 3"),
            change("another delivery", "write_back", "UPDATE write_back SET delivery_id = delivery_id || 'x'"),
            change("for another resource", "write_back", "UPDATE write_back SET resource = 'x'"),
            change(
                "of a case that never was", "write_back",
                "UPDATE write_back SET stream = \(Scene.strange), number = '1'"),
            change("one is gone", "write_back", "DELETE FROM write_back"),
            change("settled by nobody", "write_back_finding", "UPDATE write_back_finding SET state = 'kept'"),
            change(
                "told again by nobody", "write_back_finding",
                "UPDATE write_back_finding SET state = 'redelivered' WHERE state = 'open'"),
            change("of another sort", "write_back_finding", "UPDATE write_back_finding SET kind = 'unknown'"),
            change(
                "about another delivery", "write_back_finding",
                "UPDATE write_back_finding SET delivery_id = delivery_id || 'x'"),
            change(
                "about another resource", "write_back_finding",
                "UPDATE write_back_finding SET resource = resource || 'x'"),
            change("found earlier", "write_back_finding", "UPDATE write_back_finding SET found_at = 1"),
            change("settled earlier", "write_back_finding", "UPDATE write_back_finding SET settled_at = 1"),
            change(
                "of no stream", "write_back_finding", "UPDATE write_back_finding SET stream = \(Scene.strange)"),
            change("a finding is gone", "write_back_finding", "DELETE FROM write_back_finding WHERE state = 'open'"),
        ])
    }
}
