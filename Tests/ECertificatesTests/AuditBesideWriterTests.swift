import Cases
import Catalog
import ECertificates
import EventLog
import FoundationEssentials
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Synchronization
import Testing
import Web

/// 边办边对账: an audit reads one state, so that nothing which is written meanwhile is a difference.
@Suite("Audits beside a running server")
struct AuditBesideWriterTests {
    /// A city at work: in every round one certificate more is issued, all are suspended and resumed, some are shown, and a
    /// mandate is offered, accepted and ended.
    private final class Town: Sendable {
        let rehearsal: Rehearsal
        private let agent: PersonProfile
        private let isDone = Mutex(false)
        private let certificates = Mutex<[Identifier<IssuedCertificate>]>([])
        private let officer = Viewer.Staff(id: "MZ01", sessionID: [], name: "孟晓岚", office: "区民政部门")

        init(_ store: RehearsalStore) async throws {
            rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
            agent = try await Self.enrol(RehearsalCitizen(name: "王小梅", born: "19700101", serial: 999), rehearsal)
        }

        private static func enrol(_ citizen: RehearsalCitizen, _ rehearsal: Rehearsal) async throws -> PersonProfile {
            rehearsal.settle(citizen)
            return try await rehearsal.platform.people.enrol(
                citizen.residentID, name: citizen.name, phone: citizen.phone, level: .phone,
                ids: rehearsal.platform.environment.ids, at: rehearsal.clock.now())
        }

        var isOver: Bool { isDone.withLock { $0 } }
        func end() { isDone.withLock { $0 = true } }

        func round(_ number: Int) async throws {
            let holder = try await Self.enrol(RehearsalCitizen(serial: number + 1), rehearsal)
            try await apply(holder)
            try await rehearsal.workOff()
            let held = try await rehearsal.platform.environment.certificates.certificates(of: holder.id)
            let all = certificates.withLock { certificates in
                certificates += held.map(\.id)
                return certificates
            }
            for act in [CertificateAct.suspend, .resume] {
                for id in all { try await take(act, id) }
            }
            try await lend(holder)
            try await rehearsal.workOff()
        }

        private func apply(_ holder: PersonProfile) async throws {
            let environment = rehearsal.platform.environment
            let item = try #require(environment.catalogue.items.first { $0.name == "高龄津贴" })
            let draft = try await StartDraft(environment)(item: item.slug, by: holder)
            let file = try await SubmitCase(environment)(draft.id, by: holder)
            try #require(file.status == .granted)
        }

        private func take(_ act: CertificateAct, _ id: Identifier<IssuedCertificate>) async throws {
            try await ActOnCertificate(rehearsal.platform)(
                act, id, reason: "核查（示例）", ground: "某法第一条", reach: .grant, by: officer)
        }

        private func lend(_ holder: PersonProfile) async throws {
            let platform = rehearsal.platform
            let (mandates, time) = (platform.environment.mandates, platform.environment.time)
            let give = GiveMandate(
                mandates: mandates, people: platform.people, database: platform.database, journal: platform.journal,
                time: time, ids: platform.environment.ids)
            let settle = SettleMandate(
                mandates: mandates, people: platform.people, database: platform.database, journal: platform.journal,
                time: time)
            let mandate = try await give(
                GiveMandate.Request(
                    name: agent.name, residentID: agent.residentID.text, powers: [.certificates], certificateTypes: [],
                    from: nil, until: nil), by: holder.id)
            _ = try await settle(.accept, mandate.id, by: agent.id)
            _ = try await settle(.revoke, mandate.id, by: holder.id)
        }

        /// As the command does it, with a connection of its own.
        func audit() async throws -> AuditCity.Summary {
            let (house, log) = (rehearsal.house, rehearsal.platform.directory.path)
            let archive = try await CityArchive(data: house.folder, database: house.database)
            let summary = try await archive.audit(log: { name in
                try? [UInt8](Data(contentsOf: URL(filePath: "\(log)/\(name)")))
            })
            try await archive.database.close()
            return summary
        }
    }

    @Test("What is granted, suspended and revoked while it reads is no difference", arguments: RehearsalStore.here)
    func beside(_ store: RehearsalStore) async throws {
        let town = try await Town(store)
        try await town.round(0)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                // The audits end also where the work beside them fails.
                defer { town.end() }
                for number in 1...20 { try await town.round(number) }
                return 0
            }
            group.addTask {
                var audits = 0
                while !town.isOver {
                    _ = try await town.audit()
                    audits += 1
                }
                return audits
            }
            var audits = 0
            for try await count in group { audits += count }
            #expect(audits > 0)
        }
        let views = try await town.audit().views
        #expect(views.certificates == 21 && views.mandates == 21)
    }
}
