package import Kernel
package import Vault

/// Where the validity of a certificate is told (Token Status List): a list and a bit in it.
package struct StatusReference: Sendable, Equatable {
    package static let listSize: Int64 = 1 << 17
    package let list: Int64
    package let index: Int64

    /// Spreads serial numbers over the list, so that neighbours in time are not neighbours in it.
    package init(serial: Int64) {
        list = serial / Self.listSize
        index = (serial % Self.listSize) * 104_729 % Self.listSize
    }

    /// How many lists there are when serial numbers below `serials` may have been given.
    static func listsNeeded(serials: Int64) -> Int64 { (serials + listSize - 1) / listSize }
}

/// The list of one block of certificates: two bits each, signed so that a verifier can keep it. Without the certificate a
/// place in it says nothing about anybody.
package enum StatusList {
    /// How long a verifier may keep a list before it asks again, in seconds; also how long one signature is handed out.
    static let timeToLive = 300
    /// Room for valid, invalid and suspended.
    static let bitsEach: Int64 = 2
    /// After this a list says nothing any more, in seconds: a verifier that was cut off from us for a day must not go on.
    static let lifetime: Int64 = 24 * 3600

    /// The signed list (`statuslist+jwt`).
    package static func token(
        uri: String, ended: [Int64: CertificateState], key: CertificateSigningKey, at now: Instant
    ) throws(VaultError) -> String {
        let perByte = 8 / bitsEach
        var bytes = [UInt8](repeating: 0, count: Int(StatusReference.listSize / perByte))
        for (index, state) in ended { bytes[Int(index / perByte)] |= state.status << UInt8(index % perByte * bitsEach) }
        let seconds = now.milliseconds / 1000
        let payload: JSON = [
            "sub": JSON(uri), "iat": JSON(seconds), "exp": JSON(seconds + lifetime), "ttl": JSON(timeToLive),
            "status_list": ["bits": JSON(bitsEach), "lst": JSON(Base64URL.text(ZlibStored.stream(bytes)))],
        ]
        return try key.webSignature(type: "statuslist+jwt", payload: payload)
    }
}

/// What a status list says of a certificate, to whoever checks it on his own.
package enum TokenStatus: Sendable {
    case valid, invalid, suspended
    /// By the certificate's own last day.
    case expired
}

extension StatusList {
    /// What a signed list says of a certificate.
    /// - Parameter claims: of the certificate, already verified.
    /// - Throws: `Fault` where the list is not signed by one of the keys, is another one, has lapsed, or cannot be read.
    package static func status(
        of claims: JSON, in list: String, keys: JSONWebKeySet, atSecond now: Int
    ) throws(SelectiveDisclosureToken.Fault) -> TokenStatus {
        let payload = try SelectiveDisclosureToken.payload(of: list, type: "statuslist+jwt", keys: keys)
        let place = claims["status"]?["status_list"]
        guard let uri = place?["uri"]?.string, payload["sub"]?.string == uri, let end = payload["exp"]?.int, now < end,
            let index = place?["idx"]?.int, index >= 0, let bits = payload["status_list"]?["bits"]?.int,
            [1, 2, 4, 8].contains(bits),
            let bytes = payload["status_list"]?["lst"]?.string.flatMap({ Base64URL.bytes($0) })
                .flatMap(ZlibStored.bytes(of:)), index / (8 / bits) < bytes.count
        else { throw .malformed }
        let perByte = 8 / bits
        return switch Int(bytes[index / perByte]) >> (index % perByte * bits) & (1 << bits - 1) {
        case 0: .valid
        case 2: .suspended
        default: .invalid
        }
    }
}

extension CertificateState {
    /// Its value in a Token Status List (§7.1): VALID, INVALID or SUSPENDED.
    var status: UInt8 {
        switch self {
        case .valid: 0
        case .replaced, .cancelled, .revoked: 1
        case .suspended: 2
        }
    }
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951 §3.2.4): valid for every reader. The list is small and
/// its readers keep it, so that compressing it is not worth a dependency.
enum ZlibStored {
    static func stream(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            let length = UInt16(block.count)
            result.append(rest.isEmpty ? 1 : 0)
            for word in [length, ~length] {
                result += [UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8)]
            }
            result += block
        } while !rest.isEmpty
        let checksum = adler32(bytes)
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            result.append(UInt8(truncatingIfNeeded: checksum >> shift))
        }
        return result
    }

    /// The content of such a stream; `nil` for one that is compressed otherwise, or damaged.
    static func bytes(of stream: [UInt8]) -> [UInt8]? {
        guard stream.count >= 6, stream[0] == 0x78, (Int(stream[0]) << 8 | Int(stream[1])) % 31 == 0 else { return nil }
        var rest = stream.dropFirst(2).dropLast(4)
        var result: [UInt8] = []
        while true {
            let head = Array(rest.prefix(5))
            guard head.count == 5, head[0] <= 1, head[1] == ~head[3], head[2] == ~head[4] else { return nil }
            let length = Int(head[1]) | Int(head[2]) << 8
            rest = rest.dropFirst(5)
            guard rest.count >= length else { return nil }
            result += rest.prefix(length)
            rest = rest.dropFirst(length)
            if head[0] == 1 { break }
        }
        let checksum = stream.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return rest.isEmpty && checksum == adler32(result) ? result : nil
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }
}
