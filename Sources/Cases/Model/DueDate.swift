import Catalog
import Flow
import Kernel

extension CaseEnvironment {
    /// The last day of the promised time for people's work, counted by the statutory calendar; marked provisional (暂定)
    /// where it rests on days that a notice may still change.
    func dueDate(of item: ServiceItem, from received: Instant) -> Deadline {
        calendar.deadline(of: LegalPeriod(item.limits.committedManual), from: received)
    }

    /// The last day of one stage of people's work.
    func dueDate(of stage: ManualStage, from start: Instant) -> Deadline {
        calendar.deadline(of: LegalPeriod(stage.limit), from: start)
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
