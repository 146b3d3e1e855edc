import ECertificates
import EventLog
package import Kernel
import TransparencyLog
import Vault

/// `bench verify`: certificates checked with nothing but public keys: signature, disclosures, and the proof that the log
/// holds their issue.
package struct CertificateBench: Sendable {
    private static let claims = [
        "holder_name": "王秀英", "resident_id": "33990019430501002X", "service_item": "高龄津贴", "amount_yuan": "100.00",
        "period": "每月", "starts_on": "2026-11-01", "legal_basis": "《惠民市高龄津贴发放办法（示例）》第三条",
        "case_number": "3399000026110000017",
    ]
    private static let certificates = 200
    /// The log holds so many entries.
    private static let logSize = 100_000

    let seconds: Double
    let time: any TimeSource
    let ids: any IDSource

    /// - Parameter seconds: how long each part is measured.
    package init(seconds: Double, time: any TimeSource, ids: any IDSource) {
        self.seconds = seconds
        self.time = time
        self.ids = ids
    }

    /// - Throws: `BenchFault` where a certificate is refused, or a changed one is not.
    package func callAsFunction() throws -> CertificateReport {
        let vault = try KeyVault(KeyMaterial.random(ids))
        guard let key = vault.certificateKeys.verifying.keys.first else {
            throw BenchFault("the city's own key is none")
        }
        let shown = try sample(vault)
        try refuses(shown, key, vault)
        let (verified, verifiedSeconds) = try measure {
            for certificate in shown { try certificate.check(key, trust(vault)) }
            return shown.count
        }
        let message = Array(shown[0].token.utf8)
        let signature = try vault.certificateKeys.signing(at: time.now()).sign(message)
        let (bare, bareSeconds) = try measure {
            for _ in 0..<100 where !key.isValid(signature, of: message, by: .es256) {
                throw BenchFault("a signature is refused")
            }
            return 100
        }
        return CertificateReport(
            perCPUSecond: Double(verified) / verifiedSeconds, signaturesPerCPUSecond: Double(bare) / bareSeconds,
            claims: Self.claims.count)
    }

    /// A certificate as a visitor has it, and the proof beside it.
    private struct Shown {
        let token: String
        let entry: LogEntry
        let proof: LogProof

        func check(_ key: JSONWebKey, _ trust: LogTrust) throws {
            _ = try SelectiveDisclosureToken.verify(token, keys: [key])
            let hasher = SHA256TreeHasher()
            try proof.verify(leaf: hasher.leaf(entry.bytes), trust: trust, hasher: hasher)
        }
    }

    private func trust(_ vault: KeyVault) -> LogTrust { identity(vault).trust }

    private func identity(_ vault: KeyVault) -> LogIdentity {
        LogIdentity(origin: "bench.huimin.example/log", key: vault.logKey)
    }

    private func sample(_ vault: KeyVault) throws -> [Shown] {
        let tokens = try (0..<Self.certificates).map { _ in
            try SelectiveDisclosureToken.sign(
                open: [
                    JSON.Member("iss", "https://huimin.example"), JSON.Member("vct", "https://huimin.example/glft"),
                ],
                hidden: Self.claims.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) },
                key: vault.certificateKeys.signing(at: time.now()), ids: ids)
        }
        let hasher = SHA256TreeHasher()
        let entries = (0..<Self.logSize).map { number in
            LogEntry(.certificate, commitment: Digest.sha256(Array(String(number).utf8)))
        }
        var writer = TileWriter(hasher: hasher)
        var tiles: [TileAddress: [UInt8]] = [:]
        for file in writer.append(leaves: entries.map { hasher.leaf($0.bytes) }) { tiles[file.address] = file.bytes }
        guard let checkpoint = Checkpoint(origin: identity(vault).origin, head: writer.head) else {
            throw BenchFault("no checkpoint")
        }
        let note = try checkpoint.signed(
            after: nil, proof: [], hasher: hasher, by: [identity(vault).signer], at: time.now())
        let reader = TileReader(hasher: hasher, size: writer.size) { tiles[$0] }
        return try tokens.enumerated().map { number, token in
            let index = number * (Self.logSize / Self.certificates)
            return Shown(
                token: token, entry: entries[index],
                proof: LogProof(index: index, hashes: try reader.inclusionProof(of: index), note: note))
        }
    }

    /// A check that lets everything pass would be fast.
    private func refuses(_ shown: [Shown], _ key: JSONWebKey, _ vault: KeyVault) throws {
        let swapped = Shown(token: shown[0].token, entry: shown[1].entry, proof: shown[0].proof)
        let changed = Shown(
            token: String(shown[0].token.dropLast(2)) + "A~", entry: shown[0].entry, proof: shown[0].proof)
        for forged in [swapped, changed] where (try? forged.check(key, trust(vault))) != nil {
            throw BenchFault("a forged certificate passes")
        }
    }

    private func measure(_ body: () throws -> Int) rethrows -> (count: Int, cpuSeconds: Double) {
        _ = try body()
        let began = threadCPUSeconds()
        var count = 0
        repeat { count += try body() } while threadCPUSeconds() - began < seconds
        return (count, threadCPUSeconds() - began)
    }
}

/// What `bench verify` found.
package struct CertificateReport: Sendable {
    /// Certificates with their proofs, on one thread.
    package let perCPUSecond: Double
    /// Bare P-256 signatures: the ceiling of one signature a certificate; the checkpoint's is another.
    let signaturesPerCPUSecond: Double
    let claims: Int

    package var json: JSON {
        [
            "certificatesPerCPUSecond": JSON(Int(perCPUSecond)),
            "ceilingPerCPUSecond": JSON(Int(signaturesPerCPUSecond)),
            "ratioToCeiling": .fixed(perCPUSecond / signaturesPerCPUSecond, 3), "claims": JSON(claims),
        ]
    }

    package var text: String {
        """
        \(Int(perCPUSecond)) certificates of \(claims) hidden claims a CPU-second, each with its proof of the log \
        (bare signatures: \(Int(signaturesPerCPUSecond)))
        """
    }
}
