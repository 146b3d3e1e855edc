import EventLog
package import Identity
package import Kernel
import Storage
import Web

/// 待办 — which cases a work list shows.
package struct DeskQuery: Sendable, Hashable {
    /// Whose.
    package enum Scope: String, CaseIterable, Sendable {
        /// Those that I have claimed.
        case mine
        /// Those that nobody in my office has claimed.
        case waiting
        /// All that are open in my office.
        case office
    }

    package var scope: Scope
    /// Of this item only.
    package var item: String?
    /// Due on this day or before only.
    package var dueBy: CivilDate?
    /// The row after which the page begins.
    package var after: Key?

    package init(scope: Scope, item: String? = nil, dueBy: CivilDate? = nil, after: Key? = nil) {
        self.scope = scope
        self.item = item
        self.dueBy = dueBy
        self.after = after
    }

    /// Where a page ends: `2026-11-25.018f4e3c-…`.
    package struct Key: Sendable, Hashable, LosslessStringConvertible {
        /// Sorts last: what has no due date waits for the applicant.
        static let noDueDate = "9999-12-31"
        let due: String
        let id: Identifier<CaseFile>

        init(_ file: CaseFile) {
            due = file.dueOn?.description ?? Key.noDueDate
            id = file.id
        }

        package init?(_ text: String) {
            let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let id = Identifier<CaseFile>(parts[1]), CivilDate(parts[0]) != nil else {
                return nil
            }
            (due, self.id) = (parts[0], id)
        }

        package var description: String { "\(due).\(id)" }
    }
}

extension CaseStore {
    /// A case that this officer's office has or decided; no other.
    package func caseFile(_ id: Identifier<CaseFile>, for post: StaffPost) async throws -> CaseFile? {
        try await database.read { tx in try Self.caseFile(id, office: post.office, in: tx) }
    }

    static func caseFile(
        _ id: Identifier<CaseFile>, office: String, in tx: any ReadTransaction
    ) throws -> CaseFile? {
        try tx.row(
            "SELECT \(columns) FROM case_file WHERE shard = \(id.shard) AND id = \(id) AND office = \(office)"
        ).map(Self.caseFile)
    }

    /// Open cases of the officer's office, the most urgent first.
    /// - Returns: one page, and where the next begins.
    package func worklist(
        _ query: DeskQuery, for post: StaffPost, limit: Int = 25
    ) async throws -> (cases: [CaseFile], next: DeskQuery.Key?) {
        let start: SQL =
            query.after.map { "AND (\(Self.due) > \($0.due) OR (\(Self.due) = \($0.due) AND id > \($0.id)))" } ?? ""
        let found = try await database.readAtLength { tx in
            try tx.rows(
                """
                SELECT \(Self.columns) FROM case_file
                WHERE \(Self.condition(query, post)) \(start) ORDER BY \(Self.due), id LIMIT \(limit + 1)
                """
            ).map(Self.caseFile)
        }
        let page = Array(found.prefix(limit))
        return (page, found.count > limit ? page.last.map(DeskQuery.Key.init) : nil)
    }

    /// How many cases each scope holds, and which items are among the office's with their numbers.
    package func workCounts(
        for post: StaffPost, dueBy soon: CivilDate
    ) async throws -> (scopes: [DeskQuery.Scope: Int], soon: Int, items: [(id: String, count: Int)]) {
        try await database.readAtLength { tx in
            var scopes: [DeskQuery.Scope: Int] = [:]
            for scope in DeskQuery.Scope.allCases {
                scopes[scope] = try Self.count(Self.condition(DeskQuery(scope: scope), post), tx)
            }
            let office = Self.condition(DeskQuery(scope: .office), post)
            let items = try tx.rows(
                "SELECT item, COUNT(*) AS count FROM case_file WHERE \(office) GROUP BY item ORDER BY item"
            ).map { (id: $0.text("item"), count: Int($0.integer("count"))) }
            return (scopes, try Self.count("\(office) AND due_on <= \(soon)", tx), items)
        }
    }

    /// What lists sort by: databases do not agree on where what has no value comes.
    private static let due: SQL = "COALESCE(due_on, '9999-12-31')"

    private static func count(_ condition: SQL, _ tx: any ReadTransaction) throws -> Int {
        Int(try tx.row("SELECT COUNT(*) AS count FROM case_file WHERE \(condition)")?.integer("count") ?? 0)
    }

    /// Every list is of one office: what a person of another asks for is never found.
    private static func condition(_ query: DeskQuery, _ post: StaffPost) -> SQL {
        var condition: SQL =
            "office = \(post.office) AND (status IN ('inReview', 'correctionAsked') OR review = 'open')"
        switch query.scope {
        case .mine: condition = "\(condition) AND handler = \(post.id)"
        case .waiting: condition = "\(condition) AND handler IS NULL"
        case .office: break
        }
        if let item = query.item { condition = "\(condition) AND item = \(item)" }
        if let dueBy = query.dueBy { condition = "\(condition) AND due_on <= \(dueBy)" }
        return condition
    }
}
