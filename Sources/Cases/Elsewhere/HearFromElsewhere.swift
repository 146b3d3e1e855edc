import EventLog
import Flow
package import Identity
package import Kernel
import Storage
import Web

/// 办理地来消息 — what the city that decides tells of a case that we took in: the row follows, the signed message is an event, the
/// applicant is told where there is something to do.
package struct HearFromElsewhere: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameter division: of the city that tells; it is told of no case but its own.
    /// - Throws: `Rejection` where there is no such case, or it was decided otherwise before.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, from division: String, _ report: CaseReport
    ) async throws -> CaseFile {
        let stream = id.retyped(as: EventStream.self)
        let told = try await environment.journal.events(of: stream).compactMap(CaseReport.init).flatMap(\.steps)
        let kinds = Set((told + report.steps).map(\.kind))
        return try await change(id, division) { work in
            let standing = report.standing
            if !work.file.status.isOpen, standing.status != work.file.status { throw ElsewhereRejections.decidedBefore }
            // Only people say no, in any city: the step that does so comes with it, or came before.
            if standing.status == .refused, !kinds.contains(CaseEvents.refused) {
                throw ElsewhereRejections.refusalUnsigned
            }
            if standing.status == .granted, !kinds.contains(CaseEvents.granted) {
                throw ElsewhereRejections.grantUntold
            }
            work.file = work.file.standing(standing, terms: environment, at: work.now)
            if standing.status == .correctionAsked, work.before.status != .correctionAsked {
                work.notice = .correctionAsked
            }
        }
    }

    /// 退回: the other city does not take what we sent. A person here sees why and sees to it; the applicant is told.
    package func refused(_ id: Identifier<CaseFile>, by division: String) async throws {
        try await change(id, division) { work in
            work.notice = .returned
            guard work.file.isInWork else { return }
            let day = environment.calendar.adding(workingDays: 1, to: work.now.civilDate()).date
            work.file = work.file.elsewhere(dueOn: day, stageDueOn: day, at: work.now)
        }
    }

    /// 再次送交: an officer of the office that cares for the case sends it once more.
    @discardableResult
    package func sendAgain(_ id: Identifier<CaseFile>, by post: StaffPost) async throws -> CaseFile {
        guard let file = try await environment.cases.caseFile(id, for: post), let division = file.elsewhere else {
            throw CaseRejections.noSuchCase
        }
        let events = try await environment.journal.events(of: file.stream)
        // Also of a case that has closed meanwhile: what was not taken keeps everything after it from being taken.
        guard events.last(where: { Self.isCrossing($0.kind) })?.kind == CaseEvents.messageRefused
        else { throw ElsewhereRejections.nothingToSend }
        return try await change(id, division) { work in
            work.writer.append(
                CaseEvents.sentAgain, by: post.actor, at: work.now,
                body: ["officer": post.json, "city": JSON(division)])
            guard work.file.isInWork else { return }
            work.file = work.file.elsewhere(
                dueOn: environment.elsewhereDue(from: work.now),
                stageDueOn: environment.calendar.adding(
                    workingDays: environment.otherCities.terms.push, to: work.now.civilDate()
                ).date, at: work.now)
        }
    }

    private static func isCrossing(_ kind: EventKind) -> Bool {
        [CaseEvents.messageRefused, CaseEvents.messageSent, CaseEvents.sentAgain].contains(kind)
    }

    @discardableResult
    private func change(
        _ id: Identifier<CaseFile>, _ division: String, _ body: (inout ElsewhereWork) throws -> Void
    ) async throws -> CaseFile {
        for _ in 0..<5 {
            let writer = try await environment.journal.open(id.retyped(as: EventStream.self))
            guard let file = try await environment.cases.caseFile(id, decidedBy: division) else {
                throw CaseRejections.noSuchCase
            }
            var work = ElsewhereWork(before: file, file: file, now: environment.time.now(), writer: writer)
            try body(&work)
            let event = work.finish(environment.evidence, from: division)
            if let notice = work.notice, let event { work.effect = try await entry(notice, event, work.file) }
            let finished = work
            do {
                return try await environment.database.write { tx in
                    try CaseStore.update(finished.file, in: tx)
                    try finished.writer.write(in: tx)
                    try finished.effect?.write(in: tx)
                    try environment.receipt?(finished.file, tx)
                    return finished.file
                }
            } catch StorageError.uniqueViolation where environment.receipt == nil { continue }
        }
        throw StorageError.unavailable("a case could not be written beside others")
    }

    private func entry(
        _ notice: CaseNotice, _ event: EventReceipt, _ file: CaseFile
    ) async throws -> Outbox.PreparedEntry? {
        guard let person = try await environment.people.person(file.applicant) else { return nil }
        let content = CaseContent(try await environment.journal.events(of: file.stream)).content
        return notice.entry(
            for: event, to: person, item: try await environment.item(of: file), content: content, number: file.number,
            in: environment)
    }
}

/// One change of a case that another city decides.
private struct ElsewhereWork {
    let before: CaseFile
    var file: CaseFile
    let now: Instant
    var writer: StreamWriter
    var notice: CaseNotice?
    var effect: Outbox.PreparedEntry?

    /// - Returns: the receipt of the event that tells of the change.
    mutating func finish(_ evidence: CaseEvidence?, from division: String) -> EventReceipt? {
        evidence.map { writer.append($0.kind, by: .department(division), at: now, body: $0.body) }
    }
}
