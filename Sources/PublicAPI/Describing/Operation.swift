import Kernel
import Web

/// One operation of the interface: its description and what answers it, in one value, so that neither can be without the
/// other.
struct Operation: Sendable {
    typealias Handler = @Sendable (APIHandlers, APICall) async throws -> WebResponse

    let method: WebRequest.Method
    /// Below `/api/v1`; parts in braces are parameters.
    let path: String
    /// The stable name by which clients are generated.
    let id: String
    let group: Group
    let summary: Phrase
    var access = Access.resident
    var query: [Schema.Property] = []
    var idempotencyKey = KeyUse.none
    /// The name of the body's schema.
    var body: String?
    /// Whether it may be left out, which says as much as an empty object.
    var isBodyOptional = false
    let success: [Success]
    /// Further statuses with which it may say no, beside those that follow from the rest.
    var refusals: Set<Int> = []
    var links: [Link] = []
    let handler: Handler

    enum Access: Sendable {
        case everyone, resident
        /// 工作人员 — an officer, with the session that signing in at the desk opens.
        case staff
    }

    /// Whether the operation honours `Idempotency-Key`.
    enum KeyUse: Sendable { case none, optional, required }

    /// Operations that belong together, in the order of a journey.
    enum Group: String, Sendable, CaseIterable {
        case services, session, drafts, cases, certificates, mandates, reads, log, desk
    }

    struct Success: Sendable {
        let status: Int
        let meaning: String
        var schema: String?
        /// Of an answer that is not JSON.
        var type: String?
    }

    /// How a member of the answer leads on to another operation.
    struct Link: Sendable {
        let operation: String
        /// The parameter there and where its value stands here.
        let parameter: String
        let pointer: String
    }

    /// Names of the parts in braces.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// Statuses of all refusals.
    var refusalStatuses: [Int] {
        var statuses = refusals.union([400, 413, 503])
        if access != .everyone { statuses.formUnion([401, 403]) }
        if method != .get { statuses.formUnion([403]) }
        if !pathParameters.isEmpty { statuses.insert(404) }
        if body != nil { statuses.formUnion([415, 422]) }
        if idempotencyKey != .none { statuses.insert(422) }
        return statuses.sorted()
    }
}

/// A request that is as its operation describes it.
struct APICall: Sendable {
    let request: WebRequest
    /// `.null` where the operation takes none.
    let body: JSON
    let idempotencyKey: String?

    /// What goes into the digest of an idempotent request.
    var fingerprint: [UInt8] { Array("\(request.method.rawValue) \(request.path)\n".utf8) + body.bytes }

    func parameter(_ name: String) -> String { request.parameters[name] ?? "" }

    func number(_ name: String) -> Int? { request.query[name].flatMap { Int($0) } }

    func text(_ member: String) -> String? { body[member]?.string }

    /// What a person wrote, without white space around it; `nil` where nothing is left.
    func words(_ member: String) -> String? {
        guard let words = text(member)?.trimmingWhiteSpace(), !words.isEmpty else { return nil }
        return words
    }

    /// The signed-in person; the gate has let only such in.
    var resident: Viewer.Resident {
        guard let resident = request.viewer.resident else { preconditionFailure("the gate lets only residents in") }
        return resident
    }

    func identifier<Subject>(_ name: String, _ none: Problem) throws -> Identifier<Subject> {
        guard TextRule.identifier.accepts(parameter(name)), let id = Identifier<Subject>(parameter(name)) else {
            throw none
        }
        return id
    }
}

extension WebResponse {
    static func json(_ json: JSON, status: Int = 200, location: String? = nil) -> WebResponse {
        var response = WebResponse.bytes(json.bytes, type: "application/json", status: status)
        if let location { response.headers.append(("location", location)) }
        return response
    }
}
