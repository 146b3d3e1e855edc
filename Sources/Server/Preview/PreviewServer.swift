import Cases
import Catalog
import Hummingbird
package import Kernel
import Logging
import NIOCore
import Portal
import ServiceLifecycle
import UnixSignals
import Web

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
        let table = RouteTable(routes)
        let application = Application(
            responder: Responder(table: table), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
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
        let changes = preview.changes(after: request.query[FormName.after].flatMap { Int($0) } ?? 0)
        let chunks = AsyncStream<[UInt8]> { continuation in
            let task = Task {
                continuation.yield(Array("retry: 500\n\n".utf8))
                for await _ in changes { continuation.yield(Array("event: case\ndata: saved\n\n".utf8)) }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
        return WebResponse(
            status: 200, headers: [("content-type", "text/event-stream"), ("cache-control", "no-store")],
            body: .stream(chunks))
    }

    private struct Responder: HTTPResponder {
        typealias Context = SiteContext
        let table: RouteTable

        func respond(to request: Request, context: Context) async throws -> Response {
            let isHead = request.method == .head
            guard request.method == .get || isHead,
                case .found(let route, let parameters) = table.match(.get, path: request.uri.path)
            else {
                return SiteResponder.response(SecurityHeaders.added(to: .text("404", status: 404)), isHead: isHead)
            }
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            let raw = RawRequest(
                method: .get, path: request.uri.path, query: request.uri.query ?? "", headers: headers, body: [])
            let answer = try await route.handler(
                raw.request(
                    method: .get, parameters: parameters, viewer: .anonymous, reference: "", formToken: "",
                    isDemo: true))
            return SiteResponder.response(SecurityHeaders.added(to: answer), isHead: isHead)
        }
    }
}
