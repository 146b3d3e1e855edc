import AsyncHTTPClient
import EventLog
import NIOCore
import NIOHTTP1
package import TransparencyLog

/// Asks a witness over HTTP (C2SP `tlog-witness`).
package struct HTTPWitness: WitnessConnection {
    private static let answerBytesMax = 1 << 16
    /// A witness that needs longer is as good as silent; the next checkpoint comes to it again.
    private static let deadlineMilliseconds: Int64 = 1_500

    private let address: String

    /// - Parameter address: the submission prefix, e.g. `https://witness.example`; `nil` is returned for anything else.
    package init?(address: String) {
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else { return nil }
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    }

    package func answer(_ request: WitnessRequest) async throws -> WitnessAnswer {
        var call = HTTPClientRequest(url: address + "/add-checkpoint")
        call.method = .POST
        call.headers = ["Content-Type": "text/plain; charset=utf-8"]
        call.body = .bytes(ByteBuffer(string: request.formatted))
        let response = try await HTTPClient.departments.execute(
            call, timeout: .milliseconds(Self.deadlineMilliseconds))
        let body = try await response.body.collect(upTo: Self.answerBytesMax)
        guard let answer = WitnessAnswer(status: Int(response.status.code), body: body.readableBytesView) else {
            throw NoWitnessThere()
        }
        return answer
    }
}

/// What answers at the address is no witness, or one in trouble.
private struct NoWitnessThere: Error {}
