import Catalog
import EventLog
import Flow
import Kernel

extension CaseEnvironment {
    /// The last day of the promised time for people's work, counted by the statutory calendar; marked provisional (暂定)
    /// where it rests on days that a notice may still change.
    func dueDate(of item: ServiceItem, from received: Instant, pauses: [ClockPause] = []) -> Deadline {
        calendar.deadline(of: LegalPeriod(item.limits.committedManual), from: received, pauses: pauses)
    }

    /// The last day of one stage of people's work.
    func dueDate(of stage: ManualStage, from start: Instant, pauses: [ClockPause] = []) -> Deadline {
        calendar.deadline(of: LegalPeriod(stage.limit), from: start, pauses: pauses)
    }
}

/// 办件的时钟: when the present stage began, and the times that do not count, as the events of the case tell.
struct CaseClock: Sendable {
    private(set) var stageBegan: Instant
    /// 补正期间, each from the question to the answer.
    private(set) var pauses: [ClockPause] = []

    init(file: CaseFile) { stageBegan = file.receivedAt }

    /// - Parameter answeredAt: the answer that is just coming in and is no event yet.
    init(file: CaseFile, events: [LoggedEvent], answeredAt: Instant) {
        self.init(file: file)
        var askedAt: Instant?
        for event in events {
            switch event.kind {
            case CaseEvents.referred, CaseEvents.stageFinished: stageBegan = event.effective
            case CaseEvents.correctionAsked: askedAt = event.effective
            case CaseEvents.corrected:
                if let start = askedAt { pauses.append(ClockPause(from: start, to: event.effective)) }
                askedAt = nil
            default: break
            }
        }
        if let start = askedAt { pauses.append(ClockPause(from: start, to: answeredAt)) }
    }
}

extension LegalPeriod {
    /// A term of a definition, as the calendar counts it.
    init(_ term: Term) {
        self =
            switch term.unit {
            case .immediate: .immediate
            case .hours: .hours(term.count)
            case .workingDays: .workingDays(term.count)
            case .days: .calendarDays(term.count)
            case .months: .months(term.count)
            case .years: .years(term.count)
            }
    }
}
