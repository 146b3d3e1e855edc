package import Kernel
package import Storage
package import Vault

/// A status list as it was signed, with the time until which it is handed out.
package struct PublishedStatusList: Sendable {
    /// `statuslist+jwt`
    package let token: [UInt8]
    /// When it says nothing any more.
    let expiresAt: Instant
    /// Names these very bytes (RFC 9110 §8.8.3).
    package let entityTag: String
    package let freshUntil: Instant

    /// Seconds for which a cache may still hand it out.
    package func secondsFresh(at now: Instant) -> Int64 {
        max(0, (freshUntil.milliseconds - now.milliseconds) / 1000)
    }
}

/// Publishes status lists: each is signed once in its `ttl`, however many ask for it, and only lists that a certificate can
/// stand in exist.
package actor PublishStatusList {
    private let store: CertificateStore
    private let database: any Database
    private let vault: KeyVault
    private let origin: String
    private let time: any TimeSource
    private var published: [Int64: PublishedStatusList] = [:]
    private var signing: [Int64: Task<PublishedStatusList?, any Error>] = [:]

    package init(
        store: CertificateStore, database: any Database, vault: KeyVault, origin: String, time: any TimeSource
    ) {
        self.store = store
        self.database = database
        self.vault = vault
        self.origin = origin
        self.time = time
    }

    /// - Returns: `nil` for a list that no certificate has a place in.
    package func callAsFunction(_ list: Int64) async throws -> PublishedStatusList? {
        if let known = published[list], time.now() < known.freshUntil { return known }
        // Those who ask while it is being signed wait for the same one.
        let task = signing[list] ?? Task { try await self.sign(list) }
        signing[list] = task
        do { return try await task.value } catch let fault as VaultError {
            // While a security module is silent the last list still says what was true a moment ago, for the day that it says
            // itself; without any, every genuine certificate would be refused.
            guard let last = published[list], time.now() < last.expiresAt else { throw fault }
            return last
        }
    }

    private func sign(_ list: Int64) async throws -> PublishedStatusList? {
        defer { signing[list] = nil }
        guard list >= 0, try await list < StatusReference.listsNeeded(serials: leased()) else { return nil }
        let now = time.now()
        let token = Array(
            try StatusList.token(
                uri: "\(origin)/status/\(list)", ended: try await store.ended(inList: list),
                key: vault.certificateKeys.signing(at: now), at: now
            ).utf8)
        let signed = PublishedStatusList(
            token: token, expiresAt: now.adding(seconds: StatusList.lifetime),
            entityTag: "\"\(Hex.text(Digest.sha256(token).prefix(16)))\"",
            freshUntil: now.adding(seconds: Int64(StatusList.timeToLive)))
        published[list] = signed
        return signed
    }

    private func leased() async throws -> Int64 {
        try await SerialBlocks.leased(IssueCertificate.serialSeries, in: database)
    }
}
