import Catalog
import EventLog
import Exchange
package import Identity
package import Kernel
import Storage

/// 查看办件: an officer opens a case of the own office. That it was opened is durable before anything of it is shown, and the
/// applicant sees it under 谁查过我的数据: once for each officer and day, however often it is opened.
package struct ViewCase: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Throws: `Rejection` where the officer's office has no such case.
    package func callAsFunction(_ id: Identifier<CaseFile>, by post: StaffPost) async throws -> CaseFile {
        for _ in 0..<5 {
            guard let file = try await environment.cases.caseFile(id, for: post) else {
                throw CaseRejections.noSuchCase
            }
            let now = environment.time.now()
            if try await environment.cases.isViewed(file, by: post, on: now.civilDate()) { return file }
            do {
                try await record(file, by: post, at: now)
                return file
            } catch StorageError.uniqueViolation { continue }  // The case grew, or another window was first.
        }
        throw StorageError.unavailable("that a case was opened could not be recorded beside others")
    }

    private func record(_ file: CaseFile, by post: StaffPost, at now: Instant) async throws {
        let item = try await environment.item(of: file)
        let read = DataRead(
            id: environment.ids.identifier(DataRead.self), resource: "办件", department: post.signature,
            fields: item.informationFields.map(\.name),
            purpose: ReadPurpose(
                item: item.id, caseReference: file.id.description, basis: item.readingBasis),
            at: now, outcome: DataRead.viewedByOfficer)
        var writer = try await environment.journal.open(file.stream)
        writer.append(
            CaseEvents.viewed, .dataRead, by: post.actor, at: now,
            body: ["officer": post.json, "version": JSON(item.version.digest), "read": read.json])
        try await environment.database.write { [writer] tx in
            try CaseStore.insertView(of: file, by: post, on: now.civilDate(), in: tx)
            try DataReadStore.insert([read], person: file.applicant, in: tx)
            try writer.write(in: tx)
        }
    }
}

extension CaseStore {
    func isViewed(_ file: CaseFile, by post: StaffPost, on day: CivilDate) async throws -> Bool {
        try await database.read { tx in
            try tx.row(
                """
                SELECT day FROM officer_view
                WHERE shard = \(file.id.shard) AND id = \(file.id) AND officer = \(post.id) AND day = \(day)
                """) != nil
        }
    }

    /// Throws `StorageError.uniqueViolation` where it stands there already.
    static func insertView(
        of file: CaseFile, by post: StaffPost, on day: CivilDate, in tx: any WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO officer_view (shard, id, officer, day)
            VALUES (\(file.id.shard), \(file.id), \(post.id), \(day))
            """)
    }
}
