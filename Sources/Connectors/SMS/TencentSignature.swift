package import Kernel
import Vault

/// TC3-HMAC-SHA256 (腾讯云 API 3.0 签名方法 v3): proves a request of one account to one service on one day.
package struct TencentSignature: Sendable {
    private let secretID: String
    private let secretKey: String
    private let service: String

    package init(secretID: String, secretKey: String, service: String) {
        self.secretID = secretID
        self.secretKey = secretKey
        self.service = service
    }

    /// The `Authorization` of a POST to `/`.
    package func authorization(host: String, contentType: String, body: [UInt8], at now: Instant) -> String {
        // The day is that of UTC: it stands in the signature and must agree with the timestamp beside it.
        let seconds = now.milliseconds / 1000
        let day = CivilDate(daysSinceEpoch: Int(seconds / 86_400)).description
        let scope = "\(day)/\(service)/tc3_request"
        let fields = "content-type;host"
        let request = [
            "POST", "/", "", "content-type:\(contentType)\nhost:\(host)\n", fields, Hex.text(Digest.sha256(body)),
        ].joined(separator: "\n")
        let text = [
            "TC3-HMAC-SHA256", String(seconds), scope, Hex.text(Digest.sha256(Array(request.utf8))),
        ].joined(separator: "\n")
        let key = [day, service, "tc3_request"].reduce(Array("TC3\(secretKey)".utf8)) { key, part in
            Digest.hmacSHA256(Array(part.utf8), key: key)
        }
        let signature = Hex.text(Digest.hmacSHA256(Array(text.utf8), key: key))
        return "TC3-HMAC-SHA256 Credential=\(secretID)/\(scope), SignedHeaders=\(fields), Signature=\(signature)"
    }
}
