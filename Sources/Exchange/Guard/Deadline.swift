import Synchronization

/// Bounds the time of calls to one source, also of such as do not heed cancellation: at the deadline the caller goes on and the
/// call is left behind. It keeps its place until it comes back, and what it brings is dropped. Where all places are taken, a call
/// waits for one within its deadline; where all are taken by calls left behind, it does not even wait.
package final class Deadline: Sendable {
    /// Calls under way and left behind together. A source that hangs can hold no more of us than this.
    package static let placesMax = 128

    private struct Places {
        var taken = 0
        var leftBehind = 0
        var lastID = 0
        /// Who waits for a place, first come first served.
        var queue: [(id: Int, admit: CheckedContinuation<Bool, Never>)] = []
    }

    private let places = Mutex(Places())
    private let alarms = AlarmClock()

    package init() {}

    /// Calls that passed their deadline and have not come back.
    package var leftBehind: Int { places.withLock { $0.leftBehind } }

    /// What became of a call.
    package enum Outcome<Value: Sendable>: Sendable {
        case value(Value)
        /// The deadline passed, or the caller itself was cancelled. After a wait for a place it says nothing about the source.
        case late(hasWaited: Bool)
        /// No place came free in time: the source was not asked.
        case full
    }

    package func run<Value: Sendable>(
        milliseconds: Int64, _ body: @escaping @Sendable () async -> Value
    ) async -> Outcome<Value> {
        let began = ContinuousClock.now
        let hasWaited: Bool
        switch takePlace() {
        case .taken: hasWaited = false
        case .hopeless: return .full
        case .mustWait:
            guard await waitForPlace(milliseconds) else { return .full }
            hasWaited = true
        }
        let passed = began.duration(to: .now) / Duration.milliseconds(1)
        let race = Race<Value>(hasWaited: hasWaited)
        // It is owned by its place, which it keeps until it ends; what ends the race first is what counts.
        let call = Task {
            let value = await body()
            let isInTime = race.end(.value(value))
            self.comeBack(wasLeft: !isInTime)
        }
        let alarm = alarms.set(milliseconds: max(1, milliseconds - Int64(passed))) { self.leave(race, call) }
        defer { alarms.clear(alarm) }
        return await withTaskCancellationHandler {
            await race.outcome()
        } onCancel: {
            self.leave(race, call)
        }
    }

    private enum Entry { case taken, mustWait, hopeless }

    private func takePlace() -> Entry {
        places.withLock { places in
            guard places.taken >= Self.placesMax else {
                places.taken += 1
                return .taken
            }
            return places.leftBehind >= Self.placesMax ? .hopeless : .mustWait
        }
    }

    /// - Returns: whether a place came free before the deadline and before the caller was cancelled.
    private func waitForPlace(_ milliseconds: Int64) async -> Bool {
        let id = places.withLock { places in
            places.lastID += 1
            return places.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { admit in
                let isFree = places.withLock { places in
                    guard places.taken >= Self.placesMax else {
                        places.taken += 1
                        return true
                    }
                    places.queue.append((id, admit))
                    return false
                }
                if isFree { return admit.resume(returning: true) }
                // Only now: an alarm that rang before it stood in the queue would find nobody. One that finds it gone is nothing.
                _ = alarms.set(milliseconds: milliseconds) { self.giveUp(id) }
                if Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
    }

    private func giveUp(_ id: Int) {
        let waiter = places.withLock { places in
            places.queue.firstIndex { $0.id == id }.map { places.queue.remove(at: $0) }
        }
        waiter?.admit.resume(returning: false)
    }

    /// A place is free, or goes on to whoever has waited longest.
    private func comeBack(wasLeft: Bool) {
        let next = places.withLock { places -> CheckedContinuation<Bool, Never>? in
            if wasLeft { places.leftBehind -= 1 }
            guard places.queue.isEmpty else { return places.queue.removeFirst().admit }
            places.taken -= 1
            return nil
        }
        next?.resume(returning: true)
    }

    /// Counted before it is told: whoever goes on without the call sees it among those left behind.
    private func leave(_ race: Race<some Sendable>, _ call: Task<Void, Never>) {
        let isLeft = places.withLock { places in
            guard race.end(.late(hasWaited: race.hasWaited)) else { return false }
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

    let hasWaited: Bool
    private let state = Mutex(State.open)

    init(hasWaited: Bool) { self.hasWaited = hasWaited }

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
