import Glibc
import Kernel
import Synchronization

/// The clock of the machine.
struct SystemTime: TimeSource {
    func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// Identifiers and random bytes of the machine. Identifiers of one process rise strictly: those of one millisecond are told
/// apart by a counter in their upper random bits.
final class SystemIDs: IDSource {
    private struct Last {
        var milliseconds: Int64 = 0
        var counter: UInt64 = 0
    }

    private let time: any TimeSource
    private let last = Mutex(Last())

    init(time: any TimeSource) { self.time = time }

    func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
        let now = time.now().milliseconds
        let (milliseconds, counter) = last.withLock { last in
            if now > last.milliseconds {
                last.milliseconds = now
                last.counter = 0
            } else {
                last.counter += 1
                // More than 4,096 in a millisecond: borrow the next one.
                if last.counter > 0xFFF { (last.milliseconds, last.counter) = (last.milliseconds + 1, 0) }
            }
            return (last.milliseconds, last.counter)
        }
        return Identifier(
            at: Instant(milliseconds: milliseconds), randomHigh: counter, randomLow: .random(in: .min ... .max))
    }

    /// The standard library's system generator: getrandom(2) on Linux, fit for keys.
    func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            let word = generator.next()
            for shift in stride(from: UInt64(0), through: 56, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return Array(bytes.prefix(count))
    }
}
