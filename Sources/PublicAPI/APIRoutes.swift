package import Cases
package import ECertificates
package import EventLog
package import Exchange
import Feedback
package import Identity
import Kernel
package import Retrieval
import Storage
package import Web

/// 接口 — the addresses under `/api`: every operation, the document that describes them, and a page for people.
package struct APIRoutes: Sendable {
    private let handlers: APIHandlers

    package init(
        environment: CaseEnvironment, signIn: SignIn, staffSignIn: StaffSignIn, sessions: SessionStore,
        staff: StaffRegister, reads: DataReadStore, index: ServiceIndex, proofs: LogProofs, checks: CheckCertificate,
        presentations: PresentationStore, present: PresentCertificate, openPresentation: OpenPresentation,
        press: PrintCertificate, mandates: MandateDesk, imports: ImportCertificate, recordLook: RecordLook,
        act: ActOnCertificate,
        sharing: SharingDesk
    ) {
        handlers = APIHandlers(
            environment: environment, signIn: signIn, staffSignIn: staffSignIn, sessions: sessions, staff: staff,
            reads: reads, index: index, proofs: proofs, checks: checks, presentations: presentations, present: present,
            openPresentation: openPresentation, press: press, mandates: mandates, imports: imports,
            recordLook: recordLook, act: act,
            sharing: sharing)
    }

    package var routes: [Route] {
        let document = OpenAPIDocument.json.indentedText
        return Operation.all.map { operation in
            return Route(operation.method, "/api/v1" + operation.path, operation.access.rule) { [handlers] request in
                try await answer(operation, handlers, request)
            }
        } + [
            Route(.get, "/api/openapi.json", .everyone) { _ in
                .text(document, type: "application/vnd.oai.openapi+json;version=3.1")
            },
            Route(.get, "/api", .everyone) { request in .page(APIPage.render(PageContext(request))) },
        ]
    }

    private func answer(
        _ operation: Operation, _ handlers: APIHandlers, _ request: WebRequest
    ) async throws -> WebResponse {
        do {
            return try await operation.handler(handlers, APIReading(operation: operation, request: request).call())
        } catch StorageError.uniqueViolation { throw APIProblems.changedMeanwhile } catch StorageError.unavailable {
            throw APIProblems.busy
        }
    }
}

extension Operation.Access {
    fileprivate var rule: Route.Access {
        switch self {
        case .everyone: .everyone
        case .resident: .resident(.registered)
        case .staff: .staff
        }
    }
}

/// What the operations work with.
struct APIHandlers: Sendable {
    let environment: CaseEnvironment
    let signIn: SignIn
    let staffSignIn: StaffSignIn
    let sessions: SessionStore
    let staff: StaffRegister
    let reads: DataReadStore
    let index: ServiceIndex
    let proofs: LogProofs
    let checks: CheckCertificate
    let presentations: PresentationStore
    let present: PresentCertificate
    let openPresentation: OpenPresentation
    let press: PrintCertificate
    let mandates: MandateDesk
    let imports: ImportCertificate
    let recordLook: RecordLook
    let act: ActOnCertificate
    let sharing: SharingDesk

    /// 幂等键 of a resident, and of an officer: keys of different callers never meet.
    func keys(of resident: Viewer.Resident) -> AnswerStore {
        AnswerStore(environment, caller: Array("resident \(resident.personID)".utf8))
    }

    func keys(of officer: Viewer.Staff) -> AnswerStore {
        AnswerStore(environment, caller: Array("officer \(officer.id)".utf8))
    }

    /// The person of a session.
    func person(_ call: APICall) async throws -> PersonProfile {
        guard let person = try await environment.people.person(call.resident.personID) else {
            throw APIProblems.noSuchCase
        }
        return person
    }
}

/// Checks a request against its operation's description, before anything is done.
struct APIReading {
    /// What an application needs fits many times over; JSON is not nested deeper than described anyway.
    private static let limits = JSON.Limits(depthMax: 16, bytesMax: 1 << 20)
    let operation: Operation
    let request: WebRequest

    func call() throws -> APICall {
        try checkQuery()
        return APICall(request: request, body: try body(), idempotencyKey: try idempotencyKey())
    }

    private func checkQuery() throws {
        var seen: Set<String> = []
        for (name, value) in request.query.pairs {
            guard let property = operation.query.first(where: { $0.name == name }) else {
                throw APIProblems.unknownMember(name)
            }
            guard seen.insert(name).inserted else { throw APIProblems.repeated(name) }
            if let fault = property.schema.fault(in: Self.json(value, property.schema), at: [name]) {
                throw fault.problem
            }
        }
        for property in operation.query where property.isRequired && !seen.contains(property.name) {
            throw SchemaFault([property.name], property.schema).problem
        }
    }

    /// A parameter is text on the wire; a number is written as JSON writes it.
    private static func json(_ value: String, _ schema: Schema) -> JSON {
        guard case .integer = schema else { return JSON(value) }
        let isCanonical = Int(value).map { String($0) == value } ?? false
        return isCanonical ? .number(value) : JSON(value)
    }

    private func body() throws -> JSON {
        guard let name = operation.body else {
            guard request.body.isEmpty else { throw APIProblems.bodyUnexpected }
            return .null
        }
        if operation.isBodyOptional, request.body.isEmpty { return .object([]) }
        let type = request.header("content-type")?.split(separator: ";").first.map { $0.trimmingPrefix(" ") } ?? ""
        guard type.lowercased().filter({ $0 != " " }) == "application/json" else { throw APIProblems.notJSONType }
        let json: JSON
        do throws(JSONError) { json = try JSON.parse(request.body, limits: Self.limits) } catch {
            throw APIProblems.notJSON(error)
        }
        if let fault = Schema.named(name).fault(in: json) { throw fault.problem }
        return json
    }

    private func idempotencyKey() throws -> String? {
        guard operation.idempotencyKey != .none else { return nil }
        guard let key = request.header("idempotency-key") else {
            if operation.idempotencyKey == .required { throw APIProblems.keyMissing }
            return nil
        }
        guard TextRule.key.accepts(key) else { throw SchemaFault(["Idempotency-Key"], .text(.key)).problem }
        return key
    }
}
