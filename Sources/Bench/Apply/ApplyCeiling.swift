import ECertificates
import Foundation
import Kernel
import Logging
import Server
import Storage
import StoragePostgres
import Vault

/// What no server could do without: one POST answered, one signature, the rows of one grant. Their CPU times together make
/// the ceiling.
struct ApplyCeiling {
    /// CPU seconds of each.
    struct Outcome: Sendable {
        let http: Double
        let sign: Double
        let sql: Double

        /// Grants a CPU-second if there were nothing else to do.
        var perCPUSecond: Double { 1 / (http + sign + sql) }
    }

    private static let requests = 20_000
    private static let signatures = 2_000
    private static let grantsMax = 10_000

    let city: BenchCity
    let database: String?
    let clients: Int
    let groupMean: Double
    let answerSize: Int

    func callAsFunction() async throws -> Outcome {
        let platform = try await Platform(
            settings: Settings(city: city.definitions, data: city.data, database: database, isDemo: true),
            departmentAddresses: [:], demoPeople: [], log: Logger(label: "bench"))
        let grants = try await platform.database.read { tx in
            Int(try tx.row("SELECT COUNT(*) AS count FROM case_file")?.integer("count") ?? 0)
        }
        let rows = try await GrantRows.read(from: platform.database, grants: min(grants, Self.grantsMax))
        let sign = try signing(platform.vault.certificateKeys)
        let sql =
            if let database { try await PostgresReplay(url: database, rows: rows, clients: clients)() } else {
                try SQLiteReplay(source: city.data + "/huimin.sqlite", folder: city.folder, rows: rows)(
                    groupSize: max(1, Int(groupMean.rounded())))
            }
        try await platform.database.close()
        return Outcome(http: try await answering(), sign: sign, sql: sql)
    }

    /// The same server answering a POST of the same size with a constant of the same size.
    private func answering() async throws -> Double {
        let server = try ServerProcess(["bench", "constant", "--size", "\(answerSize)"])
        defer { server.stop() }
        return try await withClient { client in
            let clients = LoadClients(clients: clients, client: client)
            let address = server.address
            let request = { @Sendable number in LoadClients.application(of: number, to: address) }
            _ = try await clients.send(0..<1000, request: request)
            let before = ProcessFigures(of: server.id)?.cpuSeconds ?? 0
            _ = try await clients.send(0..<Self.requests, request: request)
            let after = ProcessFigures(of: server.id)?.cpuSeconds ?? 0
            return (after - before) / Double(Self.requests)
        }
    }

    private func signing(_ keys: CertificateKeys) throws -> Double {
        // A city of a bench has one key, which signs at any time.
        let key = keys.signing(at: Instant(milliseconds: 0))
        let message = [UInt8](repeating: 0x61, count: 1024)
        let before = threadCPUSeconds()
        for _ in 0..<Self.signatures { _ = try key.sign(message) }
        return (threadCPUSeconds() - before) / Double(Self.signatures)
    }
}
