import Kernel
import Notify

extension TencentSMS {
    /// The account at the carrier and the numbers under which it approved our texts.
    package struct Settings: Sendable {
        let secretID: String
        let secretKey: String
        /// SmsSdkAppId
        let application: String
        /// 短信签名, without 【】.
        let signName: String
        let region: String
        /// `https://sms.tencentcloudapi.com`
        let endpoint: String
        private let templates: [String: String]

        /// - Parameter environment: `HUIMIN_SMS_…`, see docs/operations.md.
        /// - Throws: all that is missing or wrong at once.
        package init(environment: [String: String]) throws(SettingsError) {
            func text(_ name: String) -> String { environment["HUIMIN_SMS_\(name)"] ?? "" }
            var problems = ["SECRET_ID", "SECRET_KEY", "APP", "SIGN", "TEMPLATES"].filter { text($0).isEmpty }
                .map { "HUIMIN_SMS_\($0)" }
            let templates = Self.templates(text("TEMPLATES"))
            if !text("TEMPLATES").isEmpty {
                problems += MessageTemplate.allCases.map(\.rawValue).filter { templates[$0] == nil }
                    .map { "HUIMIN_SMS_TEMPLATES: \($0)=…" }
            }
            let endpoint = text("ENDPOINT").isEmpty ? "https://sms.tencentcloudapi.com" : text("ENDPOINT")
            if !Self.isSafe(endpoint) { problems.append("HUIMIN_SMS_ENDPOINT: https://…") }
            guard problems.isEmpty else { throw SettingsError(problems: problems) }
            secretID = text("SECRET_ID")
            secretKey = text("SECRET_KEY")
            application = text("APP")
            signName = text("SIGN")
            region = text("REGION").isEmpty ? "ap-guangzhou" : text("REGION")
            self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
            self.templates = templates
        }

        /// The host and, where it is not the scheme's own, the port.
        var host: String {
            guard let mark = endpoint.firstRange(of: "://") else { return endpoint }
            return String(endpoint[mark.upperBound...])
        }

        /// The number of a text; the Chinese one where there is no other.
        func template(_ template: MessageTemplate, in language: Language) -> String? {
            let english = language == .english ? templates["\(template.rawValue).en"] : nil
            return english ?? templates[template.rawValue]
        }

        /// `signInCode=1234567,granted=1234568,signInCode.en=1234569`
        private static func templates(_ text: String) -> [String: String] {
            text.split(separator: ",").reduce(into: [:]) { templates, part in
                let pair = part.split(separator: "=", maxSplits: 1).map { String($0.filter { !$0.isWhitespace }) }
                if pair.count == 2, !pair[1].isEmpty { templates[pair[0]] = pair[1] }
            }
        }

        /// Codes and numbers of phones do not go over the net in the clear; within the machine they may.
        private static func isSafe(_ endpoint: String) -> Bool {
            endpoint.hasPrefix("https://") || endpoint.hasPrefix("http://127.0.0.1:")
                || endpoint.hasPrefix("http://localhost:")
        }
    }

    /// What the settings lack.
    package struct SettingsError: Error, Sendable, CustomStringConvertible {
        package let problems: [String]

        package var description: String {
            "短信平台的设置不全，请补上 (set for the carrier): \(problems.joined(separator: "; "))；见 docs/operations.md"
        }
    }
}
