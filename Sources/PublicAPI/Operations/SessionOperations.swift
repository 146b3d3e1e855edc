import Identity
import Kernel
import Web

extension Operation {
    static let session: [Operation] = [
        Operation(
            method: .post, path: "/session-challenges", id: "beginSignIn", group: .session,
            summary: Phrase(
                "api.beginSignIn", zh: "用姓名和身份号码获取短信验证码。", en: "Ask for a code by name and id number."),
            access: .everyone, body: "SignInRequest",
            success: [
                Success(status: 201, meaning: "A code was sent if name and number agree.", schema: "SignInChallenge")
            ],
            refusals: [429], handler: { try await $0.beginSignIn($1) }),
        Operation(
            method: .post, path: "/session", id: "signIn", group: .session,
            summary: Phrase("api.signIn", zh: "用验证码登录，取得令牌。", en: "Sign in by the code and get a token."),
            access: .everyone,
            body: "CodeEntry", success: [Success(status: 201, meaning: "Signed in.", schema: "NewSession")],
            refusals: [410, 429],
            handler: { try await $0.signIn($1) }),
        Operation(
            method: .get, path: "/session", id: "getSession", group: .session,
            summary: Phrase("api.getSession", zh: "现在是谁在登录。", en: "Who is signed in."),
            success: [Success(status: 200, meaning: "The session.", schema: "Session")],
            handler: { try await $0.getSession($1) }),
        Operation(
            method: .delete, path: "/session", id: "signOut", group: .session,
            summary: Phrase("api.signOut", zh: "退出登录，令牌作废。", en: "Sign out; the token ends."),
            success: [Success(status: 204, meaning: "Signed out.")], handler: { try await $0.signOut($1) }),
    ]
}

extension APIHandlers {
    func beginSignIn(_ call: APICall) async throws -> WebResponse {
        let challenge = try await signIn.begin(
            name: call.text("name")?.trimmingWhiteSpace(), residentID: call.text("residentID"),
            language: call.request.language)
        return .json(
            ["challenge": JSON(Hex.text(challenge)), "expiresInSeconds": JSON(SignIn.codeLifetimeSeconds)], status: 201)
    }

    func signIn(_ call: APICall) async throws -> WebResponse {
        let challenge = call.text("challenge").flatMap { Hex.bytes($0) } ?? []
        let token = try await signIn.finish(challenge: challenge, code: call.text("code"))
        return .json(
            ["token": JSON(Hex.text(token)), "expiresInSeconds": JSON(SessionStore.lifetimeSeconds)], status: 201)
    }

    func getSession(_ call: APICall) async throws -> WebResponse {
        .json(["maskedName": JSON(call.resident.displayName), "level": JSON(call.resident.level.rawValue)])
    }

    func signOut(_ call: APICall) async throws -> WebResponse {
        try await sessions.close(sessionID: call.resident.sessionID)
        return WebResponse(status: 204, headers: [("cache-control", "no-store")])
    }
}
