import AsyncHTTPClient
import Kernel
import NIOCore
import NIOHTTP1
import Synchronization
import Vault

/// Clients that send one request after another, each the next that nobody has sent yet.
struct LoadClients: Sendable {
    /// What they saw.
    struct Outcome: Sendable {
        let seconds: Double
        /// Of every answer, rising.
        let milliseconds: [Double]
        /// Answers by status.
        let statuses: [UInt: Int]

        /// The least latency that this share of the answers stays within.
        func percentile(_ share: Double) -> Double {
            guard !milliseconds.isEmpty else { return 0 }
            return milliseconds[min(milliseconds.count - 1, Int(Double(milliseconds.count) * share))]
        }
    }

    let clients: Int
    let client: HTTPClient

    /// Sends the requests of these numbers.
    func send(_ numbers: Range<Int>, request: @escaping @Sendable (Int) -> HTTPClientRequest) async throws -> Outcome {
        let queue = NumberQueue(numbers)
        let began = ContinuousClock.now
        let parts = try await withThrowingTaskGroup(of: Part.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var part = Part()
                    while let number = queue.next() { try await part.exchange(request(number), through: client) }
                    return part
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let seconds = began.duration(to: .now).seconds
        return Outcome(
            seconds: seconds, milliseconds: parts.flatMap(\.milliseconds).sorted(),
            statuses: parts.reduce(into: [:]) { $0.merge($1.statuses, uniquingKeysWith: +) })
    }

    private struct Part: Sendable {
        var milliseconds: [Double] = []
        var statuses: [UInt: Int] = [:]

        mutating func exchange(_ request: HTTPClientRequest, through client: HTTPClient) async throws {
            let began = ContinuousClock.now
            let response = try await client.execute(request, timeout: .seconds(30))
            _ = try await response.body.collect(upTo: 1 << 20)
            milliseconds.append(began.duration(to: .now).seconds * 1000)
            statuses[response.status.code, default: 0] += 1
        }
    }
}

/// Hands out numbers, each once.
private final class NumberQueue: Sendable {
    private let upcoming: Mutex<Range<Int>>
    init(_ numbers: Range<Int>) { upcoming = Mutex(numbers) }

    func next() -> Int? { upcoming.withLock { $0.popFirst() } }
}

extension LoadClients {
    /// The application of the person of this number, as any program sends it.
    static func application(of number: Int, to address: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + "/api/v1/cases")
        request.method = .POST
        request.headers = [
            "authorization": "Bearer " + Hex.text(BenchCity.token(of: number)),
            "idempotency-key": "bench-application-\(number)", "content-type": "application/json",
            "accept": "application/json",
        ]
        request.body = .bytes(ByteBuffer(string: #"{"item":"0007","answers":[],"declaration":true}"#))
        return request
    }
}
