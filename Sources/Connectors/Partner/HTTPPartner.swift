import AsyncHTTPClient
package import CrossCity
import NIOCore
import NIOHTTP1

/// Another city over HTTP.
package struct HTTPPartner: PartnerLink {
    /// A receipt, a refusal or a set of keys has some kilobytes.
    private static let answerBytesMax = 1 << 18
    /// The other city reads its own departments before it answers.
    private static let deadlineSeconds: Int64 = 20

    package init() {}

    package func post(_ message: String, to address: String) async throws -> PartnerAnswer {
        var call = HTTPClientRequest(url: address + "/partner/v1/messages")
        call.method = .POST
        call.headers = ["Content-Type": "application/jose"]
        call.body = .bytes(ByteBuffer(string: message))
        return try await answer(to: call)
    }

    package func keys(at address: String) async throws -> [UInt8] {
        try await answer(to: HTTPClientRequest(url: address + "/partner/v1/keys")).body
    }

    private func answer(to call: HTTPClientRequest) async throws -> PartnerAnswer {
        let response = try await HTTPClient.departments.execute(call, timeout: .seconds(Self.deadlineSeconds))
        let body = try await response.body.collect(upTo: Self.answerBytesMax)
        return PartnerAnswer(status: Int(response.status.code), body: Array(body.readableBytesView))
    }
}
