import Synchronization

/// One sleeper for many deadlines: nearly every call ends long before its own, and a timer for each would cost more than what
/// it watches over.
final class AlarmClock: Sendable {
    private struct Alarm {
        let due: ContinuousClock.Instant
        let ring: @Sendable () -> Void
    }

    private struct State {
        var alarms: [Int: Alarm] = [:]
        var lastID = 0
        /// When the sleeper wakes; `nil` where nobody sleeps.
        var wakesAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// Rings once after this time, unless it is cleared before.
    /// - Returns: the alarm's name for `clear`.
    func set(milliseconds: Int64, ring: @escaping @Sendable () -> Void) -> Int {
        let due = ContinuousClock.now.advanced(by: .milliseconds(milliseconds))
        let (id, mustSleep) = state.withLock { state in
            state.lastID += 1
            state.alarms[state.lastID] = Alarm(due: due, ring: ring)
            if let wakesAt = state.wakesAt, wakesAt <= due { return (state.lastID, false) }
            state.wakesAt = due
            return (state.lastID, true)
        }
        // It ends with the last alarm; one that was sleeping for a later hour finds that it is no longer the sleeper.
        if mustSleep { Task { await sleep(until: due) } }
        return id
    }

    func clear(_ id: Int) { state.withLock { _ = $0.alarms.removeValue(forKey: id) } }

    private func sleep(until first: ContinuousClock.Instant) async {
        var wake: ContinuousClock.Instant? = first
        while let due = wake {
            try? await Task.sleep(until: due, clock: .continuous)
            wake = ring(sleeperOf: due)
        }
    }

    /// Rings what is due.
    /// - Returns: when this sleeper wakes again.
    private func ring(sleeperOf due: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let (rung, next) = state.withLock { state -> ([Alarm], ContinuousClock.Instant?) in
            let now = ContinuousClock.now
            let rung = state.alarms.filter { $0.value.due <= now }
            for id in rung.keys { state.alarms[id] = nil }
            guard state.wakesAt == due else { return (Array(rung.values), nil) }
            state.wakesAt = state.alarms.values.map(\.due).min()
            return (Array(rung.values), state.wakesAt)
        }
        for alarm in rung { alarm.ring() }
        return next
    }
}
