package import Kernel

/// 电子印章 — seals documents: a certificate (X.509) of the city's own, and CMS signatures with it (RFC 5652, CAdES-BES) on P-256.
/// It is the city's own word; a seal of the national seal platform takes its place where a city has one.
package struct SealKey: Sendable {
    /// DER. Whoever trusts it can check every sealed document without us.
    package let certificate: [UInt8]
    private let key: CertificateSigningKey

    /// - Parameter certificate: as `certificate(for:name:from:)` once made it.
    package init(_ key: CertificateSigningKey, certificate: [UInt8]) {
        self.key = key
        self.certificate = certificate
    }

    /// Years for which the certificate of a seal is made.
    private static let years = 10

    /// A certificate of a city's key, signed by itself.
    /// - Parameters:
    ///   - name: of the seal, e.g. `惠民市电子证照专用章（示例）`.
    ///   - organization: who seals.
    package static func certificate(
        for key: CertificateSigningKey, name: String, organization: String, from day: CivilDate
    ) throws(VaultError) -> [UInt8] {
        let point = key.publicPoint
        let owner = DER.sequence(
            DER.set([DER.sequence(ObjectID.organization, DER.text(organization))]),
            DER.set([DER.sequence(ObjectID.commonName, DER.text(name))]))
        let algorithm = DER.sequence(ObjectID.ecdsaWithSHA256)
        let extensions = DER.sequence(
            DER.sequence(ObjectID.basicConstraints, DER.yes, DER.octets(DER.sequence())),
            // digitalSignature and nonRepudiation.
            DER.sequence(ObjectID.keyUsage, DER.yes, DER.octets(DER.bits([0xC0], unused: 6))),
            DER.sequence(
                ObjectID.subjectKeyIdentifier, DER.octets(DER.octets(Array(Digest.sha256(point).prefix(20))))))
        let statement = DER.sequence(
            DER.value(0xA0, DER.integer([2])), DER.integer(Self.serial(point)), algorithm, owner,
            DER.sequence(Self.time(day), Self.time(day.adding(months: 12 * Self.years))), owner,
            DER.sequence(DER.sequence(ObjectID.ecPublicKey, ObjectID.p256), DER.bits(point)),
            DER.value(0xA3, extensions))
        return DER.sequence(statement, algorithm, DER.bits(Self.signature(try key.sign(statement))))
    }

    /// Bytes of every signature: those of which r and s fill the same room are taken.
    package var signatureSize: Int {
        signed([UInt8](repeating: 0, count: 32), signature: [UInt8](repeating: 0, count: Self.pairSize)).count
    }

    /// A detached signature over a document: CMS SignedData in DER, always of `signatureSize` bytes.
    /// - Throws: `VaultError.token` where the key is in a security module that does not sign.
    package func sign(_ document: [UInt8]) throws(VaultError) -> [UInt8] {
        let digest = Digest.sha256(document)
        let attributes = Array(DER.set(attributes(digest)))
        for _ in 0..<Self.triesMax {
            // Half of all signatures have this length; a new one costs 20 microseconds.
            let signature = Self.signature(try key.sign(attributes))
            if signature.count == Self.pairSize { return signed(digest, signature: signature) }
        }
        throw .token(
            "the module gives the same signature again and again, of another length than the document has room for")
    }

    private static let triesMax = 64

    private static let pairSize = 71

    private func attributes(_ digest: [UInt8]) -> [[UInt8]] {
        let reference = DER.sequence(DER.sequence(DER.sequence(DER.octets(Digest.sha256(certificate)))))
        return [
            DER.sequence(ObjectID.contentType, DER.set([ObjectID.data])),
            DER.sequence(ObjectID.messageDigest, DER.set([DER.octets(digest)])),
            DER.sequence(ObjectID.signingCertificateV2, DER.set([reference])),
        ]
    }

    private func signed(_ digest: [UInt8], signature: [UInt8]) -> [UInt8] {
        let hash = DER.sequence(ObjectID.sha256)
        let attributes = DER.set(attributes(digest))
        let signer = DER.sequence(
            DER.integer([1]), DER.sequence(Self.issuer(of: certificate), DER.integer(Self.serial(key.publicPoint))),
            hash,
            [0xA0] + attributes.dropFirst(), DER.sequence(ObjectID.ecdsaWithSHA256), DER.octets(signature))
        let content = DER.sequence(
            DER.integer([1]), DER.set([hash]), DER.sequence(ObjectID.data), DER.value(0xA0, certificate),
            DER.set([signer]))
        return DER.sequence(ObjectID.signedData, DER.value(0xA0, content))
    }

    /// ECDSA-Sig-Value of r ‖ s.
    private static func signature(_ pair: [UInt8]) -> [UInt8] {
        DER.sequence(DER.integer(Array(pair.prefix(32))), DER.integer(Array(pair.suffix(32))))
    }

    private static func serial(_ point: [UInt8]) -> [UInt8] { [0x01] + Digest.sha256(point).prefix(15) }

    /// `UTCTime` of a day's beginning in UTC.
    private static func time(_ day: CivilDate) -> [UInt8] {
        DER.time(day.description.filter { $0 != "-" }.dropFirst(2) + "000000Z")
    }

    /// The issuer's name, as it stands in a certificate that `certificate(for:name:from:)` made: the fourth part of what is
    /// signed, after version, serial number and algorithm.
    private static func issuer(of certificate: [UInt8]) -> [UInt8] {
        var rest = inside(certificate)
        rest = inside(Array(rest))
        for _ in 0..<3 { rest = rest.dropFirst(whole(rest)) }
        return Array(rest.prefix(whole(rest)))
    }

    private static func inside(_ value: [UInt8]) -> ArraySlice<UInt8> { value[header(value[...])...] }

    private static func header(_ value: ArraySlice<UInt8>) -> Int {
        let first = value[value.startIndex + 1]
        return first < 0x80 ? 2 : 2 + Int(first & 0x7F)
    }

    private static func whole(_ value: ArraySlice<UInt8>) -> Int {
        let first = value[value.startIndex + 1]
        guard first >= 0x80 else { return 2 + Int(first) }
        let digits = value.dropFirst(2).prefix(Int(first & 0x7F))
        return header(value) + digits.reduce(0) { $0 << 8 | Int($1) }
    }
}
