import Crypto
import CryptoExtras
import Glibc
package import Kernel

/// 密钥文件 — where a city's keys are kept, and what opens them. With a passphrase the file is sealed: whoever takes a copy
/// of it, or of a backup, has nothing.
package struct KeyFile: Sendable {
    package let path: String
    private let passphrase: String?
    /// Opens the security module, where keys are in one.
    package let tokenPIN: String?

    package init(path: String, passphrase: String? = nil, tokenPIN: String? = nil) {
        self.path = path
        self.passphrase = passphrase
        self.tokenPIN = tokenPIN
    }

    /// As the environment says: `HUIMIN_KEY_PASSPHRASE` and `HUIMIN_TOKEN_PIN`.
    package init(path: String, environment: [String: String]) {
        // A line that was left blank in a service's file says nothing.
        func said(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.init(path: path, passphrase: said("HUIMIN_KEY_PASSPHRASE"), tokenPIN: said("HUIMIN_TOKEN_PIN"))
    }

    /// The keys; `nil` where there is no file.
    /// - Throws: `VaultError.keyFile` where it is damaged, others may read it, or it is sealed and the passphrase missing
    ///   or wrong.
    package func read() throws(VaultError) -> KeyMaterial? {
        guard let json = try SecretFile.read(path) else { return nil }
        guard let keys = KeyMaterial(try json["sealed"].map(opened) ?? json) else { throw SecretFile.damaged(path) }
        return keys
    }

    /// Reads the file, or makes one where there is none.
    /// - Parameter suite: of keys that are made; those that there are keep theirs.
    package func readOrMake(_ ids: some IDSource, suite: CipherSuite = .international) throws(VaultError) -> KeyMaterial
    {
        if let existing = try read() { return existing }
        let fresh = KeyMaterial.random(ids, suite: suite)
        try write(fresh, ids)
        return fresh
    }

    /// Whole or not at all; sealed where there is a passphrase.
    package func write(_ keys: KeyMaterial, _ ids: some IDSource) throws(VaultError) {
        try SecretFile.write(passphrase.map { sealed(keys.json, under: $0, ids) } ?? keys.json, to: path)
    }

    /// Whether the file is sealed, whoever holds the passphrase; `false` where there is none.
    package func isSealed() throws(VaultError) -> Bool { try SecretFile.read(path)?["sealed"] != nil }

    /// The same file kept as it is kept now: open where it is open, whatever passphrase is at hand.
    package func asItStands() throws(VaultError) -> KeyFile {
        try isSealed() ? self : KeyFile(path: path, tokenPIN: tokenPIN)
    }

    /// What the vault needs besides: the keys, opened.
    package func vault(_ keys: KeyMaterial) throws(VaultError) -> KeyVault { try KeyVault(keys, tokenPIN: tokenPIN) }

    private static let place = SealedPlace(table: "keys", column: "sealed", row: [])
    /// scrypt's cost (RFC 7914): about a tenth of a second and 32 MiB for each try.
    private static let rounds = 1 << 15
    private static let blockSize = 8

    private func sealed(_ json: JSON, under passphrase: String, _ ids: some IDSource) -> JSON {
        let salt = ids.randomBytes(16)
        guard let box = Self.box(passphrase, salt: salt, rounds: Self.rounds) else {
            preconditionFailure("scrypt takes every passphrase")
        }
        return [
            "sealed": [
                "kdf": "scrypt", "n": JSON(Self.rounds), "r": JSON(Self.blockSize), "p": 1,
                "salt": JSON(Base64URL.text(salt)), "box": JSON(Base64URL.text(box.seal(json.bytes, at: Self.place))),
            ]
        ]
    }

    private func opened(_ sealed: JSON) throws(VaultError) -> JSON {
        guard let passphrase else { throw .keyFile("\(path) is sealed: set HUIMIN_KEY_PASSPHRASE") }
        guard sealed["kdf"]?.string == "scrypt", let rounds = sealed["n"]?.int, rounds.nonzeroBitCount == 1,
            rounds <= 1 << 20, sealed["r"]?.int == Self.blockSize, sealed["p"]?.int == 1,
            let salt = sealed["salt"]?.string.flatMap({ Base64URL.bytes($0) }),
            let bytes = sealed["box"]?.string.flatMap({ Base64URL.bytes($0) }),
            let box = Self.box(passphrase, salt: salt, rounds: rounds)
        else { throw SecretFile.damaged(path) }
        guard let plain = try? box.open(bytes, at: Self.place) else {
            throw .keyFile("the passphrase does not open \(path)")
        }
        guard let json = try? JSON.parse(plain) else { throw SecretFile.damaged(path) }
        return json
    }

    private static func box(_ passphrase: String, salt: [UInt8], rounds: Int) -> SecretBox? {
        let key = try? KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize,
            parallelism: 1)
        return key.map { SecretBox(keyBytes: $0.withUnsafeBytes { Array($0) }) }
    }
}
