package import Kernel
package import Storage
package import Vault

/// 电子证照专用章 — the seal of a city, made once: the same certificate on every server and after every start.
package actor CitySeal {
    /// As readers of a sealed document show it.
    package nonisolated let name: String
    private let organization: String
    private let database: any Database
    private let keys: CertificateKeys
    private let time: any TimeSource
    /// By key id.
    private var known: [String: SealKey] = [:]

    /// - Parameter city: its name, e.g. `惠民市`.
    package init(city: String, database: any Database, vault: KeyVault, time: any TimeSource) {
        // The name of a sample city says so already.
        let city = city.replacing("（示例）", with: "")
        name = "\(city)电子证照专用章（示例）"
        organization = "\(city)（示例）"
        self.database = database
        keys = vault.certificateKeys
        self.time = time
    }

    /// What seals at an instant.
    package func key(at now: Instant) async throws -> SealKey {
        let signing = keys.signing(at: now)
        let id = signing.keyID
        if let seal = known[id] { return seal }
        let fresh = try SealKey.certificate(
            for: signing, name: name, organization: organization, from: now.civilDate().adding(days: -1))
        // Of several servers that start together, the first one's certificate is everybody's.
        let certificate = try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO seal_certificate (key_id, der, made_at) VALUES (\(id), \(fresh), \(now))
                ON CONFLICT (key_id) DO NOTHING
                """)
            return try tx.row("SELECT der FROM seal_certificate WHERE key_id = \(id)")?.blob("der") ?? fresh
        }
        let key = SealKey(signing, certificate: certificate)
        known[id] = key
        return key
    }

    /// All certificates that the city has sealed with, as a PEM file, for whoever checks sealed documents.
    package func pem() async throws -> String {
        _ = try await key(at: time.now())
        return try await database.rows("SELECT der FROM seal_certificate ORDER BY made_at DESC").map { row in
            let text = Base64.text(row.blob("der"))
            let lines = stride(from: 0, to: text.count, by: 64).map { start in text.dropFirst(start).prefix(64) }
            return "-----BEGIN CERTIFICATE-----\n\(lines.joined(separator: "\n"))\n-----END CERTIFICATE-----\n"
        }.joined()
    }
}
