package import Catalog
import EventLog
import Exchange
package import Identity
package import Kernel
import Storage

/// 机关试算 — an officer puts changed rules to past cases of a service that the own office decides. That it was done, by whom, to
/// what end and over how many cases is durable before the first case is opened.
///
/// It is one event in the history of the item, not one for each case: what comes out are sums, nobody is named, and whoever
/// tries a rule ten times would else fill ten lines of everybody's own page.
package struct CompareAtDesk: Sendable {
    /// No more cases than a page can answer for in seconds; `huimin decisions what-if` looks at all.
    package static let casesMax = 2000
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// Whether the officer's office decides the item.
    package static func isOpen(_ item: ServiceItem, to post: StaffPost) -> Bool {
        item.stages.contains { $0.authority == post.office }
    }

    /// The changed rules see what the rules of each case saw and nothing else.
    /// - Parameters:
    ///   - changed: the definition to try; its code says which cases.
    ///   - day: 申请日 for all cases; `nil` decides each on its own.
    /// - Throws: `Rejection` where another office decides the item.
    package func callAsFunction(
        _ changed: ServiceItem, on day: CivilDate? = nil, by post: StaffPost
    ) async throws -> RulesComparison {
        guard let current = environment.catalogue.item(id: changed.id), Self.isOpen(current, to: post) else {
            throw OfficerRejections.notYourRules
        }
        try await record(changed, of: current, on: day, by: post)
        return try await CompareRules(environment)(changed, newest: Self.casesMax, on: day, seesAll: false)
    }

    private func record(
        _ changed: ServiceItem, of item: ServiceItem, on day: CivilDate?, by post: StaffPost
    ) async throws {
        let available = try await DecisionArchive(environment).caseCount(item: item.id)
        for _ in 0..<5 {
            guard let stream = try await environment.items.stream(of: item.id) else { throw CaseRejections.noSuchItem }
            let now = environment.time.now()
            let read = DataRead(
                id: environment.ids.identifier(DataRead.self), resource: "办件", department: post.signature,
                fields: item.rules?.factNames ?? [],
                purpose: ReadPurpose(item: item.id, caseReference: nil, basis: item.readingBasis),
                at: now, outcome: DataRead.comparedByOfficer)
            var writer = try await environment.journal.open(stream)
            writer.append(
                CaseEvents.rulesCompared, .dataRead, by: post.actor, at: now,
                body: [
                    "officer": post.json, "version": JSON(item.version.digest), "tried": JSON(changed.version.digest),
                    "day": day.map { JSON($0.description) } ?? .null, "available": JSON(available),
                    "newest": JSON(min(available, Self.casesMax)), "read": read.json,
                ])
            do {
                try await environment.database.write { [writer] tx in try writer.write(in: tx) }
                return
            } catch StorageError.uniqueViolation { continue }  // Somebody else wrote the item's history meanwhile.
        }
        throw StorageError.unavailable("that cases were compared could not be recorded beside others")
    }
}
