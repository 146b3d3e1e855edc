package import Kernel
package import Storage
package import Vault

/// 工作人员登录 — name and staff number, a code to the phone of the post, a session of its own kind.
///
/// The code goes by the carrier, under the same limits as residents' codes. A stronger second factor (an upstream identity
/// provider, a hardware key) takes the place of the code; what follows it stays: a session that names the post, looked up in
/// the register with every request.
package struct StaffSignIn: Sendable {
    private let challenges: ChallengeStore
    private let staff: StaffRegister
    private let sessions: SessionStore
    private let gates: IdentityGates
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        database: any Database, vault: KeyVault, staff: StaffRegister, sessions: SessionStore, gates: IdentityGates,
        time: any TimeSource, ids: any IDSource
    ) {
        challenges = ChallengeStore(database: database, vault: vault, time: time, ids: ids)
        self.staff = staff
        self.sessions = sessions
        self.gates = gates
        self.time = time
        self.ids = ids
    }

    /// Sends a code if name and number go together. The answer is the same where they do not.
    /// - Returns: the token of the challenge, to be kept by the browser.
    package func begin(name: String?, staffID: String?, language: Language) async throws -> [UInt8] {
        guard let name, !name.isEmpty else { throw IdentityRejections.nameMissing }
        guard let staffID, !staffID.isEmpty else { throw IdentityRejections.staffIDMissing }
        guard gates.canSendCodes else { throw IdentityRejections.noCarrierForStaff }
        let number = staffID.uppercased()
        let token = try await forStaff {
            try await challenges.open(for: ChallengeStore.Account(number: "staff:" + number, name: name)).token
        }
        let post = staff.post(number).flatMap { $0.name == name ? $0 : nil }
        let code = try await challenges.arm(token, secret: post.map { ["staff": JSON($0.id)] })
        if let post { await gates.sendCode(post.phone, code, language) }
        return token
    }

    /// What the limits say is written for residents; an officer has other ways out.
    private func forStaff<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let rejection as Rejection
            where rejection == IdentityRejections.tooManyToday
        {
            throw IdentityRejections.tooManyTodayForStaff
        }
    }

    /// Checks the code and opens a session.
    /// - Returns: the token of the session.
    package func finish(challenge token: [UInt8], code: String?) async throws -> [UInt8] {
        let secret = try await forStaff { try await challenges.answer(token, code: code) }
        guard let post = secret["staff"]?.string.flatMap({ staff.post($0) }) else { throw IdentityRejections.codeWrong }
        try await challenges.close(token)
        let session = ids.randomBytes(32)
        try await sessions.open(session, forStaff: post.id, at: time.now())
        return session
    }
}
