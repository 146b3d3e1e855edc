import Kernel
import Vault
import Web

/// 请求摘要 — for what a client's key was used. Keyed: a request says who whom a mandate is given to, whose child somebody is, and
/// there are few enough people to try all of them out.
struct RequestDigest: Sendable {
    let bytes: [UInt8]
    private let unkeyed: [UInt8]

    init(_ call: APICall, _ vault: KeyVault) {
        bytes = vault.blindIndex(.apiRequest, Hex.text(call.fingerprint))
        unkeyed = Digest.sha256(call.fingerprint)
    }

    /// Whether it is the request that was kept. What an earlier release kept is not keyed; it is erased within its thirty days.
    func isOf(_ kept: [UInt8]) -> Bool { kept == bytes || kept == unkeyed }
}
