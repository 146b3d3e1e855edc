package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// 签发: makes a certificate: numbers it, signs it, seals it. All before the transaction that writes it.
package struct IssueCertificate: Sendable {
    /// The series of certificates' serial numbers, from which their places in status lists follow.
    package static let serialSeries = "certificate"
    private static let identifierRoot = "1.2.156.3005.2"
    private let vault: KeyVault
    private let ids: any IDSource
    /// Where certificates say that they come from, e.g. `https://huimin.example`.
    private let issuer: String
    private let serials: SerialBlocks

    package init(vault: KeyVault, ids: any IDSource, issuer: String, serials: SerialBlocks) {
        self.vault = vault
        self.ids = ids
        self.issuer = issuer
        self.serials = serials
    }

    /// - Throws: `Rejection` where the type's sentence names what this certificate does not hold: it is never signed with a
    ///   gap in it.
    package func callAsFunction(
        _ type: CertificateType, fields: [CertificateField], holder: Identifier<Person>,
        stream: Identifier<EventStream>, at now: Instant
    ) async throws -> PreparedCertificate {
        try await prepare(
            type, fields: fields, holder: holder, id: ids.identifier(IssuedCertificate.self), stream: stream,
            nationalID: nationalID(type), replacing: nil,
            until: type.validUntil(issuedOn: now.civilDate()), at: now)
    }

    /// 换发、纠正 — the same contents anew, linked to the one that it takes the place of. Its issue begins a stream of its own.
    /// - Parameter keepingTerm: whether it ends on the day of the older one, and not as one that is issued today.
    func callAsFunction(
        renewing old: IssuedCertificate, as type: CertificateType, keepingTerm: Bool, at now: Instant
    ) async throws -> PreparedCertificate {
        let id = ids.identifier(IssuedCertificate.self)
        return try await prepare(
            type, fields: old.fields, holder: old.holder, id: id, stream: id.retyped(as: EventStream.self),
            nationalID: nextVersion(of: old.nationalID) ?? nationalID(type), replacing: old.id,
            until: keepingTerm ? old.validUntil : type.validUntil(issuedOn: now.civilDate()), at: now)
    }

    private func prepare(
        _ type: CertificateType, fields: [CertificateField], holder: Identifier<Person>,
        id: Identifier<IssuedCertificate>, stream: Identifier<EventStream>, nationalID: String,
        replacing predecessor: Identifier<IssuedCertificate>?, until validUntil: CivilDate?, at now: Instant
    ) async throws -> PreparedCertificate {
        let unfilled = type.claims.filter { claim in !fields.contains { $0.claim == claim } }
        guard unfilled.isEmpty else { throw CertificateRejections.unfilled(unfilled) }
        let serial = try await serials.take()
        let status = StatusReference(serial: serial)
        let day = now.civilDate()
        let number = "\(type.slug.uppercased().filter { $0 != "-" }.prefix(4))\(day.year)\(Self.padded(serial, 8))"
        let sdJWT = try sign(type, fields: fields, number: number, status: status, validUntil: validUntil, at: now)
        return PreparedCertificate(
            id: id, type: type, number: number, nationalID: nationalID, holder: holder, stream: stream, fields: fields,
            token: ids.randomBytes(16), sdJWT: sdJWT, status: status, issuedAt: now, validUntil: validUntil,
            predecessor: predecessor)
    }

    private func sign(
        _ type: CertificateType, fields: [CertificateField], number: String, status: StatusReference,
        validUntil: CivilDate?, at now: Instant
    ) throws(VaultError) -> String {
        let open: [JSON.Member] = [
            JSON.Member("iss", JSON(issuer)), JSON.Member("vct", JSON("\(issuer)/credentials/\(type.slug)")),
            JSON.Member("iat", JSON(now.milliseconds / 1000)),
            JSON.Member(
                "status",
                [
                    "status_list": [
                        "idx": JSON(status.index), "uri": JSON("\(issuer)/status/\(status.list)"),
                    ]
                ]),
            JSON.Member("is_sample", JSON(type.isSample)),
        ]
        let end = validUntil.map { JSON.Member("exp", JSON(Self.secondsAtEnd(of: $0))) }
        let hidden =
            [JSON.Member(IssuedCertificate.numberClaim, JSON(number))]
            + fields.map { JSON.Member($0.claim, JSON($0.value)) }
        return try SelectiveDisclosureToken.sign(
            open: open + [end].compactMap { $0 }, hidden: hidden, key: vault.certificateKeys.signing(at: now), ids: ids)
    }

    /// 证照标识 (GB/T 36904): type, authority, serial of 20, version, check character over all but the root and the dots.
    private func nationalID(_ type: CertificateType) -> String {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let random = String(ids.randomBytes(20).map { alphabet[Int($0) % alphabet.count] })
        guard let id = Self.identifier([type.typeCode, type.authorityCode, random, "001"]) else {
            preconditionFailure(
                "type code \(type.typeCode) or authority \(type.authorityCode) has other characters than 0-9A-Z")
        }
        return id
    }

    /// The same identifier with its version counted up: a renewed certificate is the same one to the national library.
    private func nextVersion(of identifier: String) -> String? {
        let parts = identifier.dropFirst(Self.identifierRoot.count + 1).split(separator: ".").map(String.init)
        guard parts.count == 5, let version = Int64(parts[3]), version < 999 else { return nil }
        return Self.identifier(Array(parts.prefix(3)) + [Self.padded(version + 1, 3)])
    }

    private static func identifier(_ parts: [String]) -> String? {
        ISO7064.mod37Hybrid36(parts.joined()).map { check in
            ([identifierRoot] + parts + [String(check)]).joined(separator: ".")
        }
    }

    /// The first second, since 1970, after a day of China Standard Time.
    static func secondsAtEnd(of day: CivilDate) -> Int64 {
        Int64(day.daysSinceEpoch + 1) * 86_400 - Instant.chinaOffsetSeconds
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A certificate that is signed but not yet written.
package struct PreparedCertificate: Sendable {
    package let id: Identifier<IssuedCertificate>
    package let type: CertificateType
    package let number: String
    package let nationalID: String
    let holder: Identifier<Person>
    let stream: Identifier<EventStream>
    let fields: [CertificateField]
    package let token: [UInt8]
    let sdJWT: String
    let status: StatusReference
    let issuedAt: Instant
    let validUntil: CivilDate?
    /// 关联证照: the one that it takes the place of.
    let predecessor: Identifier<IssuedCertificate>?

    /// The type's sentence with this certificate's fields in it, as people read them.
    var statement: String {
        let arguments = fields.reduce(into: [String: String]()) { $0[$1.claim] = $1.printed }
        return Phrase("certificate.statement", zh: type.statement, en: "").with(arguments).text(in: .chinese)
    }

    /// What the event of the issue says: enough to prove this very certificate, without its contents.
    package var eventBody: JSON {
        var body: JSON = [
            "certificate": JSON(id.description), "type": JSON(type.name), "number": JSON(number),
            "sha256": JSON(Hex.text(Digest.sha256(Array(sdJWT.utf8)))),
            // Of what the issuer signed: the same whatever of it is shown.
            CertificateBundle.signedDigest: JSON(CertificateBundle.digest(signedPartOf: sdJWT)),
        ]
        body["validUntil"] = validUntil.map { JSON($0.description) }
        body["predecessor"] = predecessor.map { JSON($0.description) }
        return body
    }
}
