package import AsyncHTTPClient
import Glibc
package import Kernel
import NIOCore
import NIOHTTP1
import NIOPosix
package import Notify

/// 短信 — sends messages through 腾讯云短信 (`SendSms`, version 2021-01-11). The carrier holds the texts; it is told a template's
/// number and the values in it.
package struct TencentSMS: MessageGateway {
    private static let answerBytesMax = 1 << 16
    private static let contentType = "application/json; charset=utf-8"
    /// For each try; there are at most two.
    private static let deadlineMilliseconds: Int64 = 5_000
    private static let pauseMilliseconds: Int64 = 300

    private let settings: Settings
    private let signature: TencentSignature
    private let client: HTTPClient
    private let time: any TimeSource

    package init(_ settings: Settings, client: HTTPClient = .carriers, time: any TimeSource) {
        self.settings = settings
        signature = TencentSignature(secretID: settings.secretID, secretKey: settings.secretKey, service: "sms")
        self.client = client
        self.time = time
    }

    package func send(_ message: OutgoingMessage, to phone: String) async throws(MessageFault) {
        let body = try body(message, to: phone)
        do throws(MessageFault) { return try await attempt(body) } catch {
            // Not sent for certain: once more. Where it may have been sent, a second one would only confuse.
            guard error == .unreachable else { throw error }
        }
        do { try await Task.sleep(for: .milliseconds(Self.pauseMilliseconds)) } catch { throw .unreachable }
        try await attempt(body)
    }

    private func body(_ message: OutgoingMessage, to phone: String) throws(MessageFault) -> [UInt8] {
        guard let template = settings.template(message.template, in: message.language) else {
            throw .setup("template.\(message.template.rawValue)")
        }
        let json: JSON = [
            "PhoneNumberSet": .array([JSON("+86\(phone)")]), "SmsSdkAppId": JSON(settings.application),
            "SignName": JSON(settings.signName), "TemplateId": JSON(template),
            "TemplateParamSet": .array(message.values.map { JSON($0) }),
        ]
        return json.bytes
    }

    private func attempt(_ body: [UInt8]) async throws(MessageFault) {
        let now = time.now()
        var request = HTTPClientRequest(url: settings.endpoint + "/")
        request.method = .POST
        request.headers = [
            "Content-Type": Self.contentType, "Host": settings.host, "X-TC-Action": "SendSms",
            "X-TC-Version": "2021-01-11", "X-TC-Region": settings.region,
            "X-TC-Timestamp": String(now.milliseconds / 1000),
            "Authorization": signature.authorization(
                host: settings.host, contentType: Self.contentType, body: body, at: now),
        ]
        request.body = .bytes(ByteBuffer(bytes: body))
        let bytes: ByteBuffer
        do {
            let response = try await client.execute(request, timeout: .milliseconds(Self.deadlineMilliseconds))
            // Whoever stands before the carrier cannot say how far the message got.
            guard response.status.code < 500 else { throw MessageFault.timedOut }
            bytes = try await response.body.collect(upTo: Self.answerBytesMax)
        } catch { throw Self.fault(of: error) }
        guard let answer = try? JSON.parse(bytes.readableBytesView)["Response"] else { throw .malformed }
        if let code = answer["Error"]?["Code"]?.string { throw TencentCodes.fault(code) }
        guard let code = answer["SendStatusSet"]?.array?.first?["Code"]?.string else { throw .malformed }
        guard code == "Ok" else { throw TencentCodes.fault(code) }
    }

    /// A connection that was never made has sent nothing; any other that went wrong may have.
    private static func fault(of error: any Error) -> MessageFault {
        if let fault = error as? MessageFault { return fault }
        if error is NIOTooManyBytesError { return .malformed }
        if error is NIOConnectionError { return .unreachable }
        if let broken = error as? IOError {
            return [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(broken.errnoCode) ? .unreachable : .timedOut
        }
        let unmade: [HTTPClientError] = [
            .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout,
        ]
        return (error as? HTTPClientError).map(unmade.contains) == true ? .unreachable : .timedOut
    }
}

/// What the carrier's codes mean for us (腾讯云短信 API 错误码).
enum TencentCodes {
    static func fault(_ code: String) -> MessageFault {
        switch code {
        case "FailedOperation.PhoneNumberInBlacklist", "FailedOperation.PhoneNumberParseFail",
            "InvalidParameterValue.IncorrectPhoneNumber":
            return .recipient(code)
        default: break
        }
        switch code.prefix(while: { $0 != "." }) {
        case "LimitExceeded", "RequestLimitExceeded": return .tooMany(code)
        case "ServiceUnavailable": return .unreachable
        // Its own disorder, its own time-out: it may have sent the message.
        case "InternalError": return .timedOut
        default: return .setup(code)
        }
    }
}

extension HTTPClient {
    /// The client for carriers of messages, one for the process and as long as it.
    package static let carriers: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(3)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
