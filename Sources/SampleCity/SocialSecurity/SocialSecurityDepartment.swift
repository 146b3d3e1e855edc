import Hummingbird
package import Kernel
package import Logging
import StorageSQLite

/// 人社 — the department's own server, a process of its own: `huimin department 人社`.
package struct SocialSecurityDepartment: Sendable {
    /// How the department feels today, to rehearse what the platform does when a source is slow or ill.
    package enum Condition: Sendable, Equatable {
        case well
        case slow(milliseconds: Int)
        /// Answers 50300 to everything.
        case busy
        /// Answers what is no JSON.
        case garbled
        /// Does what it is told, and dies before it can say so.
        case crashing
    }

    private static let bodyBytesMax = 64 * 1024

    let dataDirectory: String
    let time: any TimeSource
    let condition: Condition
    let logger: Logger

    /// - Parameter dataDirectory: the city's directory as `CityGenerator.write` left it.
    package init(
        dataDirectory: String, time: any TimeSource, condition: Condition = .well,
        logger: Logger = Logger(label: "renshe")
    ) {
        self.dataDirectory = dataDirectory
        self.time = time
        self.condition = condition
        self.logger = logger
    }

    /// Serves until the task is cancelled or the process is told to end.
    ///
    /// - Parameter onReady: told the port once it listens; with `port` 0 the system chooses a free one.
    package func run(host: String, port: Int, onReady: @escaping @Sendable (Int) async -> Void = { _ in }) async throws
    {
        let interface = try makeInterface()
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("**", method: method) { request, _ in try await respond(to: request, interface) }
        }
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(host, port: port), serverName: "renshe"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: logger)
        try await application.runService()
    }

    private func makeInterface() throws -> CardInterface {
        let files = CityFiles(directory: dataDirectory)
        guard let key = try CityKey(hexText: files.read(CityKey.file)) else { throw CityError.file(CityKey.file) }
        return CardInterface(
            store: try ReadOnlySQLite(path: files.path(CardRegister.file)),
            payments: PaymentRegister(database: try SQLiteDatabase(path: files.path(CardRegister.file)), time: time),
            signatures: RequestSignature(keys: [CityKey.keyID: key], time: time), time: time)
    }

    private func respond(to request: Request, _ interface: CardInterface) async throws -> Response {
        switch condition {
        case .well: break
        case .slow(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
        case .busy: return response(.refused(50300, "busy"))
        case .crashing: break
        case .garbled: return response(status: .ok, bytes: Array("<html>系统维护中</html>".utf8))
        }
        var request = request
        let body = try await request.collectBody(upTo: Self.bodyBytesMax)
        let headers = request.headers.reduce(into: [String: String]()) { $0[$1.name.canonicalName] = $1.value }
        let question = InterfaceRequest(
            method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "", headers: headers,
            body: Array(body.readableBytesView))
        let answer = try await interface.answer(question)
        return response(condition == .crashing ? .refused(50300, "gone") : answer)
    }

    private func response(_ answer: InterfaceAnswer) -> Response {
        response(status: .init(code: answer.status), bytes: answer.body.bytes)
    }

    private func response(status: HTTPResponse.Status, bytes: [UInt8]) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
