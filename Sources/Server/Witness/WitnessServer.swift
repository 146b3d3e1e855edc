package import EventLog
import Hummingbird
import Kernel
package import Logging
import NIOCore
import ServiceLifecycle
import TransparencyLog
import UnixSignals
import Web

/// 见证服务 — a witness as others reach it: `POST /add-checkpoint`, and its last checkpoint of a log for whoever wants to compare
/// (C2SP `tlog-witness`). It needs no database and nothing of the city.
package struct WitnessServer: Sendable {
    /// A checkpoint with its proof has a few kilobytes.
    private static let bodySizeMax = 1 << 17

    private let book: WitnessBook
    private let verifierKey: String
    private let log: Logger

    /// - Parameter verifierKey: the key of the witness as it is handed out.
    package init(book: WitnessBook, verifierKey: String, log: Logger) {
        self.book = book
        self.verifierKey = verifierKey
        self.log = log
    }

    /// Serves until the process is told to stop.
    package func serve(host: String, port: Int, onReady: @escaping @Sendable (Int) async -> Void) async throws {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        let application = Application(
            responder: Responder(server: self), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: quiet)
        try await application.runService()
    }

    /// The answer to one request.
    package func answer(method: String, path: String, body: [UInt8]) async -> (status: Int, type: String, body: String)
    {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        switch (method, parts) {
        case ("POST", ["add-checkpoint"]): return await addCheckpoint(body)
        case ("GET", ["key"]): return (200, Self.text, verifierKey + "\n")
        case ("GET", ["healthz"]): return (200, Self.text, "ok\n")
        case ("GET", _) where parts.count == 2 && parts[1] == "checkpoint":
            guard let note = await book.note(file: parts[0]) else { return (404, Self.text, "no such log\n") }
            return (200, Self.text, note.formatted)
        default: return (404, Self.text, "not found\n")
        }
    }

    private static let text = "text/plain; charset=utf-8"

    private func addCheckpoint(_ body: [UInt8]) async -> (status: Int, type: String, body: String) {
        do {
            let signature = try await book.cosign(try WitnessRequest(parsing: body))
            return (200, Self.text, signature.line + "\n")
        } catch let refusal as WitnessRefusal {
            report(refusal)
            if let size = refusal.lastSize { return (refusal.status, "text/x.tlog.size", "\(size)\n") }
            return (refusal.status, Self.text, "\(refusal)\n")
        } catch {
            log.error("the witness cannot write its book", metadata: ["fault": "\(error)"])
            return (503, Self.text, "try again later\n")
        }
    }

    private func report(_ refusal: WitnessRefusal) {
        switch refusal {
        case .otherRoot(let size):
            log.error("ALARM: the log shows another history", metadata: ["size": "\(size)"])
        case .notConsistent(let fault):
            // Anybody may send a bad proof for a good checkpoint; the log itself does not.
            log.error("ALARM: a checkpoint is not shown to continue the last one", metadata: ["fault": "\(fault)"])
        case .malformed, .unknownLog, .notSigned, .otherSize:
            log.info("a request was refused", metadata: ["refusal": "\(refusal)"])
        }
    }

    private struct Responder: HTTPResponder {
        typealias Context = BasicRequestContext
        let server: WitnessServer

        func respond(to request: Request, context: Context) async throws -> Response {
            guard let body = try? await request.body.collect(upTo: WitnessServer.bodySizeMax) else {
                return Response(status: .contentTooLarge)
            }
            let answer = await server.answer(
                method: request.method.rawValue, path: request.uri.path, body: Array(body.readableBytesView))
            return SiteResponder.response(
                WebResponse(
                    status: answer.status, headers: [("content-type", answer.type)],
                    body: .bytes(Array(answer.body.utf8))),
                isHead: false)
        }
    }
}
