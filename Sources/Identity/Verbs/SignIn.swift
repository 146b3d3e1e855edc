package import Kernel
package import Storage
package import Vault
import Web

/// 登录: name and number, a code to the phone that the register knows, a session.
///
/// Whether name and number agree with the register is not told before the code is entered, so that nobody can learn from
/// the page who lives in the city: not by the answer, not by its time, and not by a fault in what only a match brings about.
package struct SignIn: Sendable {
    package static let codeLifetimeSeconds = ChallengeStore.lifetimeSeconds
    private let challenges: ChallengeStore
    private let people: PersonStore
    private let sessions: SessionStore
    private let gates: IdentityGates
    private let time: any TimeSource
    private let ids: any IDSource
    private let crowded = CrowdedReadings()

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
        guard gates.canSendCodes else { throw IdentityRejections.noCarrier }
        let opened = try await challenges.open(
            for: ChallengeStore.Account(number: residentID.text, name: PersonalName.comparable(name)))
        let token = opened.token
        let (reading, isFresh) =
            opened.isCrowded
            ? await crowded.reading(of: residentID, at: time.now(), ask: gates.register)
            : (await gates.register(residentID), true)
        // Whoever asked: the person sees that the register was read. Of somebody who is not known here yet the record
        // begins with the first sign-in.
        let known = try await people.id(of: residentID)
        let match = Self.match(reading, name: name, residentID)
        let code = try await arm(
            token, match, isFresh ? known.map { gates.record($0, reading.outcome, reading.at) } : nil)
        if case .unavailable = reading.answer { throw IdentityRejections.registerUnavailable }
        if let match, let code { await gates.sendCode(match.phone, code, language) }
        return token
    }

    /// - Returns: the code; `nil` where the read could not be recorded: then nobody gets in by it, and the answer is the one
    ///   that a stranger gets, of whom there is nothing to record.
    private func arm(
        _ token: [UInt8], _ match: Match?, _ record: (@Sendable (any WriteTransaction) throws -> Void)?
    ) async throws -> String? {
        do {
            return try await challenges.arm(token, secret: match?.secret, alongside: record)
        } catch {
            guard record != nil else { throw error }
            gates.report(error)
            _ = try await challenges.arm(token, secret: nil)
            return nil
        }
    }

    /// Erases what has run out: challenges, and counts of past days. Of staff too, who share them.
    package func eraseOld() async throws { try await challenges.eraseOld() }

    /// Checks the code and opens a session.
    /// - Returns: the token of the session.
    package func finish(challenge token: [UInt8], code: String?) async throws -> [UInt8] {
        let now = time.now()
        let secret = try await challenges.answer(token, code: code)
        guard let name = secret["name"]?.string,
            let residentID = secret["residentID"]?.string.flatMap({ ResidentID($0) })
        else { throw IdentityRejections.codeWrong }
        try await challenges.close(token)
        let isFirst = try await people.id(of: residentID) == nil
        let person = try await people.enrol(
            residentID, name: name, phone: secret["phone"]?.string, level: .registered, ids: ids, at: now)
        let session = ids.randomBytes(32)
        let readAt = secret["readAt"]?.int.map { Instant(milliseconds: Int64($0)) } ?? now
        try await sessions.open(
            session, for: person.id, at: now,
            alongside: isFirst ? gates.record(person.id, secret["outcome"]?.string ?? "answered", readAt) : nil)
        return session
    }

    /// Whom the code will let in, and where it goes.
    private struct Match {
        let phone: String
        let secret: JSON
    }

    private static func match(_ reading: RegisterReading, name: String, _ residentID: ResidentID) -> Match? {
        guard case .found(let registered, let phone?) = reading.answer,
            PersonalName.comparable(registered) == PersonalName.comparable(name)
        else {
            return nil
        }
        return Match(
            phone: phone,
            secret: [
                "residentID": JSON(residentID.text), "name": JSON(registered), "phone": JSON(phone),
                "outcome": JSON(reading.outcome), "readAt": JSON(reading.at.milliseconds),
            ])
    }
}
