import Exchange
import FoundationEssentials
import Kernel
import Vault

/// Signs requests as the description asks: HMAC-SHA256 over method, path, query, seconds, nonce and body, one a line,
/// under the names of header fields that the department chose.
struct RequestSigner: Sendable {
    private let keyID: String
    private let key: [UInt8]
    private let fields: Fields
    private let time: any TimeSource
    private let ids: any IDSource

    /// Names of header fields.
    private struct Fields: Sendable {
        let keyID: String
        let time: String
        let nonce: String
        let signature: String
    }

    /// - Parameter tree: the `签名` part.
    /// - Throws: `DescriptionError` where the description is incomplete or the key file cannot be used.
    init(_ tree: Description, dataDirectory: String, time: any TimeSource, ids: any IDSource) throws {
        let method = try tree.required("方法")
        guard method == "HMAC-SHA256" else {
            throw DescriptionError(path: "连接.签名.方法", problem: "\(method)：目前可用 HMAC-SHA256 (only HMAC-SHA256 so far)")
        }
        keyID = try tree.required("密钥编号")
        key = try Self.readKey(dataDirectory + "/" + (try tree.required("密钥文件")))
        fields = Fields(
            keyID: try tree.required("请求头", "密钥编号"), time: try tree.required("请求头", "时间"),
            nonce: try tree.required("请求头", "随机数"), signature: try tree.required("请求头", "签名"))
        self.time = time
        self.ids = ids
    }

    /// The header fields that prove a request.
    func headers(method: String, path: String, query: String = "", body: [UInt8]) -> [(name: String, value: String)] {
        let seconds = String(time.now().milliseconds / 1000)
        let nonce = Hex.text(ids.randomBytes(16))
        let text = [method, path, query, seconds, nonce].joined(separator: "\n") + "\n"
        let signature = Digest.hmacSHA256(Array(text.utf8) + body, key: key)
        return [
            (fields.keyID, keyID), (fields.time, seconds), (fields.nonce, nonce),
            (fields.signature, Hex.text(signature)),
        ]
    }

    /// 32 bytes in hexadecimal.
    private static func readKey(_ path: String) throws -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(filePath: path)),
            let bytes = Hex.bytes(String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }), bytes.count == 32
        else {
            throw DescriptionError(
                path: "连接.签名.密钥文件", problem: "\(path)：读不到 32 字节的十六进制密钥 (no key of 32 bytes in hexadecimal)")
        }
        return bytes
    }
}
