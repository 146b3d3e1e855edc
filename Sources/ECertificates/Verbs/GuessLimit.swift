import Kernel
import Synchronization

/// Bounds how many wrong tokens are answered in a minute, by everybody together. 128 bits cannot be guessed; this tells who
/// tries that it is seen.
final class GuessLimit: Sendable {
    private let perMinute: Int
    private let misses = Mutex<(minute: Int64, count: Int)>((0, 0))

    init(perMinute: Int) { self.perMinute = perMinute }

    func allows(at now: Instant) -> Bool {
        misses.withLock { $0.minute != now.milliseconds / 60_000 || $0.count < perMinute }
    }

    func countMiss(at now: Instant) {
        let minute = now.milliseconds / 60_000
        misses.withLock { $0 = $0.minute == minute ? (minute, $0.count + 1) : (minute, 1) }
    }
}
