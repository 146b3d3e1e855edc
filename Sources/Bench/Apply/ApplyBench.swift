import AsyncHTTPClient
package import Kernel
import NIOCore

/// `bench apply`: how many grants a second of CPU is worth, from the POST to the answer with the case.
///
/// Everybody of the city applies once. The server is a process of its own, its departments too; what counts is the server's
/// CPU time, on PostgreSQL the database's as well. Afterwards rows, signatures and leaves are counted and verified.
package struct ApplyBench: Sendable {
    /// What the command line says.
    package struct Settings: Sendable {
        /// How many people apply.
        package var people = 200_000
        package var clients = 16
        /// Whether the accounts come over HTTP.
        package var isHTTPSourceInPath = false
        /// `postgres://…` of an empty database; `nil` for SQLite.
        package var database: String?
        /// The folder of definitions.
        package var city = "City"
        /// An empty folder on the disk that is to be measured.
        package var folder: String

        package init(folder: String) { self.folder = folder }
    }

    /// The first applications warm up connections and caches; they are not counted.
    private static let warmUpShare = 0.02

    let settings: Settings
    let clock: any TimeSource
    let say: @Sendable (String) -> Void

    /// - Parameter say: told what is being done.
    package init(_ settings: Settings, clock: any TimeSource, say: @escaping @Sendable (String) -> Void) {
        self.settings = settings
        self.clock = clock
        self.say = say
    }

    /// - Throws: `BenchFault` where an answer was no grant, or what was written does not agree with the answers.
    package func callAsFunction() async throws -> ApplyReport {
        let warmUp = max(settings.clients, Int(Double(settings.people) * Self.warmUpShare))
        let city = try await BenchCity.make(
            in: settings.folder, people: settings.people + warmUp, following: settings.city,
            accounts: settings.isHTTPSourceInPath ? .http : .database, database: settings.database, clock: clock,
            say: say)
        let load = try await run(city, warmUp: warmUp)
        say("counting and verifying what was written")
        let verified = try await ApplyVerification(city: city, database: settings.database)()
        guard verified.grants == settings.people + warmUp else {
            throw BenchFault("\(settings.people + warmUp) grants were answered, \(verified.grants) are there")
        }
        say("measuring the ceiling")
        let ceiling = try await ApplyCeiling(
            city: city, database: settings.database, clients: settings.clients, groupMean: load.groupMean,
            answerSize: load.answerSize)()
        return ApplyReport(settings: settings, load: load, verified: verified, ceiling: ceiling)
    }

    private func run(_ city: BenchCity, warmUp: Int) async throws -> Load {
        let server = try ServerProcess(serveArguments(city))
        defer { server.stop() }
        return try await withClient { client in
            let clients = LoadClients(clients: settings.clients, client: client)
            let address = server.address
            let request = { @Sendable number in LoadClients.application(of: number, to: address) }
            let sample = try await client.execute(request(0), timeout: .seconds(30))
            let answerSize = try await sample.body.collect(upTo: 1 << 20).readableBytes
            let warm = try await clients.send(1..<warmUp, request: request)
            guard warm.statuses == [201: warmUp - 1] else { throw Self.noCase(warm) }
            say("\(settings.people) applications by \(settings.clients) clients")
            let meter = try await Meter(server: server, database: settings.database, client: client)
            let outcome = try await clients.send(warmUp..<(warmUp + settings.people), request: request)
            let reading = try await meter.read()
            guard outcome.statuses == [201: settings.people] else { throw Self.noCase(outcome) }
            say("waiting until everything that follows a grant is done")
            try await meter.waitUntilQuiet()
            let afterwards = try await meter.read()
            return Load(outcome: outcome, during: reading, untilQuiet: afterwards, answerSize: answerSize)
        }
    }

    private static func noCase(_ outcome: LoadClients.Outcome) -> BenchFault {
        BenchFault("not every answer was a case; answers by status: \(outcome.statuses)")
    }

    private func serveArguments(_ city: BenchCity) -> [String] {
        [
            "serve", "--demo", "--city", city.definitions, "--data", city.data, "--listen", "127.0.0.1:0",
            "--until-stdin-closes",
        ]
            + (settings.database.map { ["--database", $0] } ?? [])
    }
}

extension ApplyBench {
    /// What was measured under load.
    struct Load: Sendable {
        let outcome: LoadClients.Outcome
        let during: Meter.Reading
        let untilQuiet: Meter.Reading
        let answerSize: Int

        var groupMean: Double { during.groupMean }
    }
}

/// A client for the time of `body`.
func withClient<Value>(_ body: (HTTPClient) async throws -> Value) async throws -> Value {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let value: Value
    do { value = try await body(client) } catch {
        try? await client.shutdown()
        throw error
    }
    try await client.shutdown()
    return value
}
