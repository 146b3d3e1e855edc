import Cases
import Catalog
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Testing
import Web

/// People who apply for 高龄津贴.
enum Applicant {
    static func enrol(_ citizen: RehearsalCitizen, in rehearsal: Rehearsal) async throws -> PersonProfile {
        rehearsal.settle(citizen)
        let signIn = rehearsal.platform.signIn
        let challenge = try await signIn.begin(name: citizen.name, residentID: citizen.number, language: .chinese)
        let token = try await signIn.finish(
            challenge: challenge, code: try await rehearsal.newestCode(citizen.phone))
        let viewer = try await rehearsal.platform.sessions.viewer(token: token, at: rehearsal.clock.now())
        let id = try #require(viewer.resident?.personID)
        return try #require(try await rehearsal.platform.people.person(id))
    }

    static func apply(
        _ person: PersonProfile, in rehearsal: Rehearsal, wantsPerson: Bool,
        before: (PersonProfile, CaseEnvironment, Draft) async throws -> Void = { _, _, _ in }
    ) async throws -> CaseFile {
        let environment = rehearsal.platform.environment
        let slug = try #require(environment.catalogue.items.first { $0.name == "高龄津贴" }?.slug)
        let draft = try await StartDraft(environment)(item: slug, by: person)
        try await before(person, environment, draft)
        return try await SubmitCase(environment)(draft.id, by: person, wantsPerson: wantsPerson)
    }
}

/// One application that the rules granted at once.
struct GrantedCase {
    let rehearsal: Rehearsal
    let citizen: RehearsalCitizen
    let person: PersonProfile
    let file: CaseFile

    init() async throws {
        rehearsal = try await Rehearsal()
        citizen = RehearsalCitizen()
        person = try await Applicant.enrol(citizen, in: rehearsal)
        file = try await Applicant.apply(person, in: rehearsal, wantsPerson: false)
        try #require(file.status == .granted)
    }

    var environment: CaseEnvironment { rehearsal.platform.environment }

    func kinds() async throws -> [String] {
        try await environment.journal.events(of: file.stream).map(\.kind.rawValue)
    }

    func event(_ kind: String) async throws -> LoggedEvent {
        try #require(try await environment.journal.events(of: file.stream).last { $0.kind.rawValue == kind })
    }
}

/// An officer's browser, signed in.
struct DeskBrowser {
    let page: RehearsalBrowser

    init(_ rehearsal: Rehearsal, _ number: String) async throws {
        let posts = [OpenCase.street, OpenCase.colleague, OpenCase.civil, SharingTests.police, SharingTests.affairs]
        let post = try #require(posts.first { $0.id == number })
        page = RehearsalBrowser(rehearsal)
        _ = await page.get("/staff/sign-in")
        _ = await page.post("/staff/sign-in", [(FormName.name, post.name), (FormName.staffID, number)])
        let code = try #require(try await rehearsal.newestCode(post.phone))
        _ = await page.get("/staff/sign-in/code")
        _ = await page.post("/staff/sign-in/code", [(FormName.code, code)])
        _ = await page.get("/desk")
    }
}
