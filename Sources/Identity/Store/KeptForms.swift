package import Kernel
package import Storage
package import Vault
package import Web

/// 留存的表单 — what somebody had typed into a form when the session ended, until they have signed in again. Sealed, one for
/// each browser and each ended session, erased when it is used or old.
///
/// It says only what a browser sent. Who may have it is for whoever takes it to ask: it goes into the draft, or onto the page,
/// of the person who is signed in then, and of nobody else.
package struct KeptForms: Sendable {
    /// A kept form lasts this long: time enough for a code, too little for the next one at a shared computer.
    package static let lifetimeSeconds: Int64 = 30 * 60
    /// Bytes of a form that is kept; our own forms stay far below.
    package static let sizeMax = 64 << 10
    private let database: any Database
    private let vault: KeyVault
    private let time: any TimeSource

    package init(database: any Database, vault: KeyVault, time: any TimeSource) {
        self.database = database
        self.vault = vault
        self.time = time
    }

    /// Keeps a form in the place of an earlier one; one that is too large is not kept.
    /// - Parameters:
    ///   - path: where it was sent to.
    ///   - session: the one that had ended.
    ///   - visitor: the browser's own cookie, by which alone it is found again.
    package func keep(_ form: FormFields, sentTo path: String, session: [UInt8], visitor: String) async throws {
        let index = index(visitor)
        let fields = form.pairs.filter { $0.name != FormName.token }.map {
            JSON.array([JSON($0.name), JSON($0.value)])
        }
        let plain = JSON.object([.init("path", JSON(path)), .init("fields", .array(fields))]).bytes
        guard plain.count <= Self.sizeMax else { return }
        let (sealed, now) = (vault.seal(plain, at: Self.place(index)), time.now())
        try await database.write { tx in
            try tx.execute("DELETE FROM kept_form WHERE visitor_index = \(index) OR session_index = \(session)")
            try tx.execute(
                """
                INSERT INTO kept_form (visitor_index, session_index, sealed, expires_at)
                VALUES (\(index), \(session), \(sealed), \(now.adding(seconds: Self.lifetimeSeconds)))
                """)
        }
    }

    /// What this browser sent to one of these addresses, if it is still kept.
    package func form(sentTo paths: [SitePath], visitor: String?) async throws -> (path: String, form: FormFields)? {
        guard let visitor else { return nil }
        let (index, now) = (index(visitor), time.now())
        let row = try await database.row(
            "SELECT sealed FROM kept_form WHERE visitor_index = \(index) AND expires_at > \(now)")
        guard let row else { return nil }
        let json = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(index)))
        guard let path = json["path"]?.string, paths.contains(where: { $0.text == path }) else { return nil }
        let pairs = (json["fields"]?.array ?? []).compactMap { field -> (name: String, value: String)? in
            guard let pair = field.array, pair.count == 2, let name = pair[0].string, let value = pair[1].string else {
                return nil
            }
            return (name, value)
        }
        return (path, FormFields(pairs))
    }

    /// It is where it belongs now.
    package func erase(visitor: String?) async throws {
        guard let visitor else { return }
        let index = index(visitor)
        try await database.write { tx in try tx.execute("DELETE FROM kept_form WHERE visitor_index = \(index)") }
    }

    /// Nobody came back for these.
    package func eraseOld() async throws {
        let now = time.now()
        try await database.write { tx in try tx.execute("DELETE FROM kept_form WHERE expires_at <= \(now)") }
    }

    private func index(_ visitor: String) -> [UInt8] { vault.blindIndex(.visitor, visitor) }

    private static func place(_ index: [UInt8]) -> SealedPlace {
        SealedPlace(table: "kept_form", column: "sealed", row: index)
    }
}
