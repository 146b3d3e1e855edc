package import EventLog
import Exchange
import Flow
import Kernel
package import Web

/// An event of a case as a line of its timeline.
package struct CaseEventReading: Sendable {
    private let file: CaseFile
    /// The event after which the present stage runs: the one line that is “now”.
    private let lastOpening: Int?
    private let lastPersonAsked: Int?

    /// Whether officers read it: what they write to each other is not for the applicant's page.
    private let isForOfficers: Bool

    package init(file: CaseFile, events: [LoggedEvent], isForOfficers: Bool = false) {
        self.file = file
        self.isForOfficers = isForOfficers
        lastOpening = events.last { Self.opens($0.kind) }?.sequence
        lastPersonAsked = events.last { $0.kind == CaseEvents.personAsked }?.sequence
    }

    /// `区民政部门 孟晓岚`, as the event itself names the officer.
    package static func officer(_ event: LoggedEvent) -> String? {
        guard let name = event.body["officer"]?["name"]?.string, let office = event.body["officer"]?["office"]?.string
        else { return nil }
        return "\(office) \(name)"
    }

    static func refusal(_ event: LoggedEvent) -> String {
        [event.body["ground"]?.string, event.body["reason"]?.string].compactMap { $0 }.joined(separator: "。")
    }

    /// `nil` for what is no step of its own.
    package func entry(_ event: LoggedEvent) -> ProgressTimeline.Entry? {
        officersEntry(event) ?? othersEntry(event)
    }

    /// Whether a stage, or the wait for the applicant, begins with it.
    private static func opens(_ kind: EventKind) -> Bool {
        [
            CaseEvents.referred, CaseEvents.correctionAsked, CaseEvents.corrected, CaseEvents.stageFinished,
            CaseEvents.handedOver, CaseEvents.forwarded, CaseEvents.messageRefused, CaseEvents.sentAgain,
        ].contains(kind)
    }

    private func othersEntry(_ event: LoggedEvent) -> ProgressTimeline.Entry? {
        let time = event.effective
        switch event.kind {
        case CaseEvents.received: return received(event)
        case CaseEvents.forwarded:
            return .init(
                ElsewhereCopy.forwarded, state(event), office: event.body["city"]?.string, time: time, due: due(event))
        case CaseEvents.messageRefused:
            return .init(
                ElsewhereCopy.returned, state(event), office: isNow(event) ? file.office : nil,
                detail: event.body["reason"]?.string, time: time, due: due(event))
        case CaseEvents.sentAgain:
            return .init(
                ElsewhereCopy.sentAgain, state(event), office: Self.officer(event), time: time, due: due(event))
        case CaseEvents.accepted: return .init(CaseWords.accepted, .done, time: time)
        case CaseEvents.certificateIssued: return .init(CaseWords.certificateIssued, .done, time: time)
        case CaseEvents.referred:
            return .init(
                CaseWords.referred, state(event), office: event.body["office"]?.string,
                detail: event.body["stage"]?.string, time: time, due: due(event))
        case CaseEvents.corrected:
            return .init(
                isForOfficers ? CaseWords.applicantCorrected : CaseWords.corrected, state(event),
                detail: event.body["note"]?.string, time: time, due: due(event))
        case CaseEvents.writtenBack:
            return .init(
                CaseWords.writtenBack, .done, detail: event.body["acknowledgement"]?.string.map { "受理号 \($0)" },
                time: time)
        case ExchangeEvents.writeBackCorrected, ExchangeEvents.found(.uncorrected): return corrected(event)
        case CaseEvents.factDisputed:
            let title = (isForOfficers ? CaseWords.applicantDisputed : CaseWords.factDisputed).with([
                "field": event.body["field"]?.string ?? ""
            ])
            return .init(title, .done, office: event.body["department"]?.string, time: time)
        case CaseEvents.factRechecked:
            let isCorrected = event.body["outcome"]?.string == AnswerDispute.Outcome.corrected.rawValue
            let title = (isCorrected ? CaseWords.factCorrected : CaseWords.factKept)
                .with(["field": event.body["field"]?.string ?? ""])
            return .init(
                title, .done, office: Self.officer(event), detail: event.body["reason"]?.string, time: time)
        case CaseEvents.personAsked: return personAsked(event)
        case CaseEvents.rated: return .init(CaseWords.rated, .done, time: time)
        default: return nil
        }
    }

    /// 回写更正: acknowledged by the department, or given to its people.
    private func corrected(_ event: LoggedEvent) -> ProgressTimeline.Entry {
        let change = event.body["change"]?.string.flatMap(WriteBackCorrection.Change.init)
        let isDone = event.kind == ExchangeEvents.writeBackCorrected
        return .init(
            (isDone ? CaseWords.writeBackCorrected : CaseWords.writeBackHandedOver).with([
                "change": change?.words.chinese ?? "", "changed": change?.words.english ?? "",
            ]), .done, detail: event.body["acknowledgement"]?.string.map { "受理号 \($0)" }, time: event.effective)
    }

    /// 收件: here, in the city that took it in for us, or in the one that decides.
    private func received(_ event: LoggedEvent) -> ProgressTimeline.Entry {
        if let city = event.body["city"]?.string {
            return .init(
                ElsewhereCopy.receivedThere, .done, office: city,
                detail: event.body["number"]?.string.map { "那里的编号 \($0)" }, time: event.effective)
        }
        let filer = CaseFiler(event.body["filer"])
        return .init(
            CaseWords.received, .done, office: filer?.city, detail: filer.map { "代收编号 \($0.number)" },
            time: event.effective)
    }

    /// A wish while officers have the case anyway; after the decision, work of an office with a day of its own.
    private func personAsked(_ event: LoggedEvent) -> ProgressTimeline.Entry {
        let isDue = file.review == .open && event.sequence == lastPersonAsked
        return .init(
            isForOfficers ? CaseWords.applicantAskedForPerson : CaseWords.personAsked, isDue ? .current : .done,
            office: isDue ? file.office : event.body["office"]?.string, detail: event.body["reason"]?.string,
            time: event.effective, due: isDue ? file.dueOn : nil)
    }

    private func officersEntry(_ event: LoggedEvent) -> ProgressTimeline.Entry? {
        let (time, officer) = (event.effective, Self.officer(event))
        switch event.kind {
        case CaseEvents.claimed: return .init(CaseWords.claimed, .done, office: officer, time: time)
        case CaseEvents.granted: return .init(CaseWords.granted, .done, office: officer, time: time)
        case CaseEvents.refused:
            return .init(CaseWords.refused, .refused, office: officer, detail: Self.refusal(event), time: time)
        case CaseEvents.handedOver:
            return .init(
                CaseWords.handedOver, state(event), office: event.body["office"]?.string,
                detail: isForOfficers ? event.body["reason"]?.string : nil, time: time, due: due(event))
        case CaseEvents.stageFinished:
            let title = CaseWords.stageFinished.with(["stage": event.body["stage"]?.string ?? ""])
            let next = event.body["office"]?.string.map { "接下来：\($0)" }
            return .init(
                title, state(event), office: officer, detail: isNow(event) ? next : nil, time: time, due: due(event))
        case CaseEvents.correctionAsked:
            return .init(
                isForOfficers ? CaseWords.applicantAsked : CaseWords.correctionAsked,
                isNow(event) ? (isForOfficers ? .current : .waiting) : .done,
                office: officer,
                detail: CorrectionAsked(event).points.joined(separator: "；"), time: time)
        case CaseEvents.reviewAnswered:
            let isUpheld = event.body["outcome"]?.string == AnswerReview.Outcome.upheld.rawValue
            return .init(
                isUpheld ? CaseWords.reviewUpheld : CaseWords.reviewCorrected, .done, office: officer,
                detail: event.body["answer"]?.string, time: time)
        default: return nil
        }
    }

    private func isNow(_ event: LoggedEvent) -> Bool { file.status.isOpen && event.sequence == lastOpening }
    private func state(_ event: LoggedEvent) -> ProgressTimeline.State { isNow(event) ? .current : .done }
    private func due(_ event: LoggedEvent) -> CivilDate? { isNow(event) ? file.stageDueOn : nil }
}
