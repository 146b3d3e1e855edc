import AsyncHTTPClient
import Kernel
import Logging
import NIOCore
import Storage
import StoragePostgres

/// Reads what a server under load has used up since the meter was made.
struct Meter: Sendable {
    struct Reading: Sendable {
        /// User and system time of the server's process.
        let serverCPUSeconds: Double
        /// The same of the database's processes; 0 with SQLite, which is part of the server.
        let databaseCPUSeconds: Double
        /// How many writes shared a transaction; 1 where each has its own.
        let groupMean: Double
        let residentMiB: Double

        var cpuSeconds: Double { serverCPUSeconds + databaseCPUSeconds }
    }

    /// Without any progress for this long something is wrong.
    private static let patience = Duration.seconds(60)

    private let server: Int32
    private let metrics: MetricsPage
    private let postgres: Int32?
    private let cpuAtStart: (server: Double, database: Double)
    private let groupsAtStart: (groups: Double, writes: Double)

    init(server: ServerProcess, database: String?, client: HTTPClient) async throws {
        self.server = server.id
        metrics = MetricsPage(address: server.address, client: client)
        if let database { postgres = try await Self.postmaster(of: database) } else { postgres = nil }
        groupsAtStart = try await metrics.groups()
        cpuAtStart = Self.cpu(self.server, postgres)
    }

    func read() async throws -> Reading {
        let cpu = Self.cpu(server, postgres)
        let groups = try await metrics.groups()
        let (count, writes) = (groups.groups - groupsAtStart.groups, groups.writes - groupsAtStart.writes)
        return Reading(
            serverCPUSeconds: cpu.server - cpuAtStart.server, databaseCPUSeconds: cpu.database - cpuAtStart.database,
            groupMean: count > 0 ? writes / count : 1, residentMiB: ProcessFigures.residentMiB(of: server))
    }

    /// Until departments and applicants are told and every event has its place in the log.
    func waitUntilQuiet() async throws {
        var (least, lastProgress) = (Double.infinity, ContinuousClock.now)
        while true {
            let figures = try await metrics.read()
            guard let waiting = figures["huimin_outbox_waiting"], let unsequenced = figures["huimin_log_unsequenced"],
                let stuck = figures["huimin_outbox_stuck"]
            else { throw BenchFault("/metrics does not say what is still to be done") }
            if stuck > 0 { throw BenchFault("an effect could not be carried out") }
            if waiting + unsequenced == 0 { return }
            if waiting + unsequenced < least { (least, lastProgress) = (waiting + unsequenced, .now) }
            guard lastProgress.duration(to: .now) < Self.patience else {
                throw BenchFault("\(Int(waiting)) effects and \(Int(unsequenced)) events wait and nothing moves")
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private static func cpu(_ server: Int32, _ postgres: Int32?) -> (server: Double, database: Double) {
        (ProcessFigures(of: server)?.cpuSeconds ?? 0, postgres.map(ProcessFigures.familySeconds) ?? 0)
    }

    /// The first process of the PostgreSQL that answers there.
    static func postmaster(of url: String) async throws -> Int32 {
        let database = try await PostgresDatabase(url: url)
        let row = try await database.row("SELECT pg_backend_pid() AS process")
        guard let backend = row?.optionalInteger("process"), let figures = ProcessFigures(of: Int32(backend)) else {
            throw BenchFault("the database must run on this machine: its CPU time is part of the figure")
        }
        try await database.close()
        return figures.parent
    }
}

/// The server's own figures.
private struct MetricsPage: Sendable {
    let address: String
    let client: HTTPClient

    func read() async throws -> [String: Double] {
        let response = try await client.execute(HTTPClientRequest(url: address + "/metrics"), timeout: .seconds(30))
        let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
        return text.split(separator: "\n").reduce(into: [:]) { figures, line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, !line.hasPrefix("#"), let value = Double(parts[1]) else { return }
            figures[String(parts[0])] = value
        }
    }

    func groups() async throws -> (groups: Double, writes: Double) {
        let figures = try await read()
        let groups = figures["huimin_write_groups"] ?? 0
        return (groups, groups * (figures["huimin_write_group_mean"] ?? 0))
    }
}
