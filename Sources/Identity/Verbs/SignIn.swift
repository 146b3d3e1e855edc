package import Kernel
package import Storage
package import Vault
import Web

/// 登录: name and number, a code to the phone that the register knows, a session.
///
/// Whether name and number agree with the register is not told before the code is entered, so that nobody can learn from
/// the page who lives in the city.
package struct SignIn: Sendable {
    package static let codeLifetimeSeconds = ChallengeStore.lifetimeSeconds
    private let challenges: ChallengeStore
    private let people: PersonStore
    private let sessions: SessionStore
    private let gates: IdentityGates
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        database: any Database, vault: KeyVault, people: PersonStore, sessions: SessionStore, gates: IdentityGates,
        time: any TimeSource, ids: any IDSource
    ) {
        challenges = ChallengeStore(database: database, vault: vault, time: time, ids: ids)
        self.people = people
        self.sessions = sessions
        self.gates = gates
        self.time = time
        self.ids = ids
    }

    /// Sends a code if name and number agree with the register.
    /// - Returns: the token of the challenge, to be kept by the browser; given whether or not a code was sent.
    package func begin(name: String?, residentID typed: String?, language: Language) async throws -> [UInt8] {
        guard let name, !name.isEmpty else { throw IdentityRejections.nameMissing }
        let residentID: ResidentID
        do throws(ResidentID.Fault) {
            residentID = try ResidentID(validating: typed ?? "")
        } catch { throw IdentityRejections.residentID(error.phrase) }
        let token = try await challenges.open(for: residentID.text)
        let answer = await gates.register(residentID)
        // Whoever asked: the person sees that the register was read. Of somebody who is not known here yet the record
        // begins with the first sign-in.
        if let known = try await people.id(of: residentID) { try await gates.recordRead(known) }
        switch answer {
        case .unavailable: throw IdentityRejections.registerUnavailable
        case .notFound: break
        case .found(let registered, let phone):
            if let phone, Self.comparable(registered) == Self.comparable(name) {
                try await sendCode(token, to: phone, of: registered, residentID, language)
            }
        }
        return token
    }

    /// Checks the code and opens a session.
    /// - Returns: the token of the session.
    package func finish(challenge token: [UInt8], code: String?) async throws -> [UInt8] {
        let now = time.now()
        let secret = try await challenges.answer(token, code: code)
        guard let name = secret["name"]?.string,
            let residentID = secret["residentID"]?.string.flatMap({ ResidentID($0) })
        else { throw IdentityRejections.codeWrong }
        let isFirst = try await people.id(of: residentID) == nil
        let person = try await people.enrol(
            residentID, name: name, phone: secret["phone"]?.string, level: .registered, ids: ids, at: now)
        if isFirst { try await gates.recordRead(person.id) }
        try await challenges.close(token)
        let session = ids.randomBytes(32)
        try await sessions.open(session, for: person.id, at: now)
        return session
    }

    /// Without this a challenge has no code, so that no answer fits it.
    private func sendCode(
        _ token: [UInt8], to phone: String, of name: String, _ residentID: ResidentID, _ language: Language
    ) async throws {
        let secret: JSON = ["residentID": JSON(residentID.text), "name": JSON(name), "phone": JSON(phone)]
        try await gates.sendCode(phone, challenges.arm(token, secret: secret), language)
    }

    /// Names differ in dots and spaces between registers and keyboards: `买买提·艾力`, `买买提.艾力`, `买买提•艾力`.
    private static func comparable(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.filter { !$0.properties.isWhitespace && !"·•.．・‧".unicodeScalars.contains($0) }))
    }
}
