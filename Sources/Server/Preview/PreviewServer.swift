import Cases
import Catalog
import Hummingbird
package import Kernel
import Logging
import NIOCore
import Portal
import ServiceLifecycle
import UnixSignals
package import Web

/// 预览服务 — shows one definition while it is written: no database, no keys, nobody signed in; this machine only.
package struct PreviewServer: Sendable {
    private let preview: ItemPreview
    private let file: String
    private let places: PlaceNames
    private let port: Int
    private let time: any TimeSource

    /// - Throws: `StartupError` where there is no such file.
    package init(item: String, city: String, port: Int, time: any TimeSource) throws {
        do { preview = try ItemPreview(path: item, city: city) } catch CatalogueFault.noSuchFile(let path) {
            throw StartupError("没有这个文件 (no such file): \(path)")
        }
        file = item
        self.port = port
        self.time = time
        places = try CityFolder.places(city)
    }

    /// Serves until the process is told to stop.
    package func serve(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        var quiet = Logger(label: "huimin")
        quiet.logLevel = .warning
        let application = Application(
            responder: Responder(server: self, table: RouteTable(routes)),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: quiet)
        let preview = preview
        try await withThrowingTaskGroup { group in
            group.addTask { await preview.watch() }
            group.addTask { try await application.runService() }
            // The server ends where it is told to; the watch has no end of its own.
            try await group.next()
            group.cancelAll()
        }
    }

    private var routes: [Route] {
        let parts = PreviewPage.Part.allCases.map { part in
            Route(.get, "/\(part.rawValue)", .everyone) { page(part, $0) }
        }
        return parts + SwitchRoutes().routes + [
            Route(.get, "/", .everyone) { page(.guide, $0) }, Route(.get, "/changes", .everyone, changes),
        ]
    }

    private func page(_ part: PreviewPage.Part, _ request: WebRequest) -> WebResponse {
        let page = PreviewPage(
            reading: preview.reading, part: part, file: file, places: places, now: time.now())
        return .page(page.html(in: PageContext(request)))
    }

    private func changes(_ request: WebRequest) -> WebResponse {
        let seen = request.query[FormName.after].flatMap { Int($0) } ?? 0
        let chunks = preview.changes(
            after: seen, greeting: Array("retry: 500\n\n".utf8), word: Array("event: case\ndata: saved\n\n".utf8))
        return WebResponse(
            status: 200, headers: [("content-type", "text/event-stream"), ("cache-control", "no-store")],
            body: .stream(chunks))
    }

    /// How many pages wait for the next save.
    package var watcherCount: Int { preview.watcherCount }

    /// The answer to a request that came in at a port of this machine.
    package func answer(_ request: RawRequest, port: Int) async throws -> WebResponse {
        try await answer(request, port: port, RouteTable(routes))
    }

    private func answer(_ request: RawRequest, port: Int, _ table: RouteTable) async throws -> WebResponse {
        guard LoopbackHost.isOurs(request.headers["host"], port: port) else {
            return SecurityHeaders.added(to: .text("421", status: 421))
        }
        guard request.method == .get, case .found(let route, let parameters) = table.match(.get, path: request.path)
        else { return SecurityHeaders.added(to: .text("404", status: 404)) }
        let answer = try await route.handler(
            request.request(
                method: .get, parameters: parameters, viewer: .anonymous, reference: "", formToken: "", isDemo: true))
        return SecurityHeaders.added(to: answer)
    }

    private struct Responder: HTTPResponder {
        let server: PreviewServer
        let table: RouteTable

        func respond(to request: Request, context: PreviewContext) async throws -> Response {
            let isHead = request.method == .head
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            headers["host"] = request.head.authority
            let raw = RawRequest(
                method: isHead || request.method == .get ? .get : nil, path: request.uri.path,
                query: request.uri.query ?? "", headers: headers, body: [])
            return SiteResponder.response(try await server.answer(raw, port: context.port, table), isHead: isHead)
        }
    }
}

/// What the server knows about a connection: the port that it came in at.
private struct PreviewContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let port: Int

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        port = source.channel.localAddress?.port ?? 0
    }
}

/// 本机 — the names by which a browser asks this machine itself. A request under any other name comes from a page of somebody
/// else whose name was made to point here (DNS rebinding); it must not read what is not public yet.
private enum LoopbackHost {
    private static let names = ["127.0.0.1", "localhost", "[::1]"]

    /// - Parameter host: the header of that name, with its port.
    static func isOurs(_ host: String?, port: Int) -> Bool {
        guard let host = host?.lowercased() else { return false }
        return names.contains { host == "\($0):\(port)" || (port == 80 && host == $0) }
    }
}
