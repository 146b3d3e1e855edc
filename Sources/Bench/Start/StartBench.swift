import AsyncHTTPClient
package import Kernel
import NIOCore
import NIOHTTP1

/// `bench start`: from the start of the process until `/readyz` answers, on data that are there already.
package struct StartBench: Sendable {
    private static let rounds = 7
    let items: Int
    let city: String
    let folder: String

    /// - Parameters:
    ///   - items: service items of the city.
    ///   - city: the folder of definitions that is multiplied.
    ///   - folder: an empty one.
    package init(items: Int, city: String, folder: String) {
        self.items = items
        self.city = city
        self.folder = folder
    }

    /// - Throws: `BenchFault` where the server does not start.
    package func callAsFunction() async throws -> StartReport {
        let many = try ManyItems.make(in: folder + "/City", following: city, count: items)
        let first = try await start(many)
        var again: [Double] = []
        for _ in 0..<Self.rounds { again.append(try await start(many)) }
        return StartReport(
            items: items, firstMilliseconds: first, milliseconds: again.sorted()[again.count / 2],
            slowestMilliseconds: again.max() ?? 0, nothingMilliseconds: try nothing())
    }

    private func start(_ many: ManyItems) async throws -> Double {
        try await withClient { client in
            let began = ContinuousClock.now
            let server = try ServerProcess([
                "serve", "--demo", "--city", many.folder, "--data", folder + "/data", "--listen", "127.0.0.1:0",
                "--until-stdin-closes",
            ])
            defer { server.stop() }
            let response = try await client.execute(
                HTTPClientRequest(url: server.address + "/readyz"), timeout: .seconds(10))
            guard response.status == .ok else { throw BenchFault("not ready: \(response.status)") }
            return began.duration(to: .now).seconds * 1000
        }
    }

    /// What the program takes that has nothing to do.
    private func nothing() throws -> Double {
        let began = ContinuousClock.now
        try ServerProcess.run(["--version"])
        return began.duration(to: .now).seconds * 1000
    }
}

/// What `bench start` found.
package struct StartReport: Sendable {
    let items: Int
    /// The very first start, which makes the sample city.
    let firstMilliseconds: Double
    /// The median of the later ones.
    package let milliseconds: Double
    let slowestMilliseconds: Double
    /// A process of the same program that has nothing to do: the ceiling.
    let nothingMilliseconds: Double

    package var json: JSON {
        [
            "items": JSON(items), "milliseconds": JSON(Int(milliseconds)),
            "slowestMilliseconds": JSON(Int(slowestMilliseconds)), "firstMilliseconds": JSON(Int(firstMilliseconds)),
            "nothingMilliseconds": JSON(Int(nothingMilliseconds)),
        ]
    }

    package var text: String {
        """
        ready after \(Int(milliseconds)) ms with \(items) items (slowest \(Int(slowestMilliseconds)) ms; the very first \
        start \(Int(firstMilliseconds)) ms; a process with nothing to do \(Int(nothingMilliseconds)) ms)
        """
    }
}
