import Exchange
import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Storage
import StorageSQLite
import Testing
import Vault
import Web

@Suite("Sign-in")
struct SignInTests {
    private let citizen = RehearsalCitizen(name: "买买提·艾力")

    private func rehearsal() async throws -> Rehearsal {
        let rehearsal = try await Rehearsal()
        rehearsal.settle(citizen)
        return rehearsal
    }

    private func begin(_ rehearsal: Rehearsal, name: String? = nil) async throws -> [UInt8] {
        try await rehearsal.platform.signIn.begin(
            name: name ?? citizen.name, residentID: citizen.number, language: .chinese)
    }

    @Test(
        "Names agree whatever dot the keyboard has",
        arguments: ["买买提·艾力", "买买提.艾力", "买买提•艾力", "买买提・艾力", "买买提．艾力", " 买买提 艾力　", "买买提‧艾力"])
    func dots(_ name: String) async throws {
        let rehearsal = try await rehearsal()
        let challenge = try await begin(rehearsal, name: name)
        let code = try #require(try await rehearsal.newestCode(citizen.phone))
        let token = try await rehearsal.platform.signIn.finish(
            challenge: challenge, code: " \(code.prefix(3)) \(code.suffix(3))")
        let viewer = try await rehearsal.platform.sessions.viewer(token: token, at: rehearsal.clock.now())
        #expect(viewer.resident?.level == .registered)
    }

    @Test("A wrong name, or a number that nobody has, gets the same answer and never a code")
    func wrongName() async throws {
        let rehearsal = try await rehearsal()
        #expect(try await begin(rehearsal, name: "买买提").count == 32)
        let nobody = RehearsalCitizen(name: "没有这人", serial: 500)
        let challenge = try await rehearsal.platform.signIn.begin(
            name: nobody.name, residentID: nobody.number, language: .chinese)
        #expect(challenge.count == 32)
        #expect(try await rehearsal.platform.inbox.newest().isEmpty)
        for code in ["000000", "", "123456"] {
            await #expect(throws: Rejection.self) {
                try await rehearsal.platform.signIn.finish(challenge: challenge, code: code)
            }
        }
    }

    @Test("Five wrong codes end a challenge, even for the right one")
    func attempts() async throws {
        let rehearsal = try await rehearsal()
        let challenge = try await begin(rehearsal)
        let code = try #require(try await rehearsal.newestCode(citizen.phone))
        let wrong = code == "000000" ? "000001" : "000000"
        for _ in 0..<5 {
            await #expect(throws: Rejection.self) {
                try await rehearsal.platform.signIn.finish(challenge: challenge, code: wrong)
            }
        }
        await #expect(throws: Rejection.self) {
            try await rehearsal.platform.signIn.finish(challenge: challenge, code: code)
        }
    }

    @Test("A code is good once, and for five minutes")
    func codeEnds() async throws {
        let rehearsal = try await rehearsal()
        let challenge = try await begin(rehearsal)
        let code = try await rehearsal.newestCode(citizen.phone)
        _ = try await rehearsal.platform.signIn.finish(challenge: challenge, code: code)
        await #expect(throws: Rejection.self) {
            try await rehearsal.platform.signIn.finish(challenge: challenge, code: code)
        }
        let second = try await begin(rehearsal)
        let late = try await rehearsal.newestCode(citizen.phone)
        rehearsal.clock.advance(seconds: 301)
        await #expect(throws: Rejection.self) {
            try await rehearsal.platform.signIn.finish(challenge: second, code: late)
        }
    }

    @Test("Six codes in ten minutes are too many, and the window passes")
    func flood() async throws {
        let rehearsal = try await rehearsal()
        for _ in 0..<5 { _ = try await begin(rehearsal) }
        await #expect(throws: Rejection.self) { try await begin(rehearsal) }
        rehearsal.clock.advance(seconds: 601)
        _ = try await begin(rehearsal)
    }

    @Test("A register that is down is said to be so, and is not the person's mistake")
    func registerDown() async throws {
        let rehearsal = try await rehearsal()
        rehearsal.population.fail(.unreachable)
        do {
            _ = try await begin(rehearsal)
            Issue.record("a challenge without a register")
        } catch let rejection as Rejection { #expect(rejection.kind == .unavailable) }
    }

    @Test("Tokens and codes stand nowhere in the database; signing out ends the session")
    func tokens() async throws {
        let rehearsal = try await rehearsal()
        let challenge = try await begin(rehearsal)
        let code = try await rehearsal.newestCode(citizen.phone)
        let token = try await rehearsal.platform.signIn.finish(challenge: challenge, code: code)
        let values = try await rehearsal.platform.database.read { tx in
            try ["session", "sign_in_challenge", "person"].flatMap { table in
                try tx.rows(SQL(pieces: ["SELECT * FROM \(table)"], parameters: [])).flatMap { row in
                    row.columnNames.map { row[$0] }
                }
            }
        }
        #expect(values.count > 4)
        for secret in [token, challenge] {
            #expect(!values.contains(.blob(secret)) && !values.contains(.text(Hex.text(secret))))
        }
        let sessions = rehearsal.platform.sessions
        let viewer = try await sessions.viewer(token: token, at: rehearsal.clock.now())
        try await sessions.close(sessionID: try #require(viewer.resident?.sessionID))
        #expect(try await sessions.viewer(token: token, at: rehearsal.clock.now()).resident == nil)
    }
}
