package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// Imported data by their holder, one of each type. What they say is sealed.
package struct ImportStore: Sendable {
    private let database: any Database
    private let vault: KeyVault
    private let delegation: CertificateDelegation.Rule

    /// - Parameter delegation: who may see those of others.
    package init(
        database: any Database, vault: KeyVault,
        delegation: @escaping CertificateDelegation.Rule = CertificateDelegation.noRule
    ) {
        self.database = database
        self.vault = vault
        self.delegation = delegation
    }

    package func certificates(of holder: Identifier<Person>) async throws -> [ImportedCertificate] {
        try await certificates("holder = \(holder)")
    }

    /// Those of a holder that somebody else may see on a day.
    package func certificates(
        of holder: Identifier<Person>, seenBy agent: Identifier<Person>, on day: CivilDate
    ) async throws -> [ImportedCertificate] {
        try await certificates("holder = \(holder) AND \(delegation(agent, day))")
    }

    /// One of this holder; nobody else's.
    func certificate(
        _ id: Identifier<IssuedCertificate>, holder: Identifier<Person>
    ) async throws -> ImportedCertificate? {
        try await certificates("id = \(id) AND holder = \(holder)").first
    }

    /// The one of a type, if it was read before.
    func certificate(ofType type: String, holder: Identifier<Person>) async throws -> ImportedCertificate? {
        try await certificates("type = \(type) AND holder = \(holder)").first
    }

    /// One of this person, or of somebody who lets this person see it on a day.
    func certificate(
        _ id: Identifier<IssuedCertificate>, seenBy person: Identifier<Person>, on day: CivilDate
    ) async throws -> ImportedCertificate? {
        try await certificates("id = \(id) AND \(maySee(person, on: day))").first
    }

    /// Whether whoever presents it may do so on this day, in the transaction that shows it.
    func isPresented(
        by presentation: CertificatePresentation, on day: CivilDate, in tx: any ReadTransaction
    ) throws -> Bool {
        let row = try tx.row(
            """
            SELECT 1 AS one FROM \(Self.table)
            WHERE id = \(presentation.certificate) AND \(maySee(presentation.presenter, on: day))
            """)
        return row != nil
    }

    /// The rule of delegation speaks of `certificate`: this table is read under that name.
    private static let table: SQL = "imported_certificate AS certificate"

    private func maySee(_ person: Identifier<Person>, on day: CivilDate) -> SQL {
        "(holder = \(person) OR \(delegation(person, day)))"
    }

    private func certificates(_ condition: SQL) async throws -> [ImportedCertificate] {
        let rows = try await database.rows(
            """
            SELECT id, holder, type, agreed_at, read_at, sealed FROM \(Self.table) WHERE \(condition) ORDER BY type
            """)
        return try rows.map(imported)
    }

    func imported(_ row: Row) throws -> ImportedCertificate {
        let id = row.identifier("id", IssuedCertificate.self)
        let body = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        guard let freshUntil = body["freshUntil"]?.string.flatMap({ CivilDate($0) }),
            let grade = body["grade"]?.string.flatMap(FactRow.TrustGrade.init(rawValue:))
        else { throw VaultError.damaged }
        let fields = (body["fields"]?.array ?? []).map(CertificateField.init(sealed:))
        return ImportedCertificate(
            id: id, holder: row.identifier("holder"), typeName: row.text("type"),
            englishName: body["englishName"]?.string ?? "", authority: body["authority"]?.string ?? "",
            source: ImportSource(
                department: body["department"]?.string ?? "", resource: body["resource"]?.string ?? "", grade: grade,
                readAt: row.instant("read_at"), asOf: body["asOf"]?.int.map { Instant(milliseconds: Int64($0)) }),
            agreedAt: row.instant("agreed_at"), terms: ImportTerms(sealed: body["terms"]), fields: fields,
            isInForce: body["isInForce"]?.bool ?? false,
            validUntil: body["validUntil"]?.string.flatMap { CivilDate($0) }, freshUntil: freshUntil,
            isSample: body["isSample"]?.bool ?? true, isDoubtful: body["isDoubtful"]?.bool ?? false)
    }

    /// Seals one before its transaction.
    func seal(_ certificate: ImportedCertificate) -> SealedImport {
        SealedImport(
            certificate: certificate, sealed: vault.seal(certificate.content.bytes, at: Self.place(certificate.id)))
    }

    /// Whether it is kept, in the transaction that renews it.
    static func holds(
        _ id: Identifier<IssuedCertificate>, _ type: String, _ holder: Identifier<Person>, in tx: any ReadTransaction
    ) throws -> Bool {
        try tx.row(
            """
            SELECT type FROM imported_certificate WHERE id = \(id) AND type = \(type) AND holder = \(holder)
            """) != nil
    }

    static func remove(_ id: Identifier<IssuedCertificate>, in tx: any WriteTransaction) throws {
        try tx.execute("DELETE FROM imported_certificate WHERE id = \(id)")
    }

    /// 归集记录 of a holder, kind by kind: of what is held, and of what was withdrawn or never found. A stream that was erased says
    /// nothing any more.
    package func deeds(of holder: Identifier<Person>, in journal: EventJournal) async throws -> [ImportDeed] {
        var deeds: [ImportDeed] = []
        for stream in try await ImportWish.streams(of: holder, in: database) {
            deeds += try await journal.events(of: stream).compactMap(ImportDeed.init)
        }
        return deeds
    }

    private static func place(_ id: Identifier<IssuedCertificate>) -> SealedPlace {
        SealedPlace(table: "imported_certificate", column: "sealed", row: id.bytes)
    }
}

extension ImportedCertificate {
    /// By which the event of the reading names what was kept then: whose it is, of which kind, since when, and what it says.
    var digest: String {
        let whole: JSON = [
            "holder": JSON(holder.description), "type": JSON(typeName), "agreedAt": JSON(agreedAt.milliseconds),
            "readAt": JSON(source.readAt.milliseconds), "content": content,
        ]
        return Hex.text(Digest.sha256(whole.bytes))
    }

    /// What is sealed of it.
    fileprivate var content: JSON {
        var body: JSON = [
            "englishName": JSON(englishName), "authority": JSON(authority), "department": JSON(source.department),
            "resource": JSON(source.resource), "grade": JSON(source.grade.rawValue), "isInForce": JSON(isInForce),
            "freshUntil": JSON(freshUntil.description), "isSample": JSON(isSample),
            "isDoubtful": JSON(isDoubtful),
            "fields": .array(fields.map(\.sealedJSON)),
        ]
        body["terms"] = terms?.json
        body["asOf"] = source.asOf.map { JSON($0.milliseconds) }
        body["validUntil"] = validUntil.map { JSON($0.description) }
        return body
    }
}

/// Imported data ready to be written.
struct SealedImport: Sendable {
    let certificate: ImportedCertificate
    let sealed: [UInt8]

    /// In the place of what was read before.
    func write(in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            DELETE FROM imported_certificate WHERE holder = \(certificate.holder) AND type = \(certificate.typeName)
            """)
        try tx.execute(
            """
            INSERT INTO imported_certificate (id, holder, type, agreed_at, read_at, sealed)
            VALUES (\(certificate.id), \(certificate.holder), \(certificate.typeName), \(certificate.agreedAt),
                    \(certificate.source.readAt), \(sealed))
            """)
    }
}
