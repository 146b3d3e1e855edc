import Kernel

/// 时区 — the offsets from UTC that a place has had and will have, e.g. Asia/Shanghai with its summer times of
/// 1986–1991. A value: whoever embeds the engine reads the zone's file and gives the bytes; the engine reads none.
public final class ZoneRules: Sendable {
    /// The name of the IANA time zone database, e.g. `Asia/Shanghai`.
    public let id: String
    /// Seconds since 1970-01-01T00:00:00Z at which the offset changed, ascending.
    private let instants: [Int64]
    /// The offset from each of the instants on.
    private let offsets: [Int32]
    private let initialOffset: Int32
    /// What holds after the last instant, for ever.
    private let forever: RecurringRule?

    init(id: String, instants: [Int64], offsets: [Int32], initialOffset: Int32, forever: RecurringRule?) {
        self.id = id
        self.instants = instants
        self.offsets = offsets
        self.initialOffset = initialOffset
        self.forever = forever
    }

    /// A zone with one offset at all times, in seconds east of UTC.
    public convenience init(id: String, offset: Int) {
        self.init(id: id, instants: [], offsets: [], initialOffset: Int32(clamping: offset), forever: nil)
    }

    /// Seconds east of UTC at a point in time, counted in seconds since 1970-01-01T00:00:00Z.
    public func offset(at instant: Int64) -> Int {
        guard let last = instants.last, instant < last else {
            return forever?.offset(at: instant) ?? Int(offsets.last ?? initialOffset)
        }
        // The first change after the instant.
        var (low, high) = (0, instants.count)
        while low < high {
            let middle = (low + high) / 2
            if instants[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return Int(low == 0 ? initialOffset : offsets[low - 1])
    }

    /// The offset without summer time that holds today and later: that of a time of day without a date.
    public var standardOffset: Int { forever?.standardOffset ?? Int(offsets.last ?? initialOffset) }

    /// What the clocks of the place meant by a local time, given in seconds as if it were UTC. In an hour that came
    /// twice it is the first one; in an hour that was skipped the clock is moved on by what was skipped.
    func resolve(local: Int64) -> (local: Int64, offset: Int) {
        let day: Int64 = 86_400
        let before = offset(at: local - day)
        for candidate in [before, offset(at: local + day)] where offset(at: local - Int64(candidate)) == candidate {
            return (local, candidate)
        }
        let after = offset(at: local - Int64(before))
        return (local + Int64(after - before), after)
    }
}

extension ZoneRules: Hashable {
    /// Zones are the same where their names are.
    public static func == (left: ZoneRules, right: ZoneRules) -> Bool {
        left === right || left.id.hasSameScalars(as: right.id)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
