import Synchronization

/// Bounds the time of calls to one source, also of such as do not heed cancellation: at the deadline the caller goes on and the
/// call is left behind. It keeps its place until it comes back, what it brings is dropped, and where all places are taken by
/// calls under way or left behind, no new one is made.
package final class Deadline: Sendable {
    /// Calls under way and left behind together. A source that hangs can hold no more of us than this.
    package static let placesMax = 128

    private struct Places {
        var taken = 0
        var leftBehind = 0
    }

    private let places = Mutex(Places())
    private let alarms = AlarmClock()

    package init() {}

    /// Calls that passed their deadline and have not come back.
    package var leftBehind: Int { places.withLock { $0.leftBehind } }

    /// What became of a call.
    package enum Outcome<Value: Sendable>: Sendable {
        case value(Value)
        /// The deadline passed, or the caller itself was cancelled.
        case late
        /// No place was free: the source was not asked.
        case full
    }

    package func run<Value: Sendable>(
        milliseconds: Int64, _ body: @escaping @Sendable () async -> Value
    ) async -> Outcome<Value> {
        guard takePlace() else { return .full }
        let race = Race<Value>()
        // It is owned by its place, which it keeps until it ends; what ends the race first is what counts.
        let call = Task {
            let value = await body()
            let isInTime = race.end(.value(value))
            self.places.withLock { places in
                places.taken -= 1
                if !isInTime { places.leftBehind -= 1 }
            }
        }
        let alarm = alarms.set(milliseconds: milliseconds) { self.leave(race, call) }
        defer { alarms.clear(alarm) }
        return await withTaskCancellationHandler {
            await race.outcome()
        } onCancel: {
            self.leave(race, call)
        }
    }

    private func takePlace() -> Bool {
        places.withLock { places in
            guard places.taken < Self.placesMax else { return false }
            places.taken += 1
            return true
        }
    }

    /// Counted before it is told: whoever goes on without the call sees it among those left behind.
    private func leave(_ race: Race<some Sendable>, _ call: Task<Void, Never>) {
        let isLeft = places.withLock { places in
            guard race.end(.late) else { return false }
            places.leftBehind += 1
            return true
        }
        if isLeft { call.cancel() }
    }
}

/// Two run, one counts.
private final class Race<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Deadline.Outcome<Value>, Never>)
        case ended(Deadline.Outcome<Value>)
        case told
    }

    private let state = Mutex(State.open)

    /// - Returns: whether this was the first end.
    func end(_ outcome: Deadline.Outcome<Value>) -> Bool {
        let (isFirst, waiter) = state.withLock {
            state -> (Bool, CheckedContinuation<Deadline.Outcome<Value>, Never>?) in
            switch state {
            case .open:
                state = .ended(outcome)
                return (true, nil)
            case .awaited(let waiter):
                state = .told
                return (true, waiter)
            case .ended, .told: return (false, nil)
            }
        }
        waiter?.resume(returning: outcome)
        return isFirst
    }

    func outcome() async -> Deadline.Outcome<Value> {
        await withCheckedContinuation { waiter in
            let known = state.withLock { state -> Deadline.Outcome<Value>? in
                guard case .ended(let outcome) = state else {
                    state = .awaited(waiter)
                    return nil
                }
                state = .told
                return outcome
            }
            if let known { waiter.resume(returning: known) }
        }
    }
}
