package import Kernel
package import Storage
import Synchronization
package import Vault
package import Web

/// Sessions by the blind index of their token: a stolen database opens none.
package struct SessionStore: Sendable {
    /// A session ends this long after sign-in, used or not.
    package static let lifetimeSeconds: Int64 = 12 * 3600
    /// The cookie outlives it, so that a session that has ended can be told from none.
    static let cookieSeconds = Int(lifetimeSeconds) + 7 * 86_400
    private let database: any Database
    private let vault: KeyVault
    private let people: PersonStore
    private let staff: StaffRegister
    private let cache = SessionCache()

    package init(database: any Database, vault: KeyVault, people: PersonStore, staff: StaffRegister = StaffRegister([]))
    {
        self.database = database
        self.vault = vault
        self.people = people
        self.staff = staff
    }

    /// - Parameter alongside: what is written in the same transaction.
    package func open(
        _ token: [UInt8], for person: Identifier<Person>, at now: Instant,
        alongside: (@Sendable (any WriteTransaction) throws -> Void)? = nil
    ) async throws {
        let index = self.index(token)
        try await database.write { tx in
            try alongside?(tx)
            try tx.execute("DELETE FROM session WHERE expires_at < \(now)")
            try tx.execute(
                """
                INSERT INTO session (token_index, person, created_at, expires_at)
                VALUES (\(index), \(person), \(now), \(now.adding(seconds: Self.lifetimeSeconds)))
                """)
        }
    }

    func open(_ token: [UInt8], forStaff id: String, at now: Instant) async throws {
        let index = self.index(token)
        try await database.write { tx in
            try tx.execute("DELETE FROM staff_session WHERE expires_at < \(now)")
            try tx.execute(
                """
                INSERT INTO staff_session (token_index, staff, created_at, expires_at)
                VALUES (\(index), \(id), \(now), \(now.adding(seconds: Self.lifetimeSeconds)))
                """)
        }
    }

    /// Who holds this token, if its session is open.
    package func viewer(token: [UInt8], at now: Instant) async throws -> Viewer {
        let index = self.index(token)
        if let cached = cache.viewer(index, at: now) { return cached }
        let (person, post) = try await database.read { tx in
            (
                try PersonStore.row(ofSession: index, at: now, in: tx),
                try tx.row("SELECT staff FROM staff_session WHERE token_index = \(index) AND expires_at > \(now)")?
                    .text("staff")
            )
        }
        let viewer = try viewer(
            person: try person.map(people.profile), post: post.flatMap(staff.post), sessionID: index)
        if viewer.sessionID != nil { cache.keep(viewer, index, at: now) }
        return viewer
    }

    private func viewer(person profile: PersonProfile?, post: StaffPost?, sessionID: [UInt8]) throws -> Viewer {
        if let post {
            return .staff(Viewer.Staff(id: post.id, sessionID: sessionID, name: post.name, office: post.office))
        }
        guard let profile else { return .anonymous }
        return .resident(
            Viewer.Resident(
                personID: profile.id, sessionID: sessionID, displayName: profile.maskedName, level: profile.level))
    }

    package func close(sessionID: [UInt8]) async throws {
        cache.forget(sessionID)
        try await database.write { tx in
            try tx.execute("DELETE FROM session WHERE token_index = \(sessionID)")
            try tx.execute("DELETE FROM staff_session WHERE token_index = \(sessionID)")
        }
    }

    /// What forms of a session are bound to, whether it is open or has ended.
    package func sessionID(of token: [UInt8]) -> [UInt8] { index(token) }

    private func index(_ token: [UInt8]) -> [UInt8] { vault.blindIndex(.sessionToken, Hex.text(token)) }
}

/// Remembers sessions for a few seconds, so that a page with its parts asks the database once. Signing out in another
/// process is seen at the latest when the entry is old.
private final class SessionCache: Sendable {
    private static let lifetimeSeconds: Int64 = 10
    private static let sizeMax = 20_000
    private let entries = Mutex<[[UInt8]: (viewer: Viewer, until: Instant)]>([:])

    func viewer(_ index: [UInt8], at now: Instant) -> Viewer? {
        entries.withLock { entries in
            guard let entry = entries[index], entry.until > now else { return nil }
            return entry.viewer
        }
    }

    func keep(_ viewer: Viewer, _ index: [UInt8], at now: Instant) {
        entries.withLock { entries in
            if entries.count >= Self.sizeMax { entries.removeAll(keepingCapacity: true) }
            entries[index] = (viewer, now.adding(seconds: Self.lifetimeSeconds))
        }
    }

    func forget(_ index: [UInt8]) { entries.withLock { _ = $0.removeValue(forKey: index) } }
}
