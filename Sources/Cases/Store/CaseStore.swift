package import EventLog
import Flow
package import Kernel
package import Storage
package import Web

/// Cases of their applicants.
package struct CaseStore: Sendable {
    let database: any Database

    package init(database: any Database) { self.database = database }

    /// A case of this person; nobody else's.
    package func caseFile(_ id: Identifier<CaseFile>, of person: Identifier<Person>) async throws -> CaseFile? {
        try await database.read { tx in try Self.caseFile(id, of: person, in: tx) }
    }

    /// The newest cases of a person.
    package func cases(of person: Identifier<Person>, limit: Int = 50) async throws -> [CaseFile] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(Self.columns) FROM case_file WHERE applicant = \(person)
                ORDER BY received_at DESC, id DESC LIMIT \(limit)
                """
            ).map(Self.caseFile)
        }
    }

    /// The newest cases of a person that a rule of SQL lets somebody else see.
    package func cases(
        of person: Identifier<Person>, permittedBy rule: SQL, limit: Int = 100
    ) async throws -> [CaseFile] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(Self.columns) FROM case_file WHERE applicant = \(person) AND \(rule)
                ORDER BY received_at DESC, id DESC LIMIT \(limit)
                """
            ).map(Self.caseFile)
        }
    }

    /// The cases of a person that follow one of them, newest first: a page of a list that stays right while cases are added.
    package func cases(
        of person: Identifier<Person>, after last: CaseFile, limit: Int
    ) async throws -> [CaseFile] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(Self.columns) FROM case_file
                WHERE applicant = \(person)
                  AND (received_at < \(last.receivedAt) OR (received_at = \(last.receivedAt) AND id < \(last.id)))
                ORDER BY received_at DESC, id DESC LIMIT \(limit)
                """
            ).map(Self.caseFile)
        }
    }

    /// The number of the case whose events a stream holds, for who audits; `nil` where it is no case's.
    package func number(of stream: Identifier<EventStream>) async throws -> String? {
        try await database.row("SELECT number FROM case_file WHERE shard = \(stream.shard) AND id = \(stream)")?
            .optionalText("number")
    }

    /// Whose case a stream holds, for who audits; `nil` where it holds none.
    package func applicant(of stream: Identifier<EventStream>) async throws -> Identifier<Person>? {
        try await database.row("SELECT applicant FROM case_file WHERE shard = \(stream.shard) AND id = \(stream)")?
            .optionalIdentifier("applicant")
    }

    static func caseFile(
        _ id: Identifier<CaseFile>, of person: Identifier<Person>, in tx: any ReadTransaction
    ) throws -> CaseFile? {
        try tx.row(
            "SELECT \(Self.columns) FROM case_file WHERE shard = \(id.shard) AND id = \(id) AND applicant = \(person)"
        ).map(Self.caseFile)
    }

    /// A case that this city decides; no other.
    func caseFile(_ id: Identifier<CaseFile>, decidedBy division: String) async throws -> CaseFile? {
        try await database.row(
            """
            SELECT \(Self.columns) FROM case_file
            WHERE shard = \(id.shard) AND id = \(id) AND elsewhere = \(division)
            """
        ).map(Self.caseFile)
    }

    /// A case that two cities have to do with, for the work between them: whoever asks has found it linked with the other.
    package func caseFile(linked id: Identifier<CaseFile>) async throws -> CaseFile? {
        try await database.row("SELECT \(Self.columns) FROM case_file WHERE shard = \(id.shard) AND id = \(id)")
            .map(Self.caseFile)
    }

    static func insert(_ file: CaseFile, in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO case_file (shard, id, number, item, item_version, applicant, status, stage, office,
                                   stage_index, handler, corrections, received_at, due_on, stage_due_on, review,
                                   elsewhere, updated_at)
            VALUES (\(file.id.shard), \(file.id), \(file.number), \(file.itemID), \(file.itemVersion), \(file.applicant),
                    \(file.status.rawValue), \(file.stage.sqlValue), \(file.office.sqlValue),
                    \(file.stageIndex.sqlValue), \(file.handler.sqlValue), \(file.correctionCount), \(file.receivedAt),
                    \(file.dueOn.sqlValue), \(file.stageDueOn.sqlValue), \((file.review?.rawValue).sqlValue),
                    \(file.elsewhere.sqlValue), \(file.updatedAt))
            """)
    }

    /// Changes where a case stands; who applied for what never changes.
    static func update(_ file: CaseFile, in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE case_file SET status = \(file.status.rawValue), stage = \(file.stage.sqlValue),
                office = \(file.office.sqlValue), stage_index = \(file.stageIndex.sqlValue),
                handler = \(file.handler.sqlValue), corrections = \(file.correctionCount),
                due_on = \(file.dueOn.sqlValue), stage_due_on = \(file.stageDueOn.sqlValue),
                review = \((file.review?.rawValue).sqlValue), updated_at = \(file.updatedAt)
            WHERE shard = \(file.id.shard) AND id = \(file.id)
            """)
    }

    static let columns: SQL = """
        id, number, item, item_version, applicant, status, stage, office, stage_index, handler, corrections, received_at,
        due_on, stage_due_on, review, elsewhere, updated_at
        """

    static func caseFile(_ row: Row) -> CaseFile {
        guard let status = CaseStatus(rawValue: row.text("status")) else {
            preconditionFailure("a case has the status \(row.text("status"))")
        }
        return CaseFile(
            id: row.identifier("id"), number: row.text("number"), itemID: row.text("item"),
            itemVersion: row.text("item_version"), applicant: row.identifier("applicant"), status: status,
            stage: row.optionalText("stage"), office: row.optionalText("office"),
            stageIndex: row.optionalInteger("stage_index").map { Int($0) }, handler: row.optionalText("handler"),
            correctionCount: Int(row.integer("corrections")), receivedAt: row.instant("received_at"),
            dueOn: row.optionalDate("due_on"), stageDueOn: row.optionalDate("stage_due_on"),
            review: row.optionalText("review").flatMap(CaseReview.init(rawValue:)),
            elsewhere: row.optionalText("elsewhere"), updatedAt: row.instant("updated_at"))
    }
}

package let caseMigrations: [Migration] = [
    Migration(
        "Cases", "0001_draft",
        [
            """
            CREATE TABLE draft (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, applicant BYTEA NOT NULL, item TEXT NOT NULL,
                item_version TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'submitted')), sealed BYTEA NOT NULL,
                created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
                PRIMARY KEY (shard, id))
            """,
            "CREATE UNIQUE INDEX draft_open ON draft (applicant, item) WHERE state = 'open'",
        ]),
    Migration(
        "Cases", "0002_case_file",
        [
            """
            CREATE TABLE case_file (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, number TEXT NOT NULL UNIQUE, item TEXT NOT NULL,
                item_version TEXT NOT NULL, applicant BYTEA NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('inReview', 'granted')),
                stage TEXT, office TEXT, received_at BIGINT NOT NULL, due_on TEXT, updated_at BIGINT NOT NULL,
                PRIMARY KEY (shard, id))
            """,
            "CREATE INDEX case_file_applicant ON case_file (applicant, received_at)",
            "CREATE INDEX case_file_office ON case_file (office, due_on) WHERE status = 'inReview'",
        ]),
    // Stages, handlers and corrections. Which statuses there are is the program's to know (`CaseStatus`): a list of them in
    // the table could only be changed by copying it.
    Migration(
        "Cases", "0003_case_stages",
        [
            """
            CREATE TABLE case_file_next (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, number TEXT NOT NULL UNIQUE, item TEXT NOT NULL,
                item_version TEXT NOT NULL, applicant BYTEA NOT NULL, status TEXT NOT NULL,
                stage TEXT, office TEXT, stage_index INTEGER, handler TEXT, corrections INTEGER NOT NULL,
                received_at BIGINT NOT NULL, due_on TEXT, stage_due_on TEXT, updated_at BIGINT NOT NULL,
                PRIMARY KEY (shard, id))
            """,
            """
            INSERT INTO case_file_next
            SELECT shard, id, number, item, item_version, applicant, status, stage, office,
                   CASE WHEN status = 'inReview' THEN 0 END, NULL, 0, received_at, due_on, due_on, updated_at
            FROM case_file
            """,
            "DROP TABLE case_file",
            "ALTER TABLE case_file_next RENAME TO case_file",
            "CREATE INDEX case_file_by_applicant ON case_file (applicant, received_at)",
            """
            CREATE INDEX case_file_desk ON case_file (office, due_on, id)
            WHERE status IN ('inReview', 'correctionAsked')
            """,
            """
            CREATE INDEX case_file_handler ON case_file (handler, due_on, id)
            WHERE status IN ('inReview', 'correctionAsked')
            """,
        ]),
    // 复核; and work lists whose order is the same on every database where a case has no due date (while its clock stands).
    Migration(
        "Cases", "0004_case_review",
        [
            "ALTER TABLE case_file ADD COLUMN review TEXT",
            "DROP INDEX case_file_desk",
            "DROP INDEX case_file_handler",
            """
            CREATE INDEX case_file_work ON case_file (office, COALESCE(due_on, '9999-12-31'), id)
            WHERE status IN ('inReview', 'correctionAsked') OR review = 'open'
            """,
            """
            CREATE TABLE officer_view (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, officer TEXT NOT NULL, day TEXT NOT NULL,
                PRIMARY KEY (shard, id, officer, day))
            """,
        ]),
    // 办理地: the city that decides, where that is another.
    Migration("Cases", "0005_case_elsewhere", ["ALTER TABLE case_file ADD COLUMN elsewhere TEXT"]),
]
