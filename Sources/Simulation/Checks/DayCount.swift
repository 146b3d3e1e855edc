import Catalog
import Flow
import Kernel

/// 另一种数法 — the last day of a term, counted on the fingers, day by day: knows of the product's calendar only which days
/// offices work.
struct DayCount {
    struct Pause {
        let from: Instant
        let to: Instant

        /// The day of the question counts, that of the answer does not.
        func covers(_ day: CivilDate) -> Bool { from.civilDate() < day && day <= to.civilDate() }
    }

    let calendar: WorkingCalendar

    func lastDay(of term: Term, from start: Instant, pauses: [Pause] = []) -> CivilDate {
        let first = start.civilDate()
        switch term.unit {
        case .immediate: return first
        case .workingDays: return walk(term.count, from: first) { isOpen($0, pauses) && calendar.isWorkingDay($0) }
        case .days: return onOpenDay(walk(term.count, from: first) { isOpen($0, pauses) })
        case .months, .years:
            let months = term.count * (term.unit == .years ? 12 : 1)
            let days = first.adding(months: months).daysSinceEpoch - first.daysSinceEpoch
            return onOpenDay(walk(days, from: first) { isOpen($0, pauses) })
        case .hours:
            let stood = pauses.reduce(Int64(0)) { $0 + $1.to.milliseconds - $1.from.milliseconds }
            return start.adding(milliseconds: Int64(term.count) * 3_600_000 + stood - 1).civilDate()
        }
    }

    private func isOpen(_ day: CivilDate, _ pauses: [Pause]) -> Bool { !pauses.contains { $0.covers(day) } }

    private func walk(_ count: Int, from first: CivilDate, counts: (CivilDate) -> Bool) -> CivilDate {
        var (day, left) = (first, count)
        while left > 0 {
            day = day.adding(days: 1)
            if counts(day) { left -= 1 }
        }
        return day
    }

    private func onOpenDay(_ day: CivilDate) -> CivilDate {
        var day = day
        while !calendar.isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }
}
