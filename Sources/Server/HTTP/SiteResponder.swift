import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Portal
import ServiceLifecycle
import Web

/// Joins the server's library to the gate: the only place where both are known.
struct SiteResponder: HTTPResponder {
    typealias Context = SiteContext
    /// Forms and JSON of residents are small; files have a way of their own.
    static let bodySizeMax = 1 << 20
    /// A client hears the answer only when it has sent all: up to here what is too much is read and dropped.
    private static let droppedSizeMax = 256 << 20
    let gate: RequestGate

    func respond(to request: Request, context: Context) async throws -> Response {
        guard let body = try await collected(request.body) else {
            return Self.response(await gate.tooLarge(raw(request, body: [], context)), isHead: false)
        }
        let answer = await gate.respond(to: raw(request, body: Array(body.readableBytesView), context))
        return Self.response(answer, isHead: request.method == .head)
    }

    /// `nil` where it is too large.
    private func collected(_ body: RequestBody) async throws -> ByteBuffer? {
        var collected = ByteBuffer()
        var size = 0
        for try await part in body {
            size += part.readableBytes
            if size <= Self.bodySizeMax { collected.writeImmutableBuffer(part) }
            if size > Self.droppedSizeMax { break }
        }
        return size <= Self.bodySizeMax ? collected : nil
    }

    private func raw(_ request: Request, body: [UInt8], _ context: Context) -> RawRequest {
        var headers: [String: String] = [:]
        for field in request.headers {
            let name = field.name.canonicalName
            // A browser may send several cookie fields on HTTP/2.
            headers[name] = headers[name].map { $0 + (name == "cookie" ? "; " : ", ") + field.value } ?? field.value
        }
        // Only the server itself says this; a header of that name from outside is overwritten. Behind a proxy on the same
        // machine everybody's connection is local: such a request is not.
        let isForwarded = headers["x-forwarded-for"] != nil || headers["forwarded"] != nil
        headers["x-peer-is-local"] = context.isLocalPeer && !isForwarded ? "true" : "false"
        let method: WebRequest.Method? =
            request.method == .head ? .get : WebRequest.Method(rawValue: request.method.rawValue)
        return RawRequest(
            method: method, path: request.uri.path, query: request.uri.query ?? "", headers: headers, body: body)
    }

    static func response(_ answer: WebResponse, isHead: Bool) -> Response {
        var fields = HTTPFields()
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
        }
        let status = HTTPResponse.Status(code: answer.status)
        switch answer.body {
        case .bytes(let bytes):
            // "Not modified" has the length of what it does not repeat, or none (RFC 9110 §8.6).
            if answer.status != 304 { fields[.contentLength] = String(bytes.count) }
            return Response(
                status: status, headers: fields,
                body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let chunks):
            return Response(
                status: status, headers: fields,
                body: ResponseBody { writer in
                    // A stream that nobody ends must not keep the server from stopping.
                    for await chunk in chunks.cancelOnGracefulShutdown() {
                        try await writer.write(ByteBuffer(bytes: chunk))
                    }
                    try await writer.finish(nil)
                })
        }
    }
}

extension RequestGate {
    /// The answer to a body that is too large, in the reader's language.
    func tooLarge(_ raw: RawRequest) async -> WebResponse {
        let reference = Hex.text(ids.randomBytes(4)).uppercased()
        metrics.count(pattern: "too large", status: 413, seconds: 0)
        let request = raw.request(
            method: .get, parameters: [:], viewer: .anonymous, reference: reference, formToken: "", isDemo: isDemo)
        return SecurityHeaders.added(
            to: refusal(
                Problem(
                    status: 413, reason: RequestErrors.bodyTooLarge.reason,
                    nextStep: RequestErrors.bodyTooLarge.nextStep),
                request))
    }
}

/// What the server knows about a connection.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let isLocalPeer: Bool

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let address = source.channel.remoteAddress?.ipAddress ?? ""
        isLocalPeer = address == "::1" || address.hasPrefix("127.")
    }
}
