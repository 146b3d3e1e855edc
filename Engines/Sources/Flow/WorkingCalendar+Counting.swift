public import Kernel

extension WorkingCalendar {
    /// When `count` working days after a day have passed; the day itself is not counted. Negative counts go back, as
    /// for "at least five working days before the hearing". Days of a pause are passed over.
    public func adding(workingDays count: Int, to start: CivilDate, pauses: [ClockPause] = []) -> Deadline {
        var tally = Tally(start: start)
        var (day, number) = (start, 0)
        while number < count.magnitude {
            day = day.adding(days: count.signum())
            if pauses.contains(where: { $0.contains(day) }) {
                tally.add(day, .stood, isProvisional: false)
                continue
            }
            let kind = kind(of: day)
            if kind.isWorking { number += 1 }
            tally.add(day, content(of: kind, number: number), isProvisional: !isSettled(day))
        }
        return tally.deadline(on: day, closingMinute: nil)
    }

    /// When a period that an event set going ends.
    /// - Parameters:
    ///   - pauses: times that do not count; what of them lies before the event changes nothing.
    ///   - closingMinute: where the last day ends with office hours (民法典 §203), their end in minutes after
    ///   midnight; periods in hours know none.
    public func deadline(
        of period: LegalPeriod, from event: Instant, pauses: [ClockPause] = [], closingMinute: Int? = nil
    ) -> Deadline {
        let start = event.civilDate()
        switch period {
        case .immediate: return rolling(period, start, to: start, pauses).closing(at: closingMinute)
        case .workingDays(let count):
            return adding(workingDays: count, to: start, pauses: pauses).closing(at: closingMinute)
        case .calendarDays(let count):
            return rolling(period, start, to: start.adding(days: count), pauses).closing(at: closingMinute)
        case .months(let count):
            return rolling(period, start, to: start.adding(months: count), pauses).closing(at: closingMinute)
        case .years(let count):
            return rolling(period, start, to: start.adding(months: 12 * count), pauses).closing(at: closingMinute)
        case .hours(let count): return running(hours: count, from: event, pauses)
        }
    }

    /// The period's own last day and as many more as the clock stood before it, or the next working day where offices rest
    /// on that one.
    private func rolling(
        _ period: LegalPeriod, _ start: CivilDate, to ownEnd: CivilDate, _ pauses: [ClockPause]
    ) -> Deadline {
        let nominal = pauses.isEmpty ? ownEnd : prolonged(start, ownEnd, pauses)
        var tally = Tally(start: start)
        let isOpen = nominal > start && !isSettled(nominal)
        if pauses.isEmpty, nominal > start {
            tally.add(start.adding(days: 1), nominal, .running(period), isProvisional: isOpen)
        } else {
            var day = start
            while day < nominal {
                day = day.adding(days: 1)
                let stood = pauses.contains { $0.contains(day) }
                tally.add(day, stood ? .stood : .running(period), isProvisional: isOpen)
            }
        }
        var day = nominal
        while !isWorkingDay(day), nominal > start {
            let festival = kind(of: day).holidayName
            tally.add(day, .movedOn(festival: festival), isProvisional: !isSettled(day))
            day = day.adding(days: 1)
        }
        if day != nominal, !isSettled(day) { tally.isProvisional = true }
        return tally.deadline(on: day, closingMinute: nil)
    }

    /// The last day of a period, moved by each day before it on which the clock stood.
    private func prolonged(_ start: CivilDate, _ ownEnd: CivilDate, _ pauses: [ClockPause]) -> CivilDate {
        var (end, day) = (ownEnd, start)
        while day < end {
            day = day.adding(days: 1)
            if pauses.contains(where: { $0.contains(day) }) { end = end.adding(days: 1) }
        }
        return end
    }

    /// Hours run on in the minute; the clock stands for just as long as a pause takes.
    private func running(hours count: Int, from event: Instant, _ pauses: [ClockPause]) -> Deadline {
        var end = event.adding(seconds: Int64(count) * 3600)
        for pause in pauses.sorted(by: { $0.start < $1.start }) where pause.start < end && pause.end > event {
            end = end.adding(milliseconds: pause.end.milliseconds - max(pause.start, event).milliseconds)
        }
        let (start, last) = (event.civilDate(), end.adding(milliseconds: -1).civilDate())
        var tally = Tally(start: start)
        tally.add(start, last, .running(.hours(count)), isProvisional: false)
        return tally.deadline(on: last, end: end)
    }

    private func content(of kind: DayKind, number: Int) -> CalendarSpan.Content {
        switch kind {
        case .workday: .counted(number...number, makeUpFor: nil)
        case .makeUp(let festival): .counted(number...number, makeUpFor: festival)
        case .weekend, .holiday: .passedOver(festival: kind.holidayName)
        }
    }
}

extension Deadline {
    /// The same period where the office closes at this minute of its last day.
    func closing(at minute: Int?) -> Deadline {
        guard let minute else { return self }
        let due = CalendarSpan(
            first: date, last: date, content: .due(closingMinute: minute), isProvisional: isProvisional)
        return Deadline(
            date: date, end: Instant(startOf: date).adding(seconds: Int64(minute) * 60), isProvisional: isProvisional,
            spans: spans.dropLast() + [due])
    }
}

/// Puts the days of a count together, line by line.
private struct Tally {
    private var spans: [CalendarSpan]
    var isProvisional = false

    init(start: CivilDate) {
        spans = [CalendarSpan(first: start, last: start, content: .start, isProvisional: false)]
    }

    mutating func add(_ day: CivilDate, _ content: CalendarSpan.Content, isProvisional: Bool) {
        add(day, day, content, isProvisional: isProvisional)
    }

    mutating func add(
        _ first: CivilDate, _ last: CivilDate, _ content: CalendarSpan.Content, isProvisional: Bool
    ) {
        self.isProvisional = self.isProvisional || isProvisional
        guard let before = spans.last, before.isProvisional == isProvisional,
            let merged = before.content.merged(with: content)
        else {
            return spans.append(CalendarSpan(first: first, last: last, content: content, isProvisional: isProvisional))
        }
        spans[spans.count - 1] = CalendarSpan(
            first: min(before.first, first), last: max(before.last, last), content: merged, isProvisional: isProvisional
        )
    }

    func deadline(on date: CivilDate, closingMinute: Int?) -> Deadline {
        deadline(on: date, end: Instant(startOf: date.adding(days: 1))).closing(at: closingMinute)
    }

    func deadline(on date: CivilDate, end: Instant) -> Deadline {
        let minute = (end.civilDate() == date) ? end.millisecondsOfDay() / 60_000 : nil
        let due = CalendarSpan(
            first: date, last: date, content: .due(closingMinute: minute), isProvisional: isProvisional)
        return Deadline(date: date, end: end, isProvisional: isProvisional, spans: spans + [due])
    }
}

extension CalendarSpan.Content {
    /// This line and the next day in one, where they were treated alike.
    fileprivate func merged(with next: CalendarSpan.Content) -> CalendarSpan.Content? {
        switch (self, next) {
        case (.counted(let early, nil), .counted(let late, nil)):
            .counted(early.lowerBound...late.upperBound, makeUpFor: nil)
        case (.passedOver(let early), .passedOver(let late)) where early == late: self
        case (.movedOn(let early), .movedOn(let late)) where early == late: self
        case (.running(let early), .running(let late)) where early == late: self
        case (.stood, .stood): self
        default: nil
        }
    }
}

extension Instant {
    /// Midnight at the beginning of a day in China.
    init(startOf day: CivilDate) {
        self.init(milliseconds: (Int64(day.daysSinceEpoch) * 86_400 - Instant.chinaOffsetSeconds) * 1000)
    }
}
