import Notify
import Server
import Synchronization
package import Web

/// A browser on the whole site: keeps cookies, carries form tokens, follows nothing by itself.
package final class RehearsalBrowser: Sendable {
    private let rehearsal: Rehearsal
    private let cookies = Mutex<[String: String]>([:])
    private let token = Mutex("")

    package init(_ rehearsal: Rehearsal) { self.rehearsal = rehearsal }

    package var formToken: String { token.withLock { $0 } }
    package func setCookie(_ name: String, _ value: String?) { cookies.withLock { $0[name] = value } }
    package func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }

    package func get(_ address: String, headers: [String: String] = [:]) async -> WebResponse {
        await send(.get, address, headers: headers, body: [])
    }

    /// Sends a form as a page of ours would.
    package func post(_ address: String, _ fields: [(String, String)] = [], headers: [String: String] = [:]) async
        -> WebResponse
    {
        let pairs = fields + [(FormName.token, formToken)]
        let body = pairs.map { "\(PercentCoding.encoded($0.0))=\(PercentCoding.encoded($0.1))" }.joined(separator: "&")
        var headers = headers
        headers["content-type"] = "application/x-www-form-urlencoded"
        return await send(.post, address, headers: headers, body: Array(body.utf8))
    }

    package func send(
        _ method: WebRequest.Method?, _ address: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async -> WebResponse {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = headers
        let jar = cookies.withLock { $0 }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !jar.isEmpty { headers["cookie"] = jar }
        let response = await rehearsal.gate.respond(
            to: RawRequest(
                method: method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
                headers: headers, body: body))
        keep(response)
        return response
    }

    private func keep(_ response: WebResponse) {
        for header in response.headers where header.name == "set-cookie" {
            let pair = header.value.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            cookies.withLock { $0[String(pair[0])] = pair.count > 1 ? String(pair[1]) : nil }
        }
        if let found = response.text.firstMatch(of: /name="token" value="([0-9a-f]+)"/) {
            token.withLock { $0 = String(found.1) }
        }
    }

    /// Signs a person in, with the code from the sandbox inbox.
    /// - Returns: whether it worked.
    @discardableResult
    package func signIn(_ citizen: RehearsalCitizen, typedName: String? = nil) async throws -> Bool {
        _ = await get("/sign-in")
        _ = await post("/sign-in", [(FormName.name, typedName ?? citizen.name), (FormName.residentID, citizen.number)])
        guard let code = try await rehearsal.newestCode(citizen.phone) else { return false }
        _ = await get("/sign-in/code")
        let done = await post("/sign-in/code", [(FormName.code, code)])
        _ = await get("/")
        _ = await get("/me")
        return done.status == 303 && cookie(SiteCookie.session) != nil
    }

    /// Applies for an item as far as the result.
    /// - Returns: the address of the case, or `nil` where the way ended before.
    package func apply(_ slug: String, answers: [(String, String)] = [], wantsPerson: Bool = false) async -> String? {
        guard let draft = await get("/s/\(slug)/drafts").header("location") else { return nil }
        _ = await get(draft)
        let entered = await post(draft, answers.map { (FormName.factPrefix + $0.0, $0.1) })
        guard entered.status == 303 else { return nil }
        _ = await get("\(draft)/review")
        let decide = wantsPerson ? [(FormName.decideBy, "person")] : []
        return await post("\(draft)/submission", [(FormName.declaration, "yes")] + decide).header("location")
    }
}

extension Rehearsal {
    /// The newest six-digit code that was sent to a phone.
    package func newestCode(_ phone: String) async throws -> String? {
        let messages = try await platform.inbox.newest(50).filter { $0.recipient == phone }
        return messages.first.flatMap { $0.text.firstMatch(of: /\d{6}/).map { String($0.0) } }
    }
}

extension WebResponse {
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    package var bytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
