import Catalog
import Entitlements
package import EventLog
import Exchange
import Flow
import Identity
import Kernel
import Storage
import Web

/// One step of a case in people's hands: the machine says whether it may be taken, the event says that it was, and the row,
/// the event and all effects are written in one transaction.
///
/// The writer is opened before the row is read: whoever appends in between makes the write fail, and the step is decided anew.
struct CaseWork: Sendable {
    let environment: CaseEnvironment
    let item: ServiceItem
    let before: CaseFile
    let now: Instant
    var writer: StreamWriter
    /// What is to be written beside the row and the events.
    var parts: GrantParts?
    var effects: [Outbox.PreparedEntry] = []
    var disputes: [PreparedDispute] = []
    /// The word to a department that what it was told is put right.
    var correction: PreparedCorrection?
    /// What of the case's time counts; a step that resumes the clock needs it.
    var clock: CaseClock
    private(set) var file: CaseFile
    private let machine: CaseMachine

    /// Who takes the step: an officer sees the cases of the own office, an applicant the own cases.
    enum Party: Sendable {
        case officer(StaffPost)
        case applicant(Identifier<Person>)
    }

    /// Takes one step, again where another was first.
    static func perform(
        _ id: Identifier<CaseFile>, by party: Party, in environment: CaseEnvironment,
        _ body: (inout CaseWork) async throws -> Void
    ) async throws -> CaseFile {
        for _ in 0..<3 {
            var work = try await CaseWork(id, party, environment)
            try await body(&work)
            if let evidence = environment.evidence {
                let city = evidence.body["from"]?.string ?? ""
                work.writer.append(evidence.kind, by: .department(city), at: work.now, body: evidence.body)
            }
            let finished = work
            do {
                return try await environment.database.write { tx in try finished.write(in: tx) }
            } catch let error as StorageError {
                if Entitlement.isDuplicate(error) { throw CaseRejections.alreadyEntitled }
                guard case .uniqueViolation = error else { throw error }
            }
        }
        throw StorageError.unavailable("a case could not be written beside others")
    }

    private init(_ id: Identifier<CaseFile>, _ party: Party, _ environment: CaseEnvironment) async throws {
        self.environment = environment
        writer = try await environment.journal.open(id.retyped(as: EventStream.self))
        let found =
            switch party {
            case .officer(let post): try await environment.cases.caseFile(id, for: post)
            case .applicant(let person): try await environment.cases.caseFile(id, of: person)
            }
        guard let found else { throw CaseRejections.noSuchCase }
        let item = try await environment.item(of: found)
        before = found
        file = found
        clock = CaseClock(file: found)
        self.item = item
        now = environment.time.now()
        machine = CaseMachine(stageOffices: item.stages.map(\.authority))
    }

    /// Takes a step, if it is lawful: the row follows, clocks start or stand.
    mutating func take(_ step: CaseStep) throws {
        if before.elsewhere != nil {
            guard let answered = file.answered(step, in: environment, at: now) else {
                throw CaseRejections.illegal(.outOfOrder)
            }
            file = answered
            return
        }
        let outcome: CaseMachine.Outcome
        do throws(IllegalStep) {
            outcome = try machine.step(step, in: file.situation)
        } catch { throw CaseRejections.illegal(error) }
        var dueOn = file.dueOn
        var stageDueOn = file.stageDueOn
        for effect in outcome.effects {
            switch effect {
            case .startClock(let stage):
                stageDueOn = stageOf(stage).map { environment.dueDate(of: $0, from: now).date }
            case .resumeClock(let stage):
                dueOn = environment.dueDate(of: item, from: file.receivedAt, pauses: clock.pauses).date
                stageDueOn = stageOf(stage).map {
                    environment.dueDate(of: $0, from: clock.stageBegan, pauses: clock.pauses).date
                }
            case .startReviewClock:
                dueOn = environment.dueDate(of: item, from: now).date
                stageDueOn = dueOn
            case .stopClock: (dueOn, stageDueOn) = (nil, nil)
            case .issueCertificate, .tellApplicant: break
            }
        }
        let situation = outcome.situation
        file = CaseFile(
            id: file.id, number: file.number, itemID: file.itemID, itemVersion: file.itemVersion,
            applicant: file.applicant, status: CaseStatus(situation.phase),
            stage: situation.phase.stage.flatMap { stageOf($0)?.name }, office: situation.office,
            stageIndex: situation.phase.stage, handler: situation.handler,
            correctionCount: situation.correctionCount, receivedAt: file.receivedAt, dueOn: dueOn,
            stageDueOn: stageDueOn, review: situation.review, updatedAt: now)
    }

    /// Records an officer's step: who took it, in which post, and under which version of the definition.
    @discardableResult
    mutating func record(_ kind: EventKind, by post: StaffPost, _ members: [JSON.Member]) -> EventReceipt {
        let head = [JSON.Member("officer", post.json), JSON.Member("version", JSON(item.version.digest))]
        return writer.append(kind, by: post.actor, at: now, body: .object(head + members))
    }

    /// A stage by its number; `nil` where the version that stands in for a lost one has fewer.
    private func stageOf(_ index: Int) -> ManualStage? {
        item.stages.indices.contains(index) ? item.stages[index] : nil
    }

    /// The applicant.
    func applicant() async throws -> PersonProfile {
        guard let person = try await environment.people.person(file.applicant) else { throw CaseRejections.noSuchCase }
        return person
    }

    /// What is known: as it was received, with what the applicant has corrected since.
    func content() async throws -> DraftContent {
        CaseContent(try await environment.journal.events(of: file.stream)).content
    }

    private func write(in tx: any WriteTransaction) throws -> CaseFile {
        try CaseStore.update(file, in: tx)
        try writer.write(in: tx)
        try parts?.write(in: tx)
        for effect in effects { try effect.write(in: tx) }
        for dispute in disputes { try dispute.write(in: tx) }
        try correction?.write(in: tx)
        try environment.receipt?(file, tx)
        return file
    }
}

/// What the events of a case say is known about it.
package struct CaseContent: Sendable {
    package let content: DraftContent
    /// 代收方: the city that took the application in, where that is another.
    package let filer: CaseFiler?

    package init(_ events: [LoggedEvent]) {
        var content =
            events.first { $0.kind == CaseEvents.received }?.body["content"].flatMap(DraftContent.init)
            ?? DraftContent(findings: [:])
        for event in events where event.kind == CaseEvents.corrected {
            for answer in event.body["answers"]?.members ?? [] {
                content.settle(answer.key, as: answer.value.string)
            }
        }
        self.content = content
        filer = CaseFiler(events.first { $0.kind == CaseEvents.received }?.body["filer"])
    }
}

extension CaseFile {
    /// The row as the machine sees it.
    var situation: CaseSituation {
        let stage = stageIndex ?? 0
        let phase: CasePhase =
            switch status {
            case .inReview: .inReview(stage: stage)
            case .correctionAsked: .correctionAsked(stage: stage)
            case .granted: .granted
            case .refused: .refused
            }
        return CaseSituation(
            phase: phase, office: office, handler: handler, correctionCount: correctionCount, review: review)
    }
}

extension CaseStatus {
    init(_ phase: CasePhase) {
        self =
            switch phase {
            case .received, .accepted, .inReview: .inReview
            case .correctionAsked: .correctionAsked
            case .granted: .granted
            case .refused: .refused
            }
    }
}

extension StaffPost {
    /// The post as the machine sees it.
    var officer: CaseOfficer { CaseOfficer(id: id, office: office) }
    var actor: EventActor { .clerk(id) }
    /// Name and office as they stand in an event, so that it can be read without the register of a later day.
    var json: JSON { ["name": JSON(name), "office": JSON(office), "title": JSON(title)] }
}
