import EventLog
package import Kernel
package import Storage
package import Web

/// 用数记录: one use of one resource about one person: which fields, for which case, on what basis, when.
package struct DataRead: Sendable {
    package let id: Identifier<DataRead>
    package let resource: String
    package let department: String
    package let fields: [String]
    package let purpose: ReadPurpose
    package let at: Instant
    /// `answered`, `notRecorded`, or the code of the fault; `viewedByOfficer` where a person looked, `notGranted` where the
    /// department was not asked because no grant allows it.
    package let outcome: String
    /// An officer looked at a case: `department` is the office and the officer, `fields` what the case holds.
    package static let viewedByOfficer = "viewed"
    /// An officer put changed rules to many cases and was shown sums: `fields` is what the rules read.
    package static let comparedByOfficer = "compared"
    /// Somebody looked at a certificate that the person showed: `department` is who, by their own word, `resource` the
    /// certificate, `basis` for what.
    package static let shownByHolder = "shown"
    /// 代办: somebody whom the person lets has looked or shown: `department` is who, `resource` what.
    package static let seenByAgent = "seenByAgent"
    /// The person took away all that is held about them: `fields` says how much.
    package static let exported = "exported"
    /// 提供给办理地: what was sent to the city that decides; `department` is that city (个人信息保护法第二十三条).
    package static let sentToCity = "sent"
    /// The source gave what was asked for.
    package static let answered = "answered"
    package static let notGranted = FactAbsence.notGranted.rawValue
    /// Nor was it where the limit of the day was reached.
    package static let overQuota = FactAbsence.overQuota.rawValue

    package init(
        id: Identifier<DataRead>, resource: String, department: String, fields: [String], purpose: ReadPurpose,
        at: Instant, outcome: String
    ) {
        self.id = id
        self.resource = resource
        self.department = department
        self.fields = fields
        self.purpose = purpose
        self.at = at
        self.outcome = outcome
    }

    /// Who looked, as the person reads it: `公安 人口信息`, `街道 周敏`.
    package var reader: String {
        let byName = [Self.viewedByOfficer, Self.shownByHolder, Self.seenByAgent, Self.exported, Self.sentToCity]
        return byName.contains(outcome)
            ? department : "\(department) \(resource)"
    }

    /// As it stands in the event of the reading.
    package var json: JSON {
        [
            "resource": JSON(resource), "department": JSON(department), "fields": JSON(fields.map { JSON($0) }),
            "item": JSON(purpose.item), "basis": JSON(purpose.basis), "at": JSON(at.milliseconds),
            "outcome": JSON(outcome),
        ]
    }
}

/// Who read what about whom: the person's own view of it (个人信息保护法第四十五条).
package struct DataReadStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package static func insert(_ reads: [DataRead], person: Identifier<Person>, in tx: any WriteTransaction) throws {
        guard !reads.isEmpty else { return }
        let rows = reads.map { read -> SQL in
            """
            (\(person), \(read.id), \(read.resource), \(read.department), \(read.fields.joined(separator: "、")),
             \(read.purpose.item), \(read.purpose.caseReference.sqlValue), \(read.purpose.basis), \(read.at),
             \(read.outcome))
            """
        }
        try tx.execute(
            """
            INSERT INTO data_read (person, id, resource, department, fields, item, case_reference, basis, read_at, outcome)
            VALUES \(SQL.list(rows))
            """)
    }

    /// The newest reads about a person, before `cursor`.
    package func reads(
        about person: Identifier<Person>, before cursor: Identifier<DataRead>? = nil, limit: Int = 50
    ) async throws -> [DataRead] {
        let end = cursor?.bytes ?? [UInt8](repeating: 0xFF, count: 16)
        return try await database.read { tx in
            try tx.rows(
                """
                SELECT id, resource, department, fields, item, case_reference, basis, read_at, outcome FROM data_read
                WHERE person = \(person) AND id < \(end) ORDER BY id DESC LIMIT \(limit)
                """
            ).map { row in
                DataRead(
                    id: row.identifier("id"), resource: row.text("resource"), department: row.text("department"),
                    fields: row.text("fields").split(separator: "、").map(String.init),
                    purpose: ReadPurpose(
                        item: row.text("item"), caseReference: row.optionalText("case_reference"),
                        basis: row.text("basis")),
                    at: row.instant("read_at"), outcome: row.text("outcome"))
            }
        }
    }
}
