import EventLog
package import Exchange
package import Identity
package import Kernel
import Storage
package import Web

/// 代看办件 — how somebody's cases stand, for whoever he lets see them: recorded before it is shown.
package struct SeeCases: Sendable {
    private let environment: CaseEnvironment
    private let mandates: MandateStore
    private let use: UseMandate

    package init(environment: CaseEnvironment, mandates: MandateStore, use: UseMandate) {
        self.environment = environment
        self.mandates = mandates
        self.use = use
    }

    /// What is seen: how cases stand, and nothing of what they hold.
    package struct Seen: Sendable {
        package let mandate: Mandate
        package let cases: [(file: CaseFile, item: String)]
    }

    /// - Throws: `Rejection` where no mandate in force lets the agent see them.
    package func callAsFunction(by id: Identifier<Mandate>, agent: Identifier<Person>) async throws -> Seen {
        try await environment.journal.onFreshReading { try await see(by: id, agent) }
    }

    private func see(by id: Identifier<Mandate>, _ agent: Identifier<Person>) async throws -> Seen {
        let now = environment.time.now()
        let held = try await mandates.mandate(id, heldBy: agent, for: .cases, on: now.civilDate())
        guard let principal = held.principal.person else { preconditionFailure("whoever lets see is a person") }
        let prepared = try await use(.sawCases, for: principal, by: agent, at: now)
        let read = DataRead(
            id: environment.ids.identifier(DataRead.self), agent: held.agent.name, deed: .sawCases, about: nil, at: now)
        try await environment.database.write { tx in
            try prepared.write(in: tx)
            try DataReadStore.insert([read], person: principal, in: tx)
        }
        let files = try await environment.cases.cases(
            of: principal,
            permittedBy: MandateStore.covers("case_file.applicant", by: agent, .cases, on: now.civilDate()))
        var cases: [(file: CaseFile, item: String)] = []
        for file in files {
            cases.append((file, try await environment.name(ofItem: file.itemID, in: .chinese) ?? file.itemID))
        }
        return Seen(mandate: held, cases: cases)
    }
}

extension DataRead {
    /// The line under "who has read my data" of somebody who acts by a mandate.
    package init(
        id: Identifier<DataRead>, agent: String, deed: MandateDeed.Kind, about: String?, at: Instant
    ) {
        self.init(
            id: id, resource: about ?? "办件进度", department: agent, fields: [about ?? "办件进度"],
            purpose: ReadPurpose(item: ReadPurpose.mandate, caseReference: nil, basis: deed.rawValue), at: at,
            outcome: DataRead.seenByAgent)
    }
}
