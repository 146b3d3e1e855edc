import Catalog
import EventLog
package import Exchange
import Identity
package import Kernel
import Storage
package import Web

/// 数据疑义的答复, by a named officer of the department that holds the record: it was corrected, or it is kept, with a reason.
/// The applicant reads it and is told; the officers of the case see it and go on.
package struct AnswerDispute: Sendable {
    /// What came of it.
    package enum Outcome: String, Sendable, CaseIterable {
        case corrected, kept

        var state: FactDispute.State { self == .corrected ? .corrected : .kept }
    }

    private let environment: CaseEnvironment
    private let disputes: DisputeStore

    package init(_ environment: CaseEnvironment) {
        self.environment = environment
        disputes = DisputeStore(database: environment.database, vault: environment.vault)
    }

    /// - Parameters:
    ///   - resources: those that the officer's department answers for.
    ///   - reason: needed where the record is kept.
    /// - Throws: `Rejection` where there is no such dispute, or it was answered already.
    package func callAsFunction(
        _ id: Identifier<FactDispute>, outcome: Outcome?, reason: String?, by officer: Viewer.Staff,
        about resources: Set<String>
    ) async throws {
        guard let dispute = try await disputes.dispute(id, about: resources) else { throw DisputeRejections.notThere }
        guard dispute.state == .open else { throw DisputeRejections.answered }
        guard let outcome else { throw DisputeRejections.outcomeMissing }
        guard outcome == .corrected || reason != nil else { throw DisputeRejections.reasonMissing }
        var writer = try await environment.journal.open(dispute.stream)
        let now = environment.time.now()
        let event = writer.append(
            CaseEvents.factRechecked, by: .clerk(officer.id), at: now,
            body: [
                "dispute": JSON(id.description), "field": JSON(dispute.field), "resource": JSON(dispute.resource),
                "outcome": JSON(outcome.rawValue), "reason": reason.map { JSON($0) } ?? .null,
                "officer": ["id": JSON(officer.id), "name": JSON(officer.name), "office": JSON(officer.office)],
            ])
        let notice = try await notice(of: event, dispute)
        let events = writer
        do {
            try await environment.database.write { tx in
                guard try DisputeStore.answer(id, outcome.state, by: officer.id, at: now, in: tx) else {
                    throw DisputeRejections.answered
                }
                try events.write(in: tx)
                try notice?.write(in: tx)
            }
        } catch StorageError.uniqueViolation { throw DisputeRejections.meanwhile }
    }

    private func notice(of event: EventReceipt, _ dispute: FactDispute) async throws -> Outbox.PreparedEntry? {
        let caseID = dispute.stream.retyped(as: CaseFile.self)
        guard let file = try await environment.cases.caseFile(caseID, of: dispute.applicant),
            let person = try await environment.people.person(dispute.applicant)
        else { return nil }
        let content = CaseContent(try await environment.journal.events(of: dispute.stream)).content
        return CaseNotice.disputeAnswered.entry(
            for: event, to: person, item: try await environment.item(of: file), content: content, number: file.number,
            in: environment)
    }
}

/// What an answer to a dispute can be refused with.
enum DisputeRejections {
    static let notThere = Rejection(
        .notFound,
        Phrase("dispute.notThere", zh: "没有这条疑义，或者它不归您的部门核对。", en: "There is no such dispute for your department."),
        nextStep: Phrase("dispute.notThere.next", zh: "回到列表里选。", en: "Choose one from the list."))
    static let answered = Rejection(
        .conflict, Phrase("dispute.answered", zh: "已经有人答复过了。", en: "It was answered already."),
        nextStep: Phrase("dispute.answered.next", zh: "刷新列表。", en: "Reload the list."))
    static let meanwhile = Rejection(
        .conflict,
        Phrase("dispute.meanwhile", zh: "办件刚刚有了新的进展，答复没有写进去。", en: "The case moved on; nothing was written."),
        nextStep: Phrase("dispute.meanwhile.next", zh: "请再提交一次。", en: "Please send it once more."))
    static let outcomeMissing = Rejection(
        .invalidInput, Phrase("dispute.outcomeMissing", zh: "没有选核对结果。", en: "The outcome is missing."),
        nextStep: Phrase(
            "dispute.outcomeMissing.next", zh: "选“已更正”或者“维持”。", en: "Say whether it was corrected or is kept."))
    static let reasonMissing = Rejection(
        .invalidInput, Phrase("dispute.reasonMissing", zh: "维持原来的记录，要写明理由。", en: "Keeping the record takes a reason."),
        nextStep: Phrase(
            "dispute.reasonMissing.next", zh: "写明核对了什么、为什么维持。", en: "Say what was checked and why it stays."))
}
