import Crypto
import Kernel
import Synchronization

/// How 人社 knows that a request comes from a partner: HMAC-SHA256 over method, path, query, time, nonce and body, a
/// clock that may differ by five minutes, and each nonce once.
final class RequestSignature: Sendable {
    /// Header names are compared in lower case.
    static let keyHeader = "x-rs-key"
    static let timestampHeader = "x-rs-timestamp"
    static let nonceHeader = "x-rs-nonce"
    static let signatureHeader = "x-rs-signature"
    private static let clockSkewSecondsMax: Int64 = 300

    private let keys: [String: CityKey]
    private let time: any TimeSource
    /// Nonces seen, with the second at which they may be forgotten.
    private let nonces = Mutex<[String: Int64]>([:])

    init(keys: [String: CityKey], time: any TimeSource) {
        self.keys = keys
        self.time = time
    }

    /// `nil` where the request is genuine, otherwise the department's error.
    func refusal(of request: InterfaceRequest) -> InterfaceAnswer? {
        guard let keyID = request.headers[Self.keyHeader], let key = keys[keyID],
            let nonce = request.headers[Self.nonceHeader], (8...64).contains(nonce.utf8.count),
            let timestamp = request.headers[Self.timestampHeader].flatMap(Int64.init),
            let signature = request.headers[Self.signatureHeader].flatMap(Hex.bytes)
        else { return .refused(40101, "missing or unknown credentials") }
        let text =
            [request.method, request.path, request.query, String(timestamp), nonce].joined(separator: "\n") + "\n"
        let isGenuine = HMAC<SHA256>.isValidAuthenticationCode(
            signature, authenticating: Array(text.utf8) + request.body, using: SymmetricKey(data: key.bytes))
        guard isGenuine else { return .refused(40101, "signature does not match") }
        let now = time.now().milliseconds / 1000
        guard abs(now - timestamp) <= Self.clockSkewSecondsMax else { return .refused(40102, "timestamp out of range") }
        return remember(nonce, now: now) ? nil : .refused(40103, "nonce was used before")
    }

    private func remember(_ nonce: String, now: Int64) -> Bool {
        nonces.withLock { nonces in
            if nonces.count > 10_000 { nonces = nonces.filter { $0.value > now } }
            guard nonces[nonce].map({ $0 <= now }) ?? true else { return false }
            nonces[nonce] = now + 2 * Self.clockSkewSecondsMax
            return true
        }
    }
}
