import Crypto
import CryptoExtras
package import Kernel

/// A key of somebody else that checks signatures, as a JSON Web Key (RFC 7517, 7518). Made only from a key that is strong
/// enough and meant for it, so that whoever holds a value of this type need not ask again.
package struct JSONWebKey: Sendable {
    /// `kid`: by which a signature names the key.
    package let id: String?
    private let material: Material
    /// `alg`: with what the key is to be used; `nil` where it does not say.
    private let intended: SignatureAlgorithm?

    private enum Material: Sendable {
        case point(P256.Signing.PublicKey)
        case modulus(_RSA.Signing.PublicKey)
        case secret([UInt8])
    }

    /// The least length of an RSA modulus, in bits (RFC 7518 §3.3).
    private static let modulusBitsMin = 2048

    /// - Throws: `Fault.notForSignatures` where `use`, `key_ops` or `alg` say that it serves something else, `.weak` where
    ///   it is shorter than RFC 7518 demands, `.malformed` for all else that is no such key.
    package init(_ json: JSON) throws(Fault) {
        if let use = json["use"], use.string != "sig" { throw .notForSignatures }
        if let operations = json["key_ops"] {
            guard let operations = operations.array, operations.contains("verify") else { throw .notForSignatures }
        }
        if let name = json["alg"] {
            guard let algorithm = name.string.flatMap(SignatureAlgorithm.init(rawValue:)) else {
                throw .notForSignatures
            }
            intended = algorithm
        } else {
            intended = nil
        }
        id = json["kid"]?.string
        material =
            switch json["kty"]?.string {
            case "EC": .point(try Self.point(json))
            case "RSA": .modulus(try Self.modulus(json))
            case "oct": .secret(try Self.secret(json, for: intended))
            default: throw .malformed
            }
        guard intended.map(canCheck) ?? true else { throw .notForSignatures }
    }

    /// Whether the key may check signatures of the algorithm: of its own kind, and with no weaker hash than it names.
    package func allows(_ algorithm: SignatureAlgorithm) -> Bool {
        guard canCheck(algorithm) else { return false }
        guard let intended else { return true }
        return intended.family == algorithm.family && intended.hash.rawValue <= algorithm.hash.rawValue
    }

    package func isValid(_ signature: [UInt8], of message: [UInt8], by algorithm: SignatureAlgorithm) -> Bool {
        guard allows(algorithm) else { return false }
        switch material {
        case .point(let key):
            return (try? P256.Signing.ECDSASignature(rawRepresentation: signature)).map {
                key.isValidSignature($0, for: message)
            } ?? false
        case .modulus(let key):
            let padding: _RSA.Signing.Padding = algorithm.family == .rsaPSS ? .PSS : .insecurePKCS1v1_5
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return switch algorithm.hash {
            case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: message), padding: padding)
            case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: message), padding: padding)
            case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: message), padding: padding)
            }
        case .secret(let bytes):
            let key = SymmetricKey(data: bytes)
            return switch algorithm.hash {
            case .sha256: HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: message, using: key)
            case .sha384: HMAC<SHA384>.isValidAuthenticationCode(signature, authenticating: message, using: key)
            case .sha512: HMAC<SHA512>.isValidAuthenticationCode(signature, authenticating: message, using: key)
            }
        }
    }

    /// The RFC 7638 thumbprint of a key on P-256, as its JSON Web Key has it; `nil` for others.
    package static func thumbprint(_ json: JSON) -> String? {
        guard json["kty"]?.string == "EC", json["crv"]?.string == "P-256", let x = json["x"]?.string,
            let y = json["y"]?.string, Base64URL.bytes(x)?.count == 32, Base64URL.bytes(y)?.count == 32
        else { return nil }
        return Base64URL.text(Digest.sha256(Array(#"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#.utf8)))
    }

    /// - Parameter der: an ECDSA signature as X.509, CMS and PKCS #11 tools write it, in DER.
    package func isValid(der: [UInt8], of message: [UInt8]) -> Bool {
        guard allows(.es256), case .point(let key) = material,
            let signature = try? P256.Signing.ECDSASignature(derRepresentation: der)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    private func canCheck(_ algorithm: SignatureAlgorithm) -> Bool {
        switch (material, algorithm.family) {
        case (.point, .ecdsaP256), (.modulus, .rsaPKCS1), (.modulus, .rsaPSS): true
        // A secret shorter than the hash is weaker than the name promises (RFC 7518 §3.2).
        case (.secret(let bytes), .hmac): bytes.count >= algorithm.hash.size
        default: false
        }
    }

    private static func point(_ json: JSON) throws(Fault) -> P256.Signing.PublicKey {
        guard json["crv"]?.string == "P-256", let x = bytes(json["x"]), let y = bytes(json["y"]), x.count == 32,
            y.count == 32, let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
        else { throw .malformed }
        return key
    }

    private static func modulus(_ json: JSON) throws(Fault) -> _RSA.Signing.PublicKey {
        guard let modulus = bytes(json["n"]), let exponent = bytes(json["e"]) else { throw .malformed }
        guard modulus.drop(while: { $0 == 0 }).count * 8 >= modulusBitsMin else { throw .weak }
        guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { throw .malformed }
        return key
    }

    private static func secret(_ json: JSON, for algorithm: SignatureAlgorithm?) throws(Fault) -> [UInt8] {
        guard let secret = bytes(json["k"]) else { throw .malformed }
        guard secret.count >= (algorithm?.hash ?? .sha256).size else { throw .weak }
        return secret
    }

    private static func bytes(_ json: JSON?) -> [UInt8]? { json?.string.flatMap { Base64URL.bytes($0) } }

    /// Why a key is not taken.
    package enum Fault: String, Error, Sendable {
        case malformed, weak, notForSignatures
    }
}

/// What a JOSE signature is made with (RFC 7518 §3.1); `none` is not among them.
package enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case es256 = "ES256"
    case hs256 = "HS256"
    case hs384 = "HS384"
    case hs512 = "HS512"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"

    enum Family { case ecdsaP256, hmac, rsaPKCS1, rsaPSS }

    /// By its strength.
    enum Hash: Int {
        case sha256 = 256
        case sha384 = 384
        case sha512 = 512

        /// In bytes.
        var size: Int { rawValue / 8 }
    }

    var family: Family {
        switch self {
        case .es256: .ecdsaP256
        case .hs256, .hs384, .hs512: .hmac
        case .rs256, .rs384, .rs512: .rsaPKCS1
        case .ps256, .ps384, .ps512: .rsaPSS
        }
    }

    var hash: Hash {
        switch self {
        case .es256, .hs256, .rs256, .ps256: .sha256
        case .hs384, .rs384, .ps384: .sha384
        case .hs512, .rs512, .ps512: .sha512
        }
    }
}

/// The keys of somebody who signs, as a JSON Web Key Set. Keys that are not for signatures are left out (RFC 7517 §5).
package struct JSONWebKeySet: Sendable, ExpressibleByArrayLiteral {
    package let keys: [JSONWebKey]

    /// - Throws: `JSONWebKey.Fault.malformed` where this is no key set or two keys have one name: which of them signed
    ///   could not be told.
    package init(_ json: JSON) throws(JSONWebKey.Fault) {
        guard let members = json["keys"]?.array else { throw .malformed }
        keys = members.compactMap { member in try? JSONWebKey(member) }
        let names = members.compactMap { $0["kid"]?.string }
        guard Set(names).count == names.count else { throw .malformed }
    }

    package init(_ keys: [JSONWebKey]) { self.keys = keys }

    package init(arrayLiteral keys: JSONWebKey...) { self.keys = keys }
}
