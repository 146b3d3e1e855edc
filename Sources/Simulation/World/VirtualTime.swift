import Kernel
import Synchronization

/// 虚拟时钟 — the time of a simulated city. It passes when the simulation says so, and nobody ever waits for it.
final class VirtualClock: TimeSource {
    private let instant: Mutex<Instant>

    init(_ start: Instant) { instant = Mutex(start) }

    func now() -> Instant { instant.withLock { $0 } }

    func advance(seconds: Int) { instant.withLock { $0 = $0.adding(seconds: Int64(seconds)) } }

    /// Moves on to a moment; one that has passed already changes nothing.
    func advance(to moment: Instant) { instant.withLock { $0 = max($0, moment) } }
}

extension CivilDate {
    /// A moment of this day in China.
    func at(second: Int) -> Instant {
        Instant(milliseconds: (Int64(daysSinceEpoch) * 86_400 + Int64(second) - Instant.chinaOffsetSeconds) * 1000)
    }
}

/// Identifiers and random bytes by the seed. Keys drawn here protect nothing but synthetic people.
final class SeededIDs: IDSource {
    private struct State {
        var draws: Draws
        var milliseconds: Int64 = 0
        var counter: UInt64 = 0
    }

    private let clock: VirtualClock
    private let state: Mutex<State>

    init(seed: UInt64, clock: VirtualClock) {
        self.clock = clock
        state = Mutex(State(draws: Draws(seed: seed, "identifiers")))
    }

    /// They rise strictly, as those of a real process do.
    func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
        let now = clock.now().milliseconds
        let (milliseconds, counter, low) = state.withLock { state in
            state.counter = now > state.milliseconds ? 0 : state.counter + 1
            state.milliseconds = max(now, state.milliseconds)
            if state.counter > 0xFFF { (state.milliseconds, state.counter) = (state.milliseconds + 1, 0) }
            return (state.milliseconds, state.counter, state.draws.next())
        }
        return Identifier(at: Instant(milliseconds: milliseconds), randomHigh: counter, randomLow: low)
    }

    func randomBytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count + 8)
            while bytes.count < count {
                let word = state.draws.next()
                for shift in stride(from: UInt64(0), to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: word >> shift))
                }
            }
            return Array(bytes.prefix(count))
        }
    }
}
