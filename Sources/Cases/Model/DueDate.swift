import Catalog
import Flow
import Kernel

extension CaseEnvironment {
    /// The last day of the promised time for people's work, counted by the statutory calendar. Marked provisional (暂定)
    /// where it lies beyond the years whose holidays are known: never guessed.
    func dueDate(of item: ServiceItem, from received: Instant) -> (date: CivilDate, isProvisional: Bool) {
        let day = received.civilDate()
        let term = item.limits.committedManual
        switch term.unit {
        case .immediate, .hours: return (received.adding(seconds: Int64(term.count) * 3600).civilDate(), false)
        case .workingDays:
            let due = calendar.adding(workingDays: term.count, to: day)
            return (due.date, due.isProvisional)
        case .days:
            let due = calendar.rolled(day.adding(days: term.count))
            return (due.date, due.isProvisional)
        case .months: return (day.adding(months: term.count), false)
        case .years: return (day.adding(months: term.count * 12), false)
        }
    }
}
