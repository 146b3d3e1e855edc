package import Connectors
package import Kernel
import Notify

/// 短信运营商 — by what way messages reach phones.
package enum Carrier: Sendable {
    /// No way: messages wait, and nobody can sign in by code.
    case none
    /// A page of a demo shows what would have been sent.
    case sandbox
    case tencent(TencentSMS.Settings)

    /// What stands in the environment (`docs/operations.md`, Text messages).
    /// - Parameter name: the carrier's name; by default `HUIMIN_SMS`.
    /// - Returns: `none` where none is named.
    /// - Throws: `StartupError` that names all settings that are missing or wrong.
    package static func named(_ name: String?, environment: [String: String]) throws -> Carrier {
        switch name ?? environment["HUIMIN_SMS"] ?? "" {
        case "": return .none
        case "tencent":
            do throws(TencentSMS.SettingsError) {
                return .tencent(try TencentSMS.Settings(environment: environment))
            } catch { throw StartupError(error.description) }
        case let other:
            throw StartupError("\(other) 不是认识的短信平台，可用 tencent (unknown carrier; use tencent)")
        }
    }

    func gateway(_ sandbox: SandboxInbox, time: any TimeSource) -> any MessageGateway {
        switch self {
        case .none: NoCarrier()
        case .sandbox: sandbox
        case .tencent(let settings): TencentSMS(settings, time: time)
        }
    }

    /// Tries the carrier out: sends the sign-in text with an example code.
    /// - Returns: whether it went out, and what to say of it.
    package func trial(to phone: MobileNumber) async -> (isSent: Bool, outcome: Phrase) {
        let gateway: any MessageGateway =
            switch self {
            case .none, .sandbox: NoCarrier()
            case .tencent(let settings): TencentSMS(settings, time: SystemTime())
            }
        do throws(MessageFault) {
            try await gateway.send(OutgoingMessage(.signInCode, ["code": "000000"]), to: phone.text)
            return (true, NotifyCopy.carrierSent)
        } catch { return (false, error.phrase) }
    }

    /// One line for an operator who starts a city without a way to phones.
    package static let missing =
        "没有接入短信平台：居民不能登录，通知发不出去。请设 HUIMIN_SMS=tencent 及其密钥和模板，见 docs/operations.md "
        + "(no carrier: nobody can sign in; set HUIMIN_SMS=tencent with its keys and templates)"
}
