package import Cases
import EventLog
package import Kernel
package import Storage
package import Web

/// 满意度等级 (国办发〔2019〕51号). Stored by name, since the published codes run in opposite directions (GB/T 39046 counts from
/// the best, the national 好差评 interface from the worst); each interface maps at its edge.
package enum SatisfactionLevel: String, CaseIterable, Sendable {
    case verySatisfied, satisfied, fairlySatisfied, dissatisfied, veryDissatisfied

    /// 1 to 5 stars.
    package var stars: Int {
        switch self {
        case .verySatisfied: 5
        case .satisfied: 4
        case .fairlySatisfied: 3
        case .dissatisfied: 2
        case .veryDissatisfied: 1
        }
    }

    package init?(stars: Int) {
        guard let level = Self.allCases.first(where: { $0.stars == stars }) else { return nil }
        self = level
    }

    /// 差评: the last two.
    package var isBad: Bool { stars <= 2 }
}

/// 评价: one rating of one case by its applicant, voluntary; an event of the case and a row for the statistics.
package struct RateCase: Sendable {
    package static let commentLengthMax = 500
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    package func callAsFunction(
        _ id: Identifier<CaseFile>, level: SatisfactionLevel, comment: String?, by person: Identifier<Person>
    ) async throws {
        guard let file = try await environment.cases.caseFile(id, of: person) else {
            throw FeedbackRejections.noSuchCase
        }
        if try await rating(of: file) != nil { throw FeedbackRejections.alreadyRated }
        let now = environment.time.now()
        var writer = try await environment.journal.open(file.stream)
        writer.append(
            CaseEvents.rated, by: .person(person.description), at: now,
            body: [
                "level": JSON(level.rawValue),
                "comment": comment.map { JSON(String($0.prefix(Self.commentLengthMax))) } ?? .null,
            ])
        do {
            try await environment.database.write { [writer] tx in
                try tx.execute(
                    """
                    INSERT INTO case_rating (shard, case_id, item, office, level, rated_at)
                    VALUES (\(id.shard), \(id), \(file.itemID), \(file.office.sqlValue), \(level.rawValue), \(now))
                    """)
                try writer.write(in: tx)
            }
        } catch StorageError.uniqueViolation { throw FeedbackRejections.alreadyRated }
    }

    /// The rating that was given, if any.
    package func rating(of file: CaseFile) async throws -> SatisfactionLevel? {
        try await environment.database.read { tx in
            try tx.row("SELECT level FROM case_rating WHERE shard = \(file.id.shard) AND case_id = \(file.id)")
                .flatMap { SatisfactionLevel(rawValue: $0.text("level")) }
        }
    }
}

/// What rating can say no with.
enum FeedbackRejections {
    static let noSuchCase = Rejection(
        .notFound, Phrase("feedback.noSuchCase", zh: "没有找到这个办件。", en: "We cannot find this case."),
        nextStep: Phrase("feedback.noSuchCase.next", zh: "请在“我的办件”里查看。", en: "Look under “My cases”."))
    static let alreadyRated = Rejection(
        .conflict,
        Phrase("feedback.alreadyRated", zh: "这个办件您已经评价过了，谢谢。", en: "You have rated this case already. Thank you."),
        nextStep: Phrase("feedback.alreadyRated.next", zh: "还有话要说，请拨打 12345。", en: "To say more, call 12345."))
    static let levelMissing = Phrase("feedback.levelMissing", zh: "请选一个满意程度。", en: "Choose how satisfied you are.")
}

package let feedbackMigrations: [Migration] = [
    Migration(
        "Feedback", "0001_case_rating",
        [
            """
            CREATE TABLE case_rating (
                shard INTEGER NOT NULL, case_id BYTEA NOT NULL, item TEXT NOT NULL, office TEXT, level TEXT NOT NULL,
                rated_at BIGINT NOT NULL,
                PRIMARY KEY (shard, case_id))
            """,
            "CREATE INDEX case_rating_item ON case_rating (item, rated_at)",
        ])
]
