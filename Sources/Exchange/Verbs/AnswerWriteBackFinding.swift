package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// 对账发现的答复, by a named officer of the department that holds the registration: it was corrected there, or it stays as it is;
/// either with a reason.
package struct AnswerWriteBackFinding: Sendable {
    /// 已更正、维持.
    package enum Outcome: String, Sendable, CaseIterable {
        case corrected, kept

        var state: WriteBackFinding.State { self == .corrected ? .corrected : .kept }
    }

    private let findings: WriteBackFindingStore
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource

    package init(database: any Database, journal: EventJournal, vault: KeyVault, time: any TimeSource) {
        findings = WriteBackFindingStore(database: database, vault: vault)
        self.database = database
        self.journal = journal
        self.time = time
    }

    /// - Parameters:
    ///   - resources: those that the officer's department answers for.
    ///   - receipt: is written in the transaction of the answer.
    /// - Throws: `Rejection` where there is no such finding, or it does not wait for a person.
    package func callAsFunction(
        _ id: Identifier<WriteBackFinding>, outcome: Outcome?, reason: String?, by officer: Viewer.Staff,
        about resources: Set<String>, receipt: StepReceipt<WriteBackFinding>? = nil
    ) async throws {
        guard let finding = try await findings.finding(id, about: resources) else {
            throw ReconciliationCopy.notThere
        }
        guard finding.state == .open else { throw ReconciliationCopy.answered }
        guard let outcome else { throw ReconciliationCopy.outcomeMissing }
        guard let reason else { throw ReconciliationCopy.reasonMissing }
        var writer = try await journal.open(finding.stream)
        let now = time.now()
        writer.append(
            ExchangeEvents.findingAnswered, .exchange, by: .clerk(officer.id), at: now,
            body: [
                "finding": JSON(id.description), "outcome": JSON(outcome.rawValue), "reason": JSON(reason),
                "officer": ["id": JSON(officer.id), "name": JSON(officer.name), "office": JSON(officer.office)],
            ])
        let events = writer
        do {
            try await database.write { tx in
                guard
                    try WriteBackFindingStore.settle(
                        id, outcome.state, from: .open, by: officer.id, at: now, in: tx)
                else { throw ReconciliationCopy.answered }
                try events.write(in: tx)
                try receipt?(id, tx)
            }
        } catch StorageError.uniqueViolation { throw ReconciliationCopy.meanwhile }
    }
}
