import Identity
import Kernel
import Web

extension Operation {
    static let deskSession: [Operation] = [
        Operation(
            method: .post, path: "/desk/session-challenges", id: "beginOfficerSignIn", group: .desk,
            summary: Phrase(
                "api.beginOfficerSignIn", zh: "工作人员用姓名和工号获取短信验证码。",
                en: "Ask for an officer's code by name and staff number."),
            access: .everyone, body: "OfficerSignInRequest",
            success: [
                Success(status: 201, meaning: "A code was sent if name and number agree.", schema: "SignInChallenge")
            ],
            refusals: [429], handler: { try await $0.beginOfficerSignIn($1) }),
        Operation(
            method: .post, path: "/desk/session", id: "signInOfficer", group: .desk,
            summary: Phrase(
                "api.signInOfficer", zh: "工作人员用验证码登录，取得令牌。", en: "Sign an officer in by the code and get a token."),
            access: .everyone, body: "CodeEntry",
            success: [Success(status: 201, meaning: "Signed in.", schema: "NewSession")], refusals: [410, 429],
            handler: { try await $0.signInOfficer($1) }),
        Operation(
            method: .get, path: "/desk/session", id: "getOfficer", group: .desk,
            summary: Phrase("api.getOfficer", zh: "现在是哪位工作人员。", en: "Which officer is signed in."), access: .staff,
            success: [Success(status: 200, meaning: "The officer.", schema: "Officer")],
            handler: { try await $0.getOfficer($1) }),
        Operation(
            method: .delete, path: "/desk/session", id: "signOutOfficer", group: .desk,
            summary: Phrase("api.signOutOfficer", zh: "工作人员退出登录，令牌作废。", en: "Sign the officer out; the token ends."),
            access: .staff, success: [Success(status: 204, meaning: "Signed out.")],
            handler: { try await $0.signOutOfficer($1) }),
    ]
}

extension APIHandlers {
    func beginOfficerSignIn(_ call: APICall) async throws -> WebResponse {
        let challenge = try await staffSignIn.begin(
            name: call.words("name"), staffID: call.words("staffID"), language: call.request.language)
        return .json(
            ["challenge": JSON(Hex.text(challenge)), "expiresInSeconds": JSON(SignIn.codeLifetimeSeconds)], status: 201)
    }

    func signInOfficer(_ call: APICall) async throws -> WebResponse {
        let challenge = call.text("challenge").flatMap { Hex.bytes($0) } ?? []
        let token = try await staffSignIn.finish(challenge: challenge, code: call.text("code"))
        return .json(
            ["token": JSON(Hex.text(token)), "expiresInSeconds": JSON(SessionStore.lifetimeSeconds)], status: 201)
    }

    func getOfficer(_ call: APICall) async throws -> WebResponse { .json(DeskCaseJSON.officer(post(call))) }

    func signOutOfficer(_ call: APICall) async throws -> WebResponse {
        if let session = call.request.viewer.sessionID { try await sessions.close(sessionID: session) }
        return WebResponse(status: 204, headers: [("cache-control", "no-store")])
    }
}
