import Cases
import Catalog
import EventLog
import Exchange
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import StorageSQLite
import Testing
import Web

/// One person before the platform, and what came of her application for 高龄津贴.
struct Stage: Sendable {
    struct Counts: Equatable {
        var cases: Int
        var certificates: Int
        var entitlements: Int
    }

    let rehearsal: Rehearsal
    let citizen: RehearsalCitizen
    let person: PersonProfile

    init(
        in house: RehearsalHouse = RehearsalHouse(),
        changing change: @Sendable (inout RehearsalCitizen, Rehearsal) -> Void = { _, _ in }
    ) async throws {
        let rehearsal = try await Rehearsal(in: house)
        var citizen = RehearsalCitizen()
        // Signed in while the register was sound; what is wrong with the records comes after.
        rehearsal.settle(citizen)
        person = try await Self.enrol(citizen, in: rehearsal)
        change(&citizen, rehearsal)
        rehearsal.settle(citizen)
        (self.rehearsal, self.citizen) = (rehearsal, citizen)
    }

    var environment: CaseEnvironment { rehearsal.platform.environment }
    var slug: String { environment.catalogue.items.first { $0.name == "高龄津贴" }?.slug ?? "" }

    func start() async throws -> Draft { try await StartDraft(environment)(item: slug, by: person) }

    /// Applies, and gives the telephone number where the register has none.
    func apply() async throws -> CaseFile {
        let draft = try await start()
        if draft.content.findings["联系电话"]?.fact == nil {
            _ = try await EditDraft(environment).enter(
                .init(answers: ["联系电话": citizen.phone]), in: draft.id, by: person)
        }
        return try await SubmitCase(environment)(draft.id, by: person)
    }

    func enrol(_ citizen: RehearsalCitizen) async throws -> PersonProfile {
        rehearsal.settle(citizen)
        return try await Self.enrol(citizen, in: rehearsal)
    }

    func events(_ file: CaseFile) async throws -> [LoggedEvent] {
        try await environment.journal.events(of: file.stream)
    }

    func kinds(_ file: CaseFile) async throws -> [String] { try await events(file).map(\.kind.rawValue) }

    func counts() async throws -> Counts {
        try await rehearsal.platform.database.read { tx in
            func count(_ sql: SQL) throws -> Int { Int(try tx.row(sql)?.integer("n") ?? -1) }
            return Counts(
                cases: try count("SELECT COUNT(*) AS n FROM case_file"),
                certificates: try count("SELECT COUNT(*) AS n FROM certificate"),
                entitlements: try count("SELECT COUNT(*) AS n FROM entitlement WHERE state = 'live'"))
        }
    }

    static func enrol(_ citizen: RehearsalCitizen, in rehearsal: Rehearsal) async throws -> PersonProfile {
        let signIn = rehearsal.platform.signIn
        let challenge = try await signIn.begin(name: citizen.name, residentID: citizen.number, language: .chinese)
        let code = try await rehearsal.newestCode(citizen.phone)
        let token = try await signIn.finish(challenge: challenge, code: code)
        let viewer = try await rehearsal.platform.sessions.viewer(token: token, at: rehearsal.clock.now())
        let id = try #require(viewer.resident?.personID)
        try await rehearsal.platform.database.write { tx in try tx.execute("DELETE FROM sandbox_message") }
        return try #require(try await rehearsal.platform.people.person(id))
    }
}
