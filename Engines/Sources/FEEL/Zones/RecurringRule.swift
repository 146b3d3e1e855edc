import Kernel

/// The offsets that a place keeps year after year, as POSIX writes them: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct RecurringRule: Sendable {
    /// Seconds east of UTC outside summer time.
    let standardOffset: Int
    private let summer: Summer?

    private struct Summer {
        let offset: Int
        let start: Change
        let end: Change
    }

    /// A day of the year and a time of that day.
    private struct Change {
        enum Day {
            /// 1…365; 29 February is never counted.
            case julian(Int)
            /// 0…365
            case zeroBased(Int)
            /// The `week`th (5: last) `weekday` (0 is Sunday) of a month.
            case weekday(month: Int, week: Int, weekday: Int)
        }

        let day: Day
        /// Seconds after midnight, −167 to 167 hours.
        let time: Int

        /// Local seconds since 1970-01-01.
        func local(in year: Int) -> Int64 { Int64(days(in: year)) * 86_400 + Int64(time) }

        private func days(in year: Int) -> Int {
            let newYear = RecurringRule.days(year, 1, 1)
            switch day {
            case .julian(let number): return newYear + number - (CivilDate.isLeap(year) && number >= 60 ? 0 : 1)
            case .zeroBased(let number): return newYear + number
            case .weekday(let month, let week, let weekday):
                let first = RecurringRule.days(year, month, 1)
                // 1970-01-01 was a Thursday.
                let shift = ((weekday - first - 4) % 7 + 7) % 7
                let last = CivilDate.daysInMonth(year: year, month: month) - 1
                let offset = shift + (week - 1) * 7
                return first + (offset > last ? offset - 7 : offset)
            }
        }
    }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        CivilDate(year: year, month: month, day: day)?.daysSinceEpoch ?? 0
    }

    func offset(at instant: Int64) -> Int {
        guard let summer else { return standardOffset }
        let days = (instant + Int64(standardOffset)).flooredQuotient(dividingBy: 86_400)
        let year = CivilDate(daysSinceEpoch: Int(days)).year
        let start = summer.start.local(in: year) - Int64(standardOffset)
        let end = summer.end.local(in: year) - Int64(summer.offset)
        // South of the equator summer time lasts over the new year.
        let isSummer = start < end ? start <= instant && instant < end : !(end <= instant && instant < start)
        return isSummer ? summer.offset : standardOffset
    }

    /// `nil` where the text is none.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = Reader(bytes: text)
        guard reader.name(), let west = reader.time() else { return nil }
        standardOffset = -west
        guard !reader.bytes.isEmpty else {
            summer = nil
            return
        }
        guard reader.name() else { return nil }
        let offset = reader.bytes.first == UInt8(ascii: ",") ? standardOffset + 3600 : reader.time().map { -$0 }
        guard let offset, let start = reader.change(), let end = reader.change(), reader.bytes.isEmpty else {
            return nil
        }
        summer = Summer(offset: offset, start: start, end: end)
    }

    private struct Reader {
        var bytes: ArraySlice<UInt8>

        mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            guard bytes.first == UInt8(ascii: scalar) else { return false }
            bytes = bytes.dropFirst()
            return true
        }

        /// `CET` or `<+0330>`
        mutating func name() -> Bool {
            if take("<") {
                guard let end = bytes.firstIndex(of: UInt8(ascii: ">")) else { return false }
                bytes = bytes[(end + 1)...]
                return true
            }
            let letters = bytes.prefix { (65...90).contains($0 & 0xDF) }
            bytes = bytes.dropFirst(letters.count)
            return letters.count >= 3
        }

        mutating func number() -> Int? {
            let digits = bytes.prefix { (48...57).contains($0) }
            guard (1...3).contains(digits.count) else { return nil }
            bytes = bytes.dropFirst(digits.count)
            return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func time() -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard let hours = number(), hours <= 167 else { return nil }
            var total = hours * 3600
            for unit in [60, 1] where take(":") {
                guard let part = number(), part < 60 else { return nil }
                total += part * unit
            }
            return isNegative ? -total : total
        }

        mutating func change() -> Change? {
            guard take(","), let day = day() else { return nil }
            guard take("/") else { return Change(day: day, time: 7200) }
            return time().map { Change(day: day, time: $0) }
        }

        private mutating func day() -> Change.Day? {
            if take("J") { return number().flatMap { (1...365).contains($0) ? .julian($0) : nil } }
            guard take("M") else { return number().flatMap { $0 <= 365 ? .zeroBased($0) : nil } }
            guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
                (1...12).contains(month), (1...5).contains(week), weekday <= 6
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
    }
}
