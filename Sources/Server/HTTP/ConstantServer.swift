import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Web

/// The server's library answering every request with the same bytes and headers: what an answer costs before anything of
/// ours is done. For benches.
package struct ConstantServer: Sendable {
    let answer: WebResponse

    /// - Parameter size: bytes of the body.
    package init(size: Int) {
        answer = SecurityHeaders.added(
            to: WebResponse(
                status: 201, headers: [("content-type", "application/json")],
                body: .bytes([UInt8](repeating: UInt8(ascii: " "), count: size))))
    }

    /// Serves until the process is told to stop.
    package func serve(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        var quiet = Logger(label: "huimin")
        quiet.logLevel = .warning
        let application = Application(
            responder: Responder(answer: answer), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: quiet)
        try await application.runService()
    }

    private struct Responder: HTTPResponder {
        typealias Context = SiteContext
        let answer: WebResponse

        func respond(to request: Request, context: Context) async throws -> Response {
            _ = try await request.body.collect(upTo: SiteResponder.bodySizeMax)
            return SiteResponder.response(answer, isHead: false)
        }
    }
}
