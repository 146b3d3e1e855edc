import Cases
import ECertificates
import EventLog
import Foundation
import Kernel
import Logging
import Server
import Storage
import TransparencyLog
import Vault
import Web

/// Counts and verifies what a run has written: a figure for grants that are not there is no figure.
struct ApplyVerification {
    struct Outcome: Sendable {
        let grants: Int
        let certificates: Int
        let logEntries: Int
    }

    private static let pageSize = 500
    let city: BenchCity
    let database: String?

    /// - Throws: `BenchFault` where one thing does not agree with another.
    func callAsFunction() async throws -> Outcome {
        let platform = try await Platform(
            settings: Settings(city: city.definitions, data: city.data, database: database, isDemo: true),
            departmentAddresses: [:], demoPeople: [], log: Logger(label: "bench"))
        let outcome = try await verify(platform)
        try await platform.database.close()
        return outcome
    }

    private func verify(_ platform: Platform) async throws -> Outcome {
        let counts = try await platform.database.row(
            """
            SELECT (SELECT COUNT(*) FROM case_file WHERE status = 'granted') AS grants,
                   (SELECT COUNT(*) FROM case_file) AS cases,
                   (SELECT COUNT(DISTINCT subject) FROM entitlement WHERE state = 'live') AS entitled,
                   (SELECT COUNT(*) FROM event) AS events,
                   (SELECT COUNT(*) FROM event WHERE log_index IS NULL) AS unsequenced
            """)
        guard let counts else { throw BenchFault("nothing could be counted") }
        let grants = Int(counts.integer("grants"))
        guard counts.integer("cases") == grants, counts.integer("entitled") == grants else {
            throw BenchFault("cases, grants and benefits differ in number")
        }
        let certificates = try await genuineCertificates(platform)
        guard certificates == grants else { throw BenchFault("\(grants) grants, \(certificates) genuine certificates") }
        let head = try await auditedLog(platform)
        guard counts.integer("unsequenced") == 0, counts.integer("events") == head else {
            throw BenchFault("\(counts.integer("events")) events, \(head) entries of the log")
        }
        return Outcome(grants: grants, certificates: certificates, logEntries: head)
    }

    private func auditedLog(_ platform: Platform) async throws -> Int {
        let folder = city.data + "/log"
        let audit = LogAudit(key: platform.identity.signer.key) { name in
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0) }
        }
        return try await audit().size
    }

    private func genuineCertificates(_ platform: Platform) async throws -> Int {
        let keys = platform.vault.certificateKeys.verifying
        var (last, count): ([UInt8], Int) = ([], 0)
        while true {
            let page = try await platform.database.read { [last] tx in
                try tx.rows(
                    "SELECT id, holder FROM certificate WHERE id > \(last) ORDER BY id LIMIT \(Self.pageSize)")
            }
            guard let end = page.last else { return count }
            for row in page {
                let certificate = try await platform.environment.certificates.certificate(
                    row.identifier("id"), holder: row.identifier("holder"))
                guard let certificate else { throw BenchFault("a certificate without its holder") }
                _ = try SelectiveDisclosureToken.verify(certificate.sdJWT, keys: keys)
                count += 1
            }
            last = end.blob("id")
        }
    }
}
