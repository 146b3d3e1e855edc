import Glibc
package import Kernel
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
package final class SystemIDs: IDSource {
    private struct Last {
        var milliseconds: Int64 = 0
        var counter: UInt64 = 0
    }

    /// How the shards of new cases follow one another; the shard lies in the last byte of an identifier.
    package enum Shards {
        /// At random: partitions fill evenly.
        case spread
        /// One for a minute, then another: in a single file, what is written together lies together.
        case byTheMinute
    }

    private let time: any TimeSource
    private let shards: Shards
    private let last = Mutex(Last())

    package init(time: any TimeSource, shards: Shards = .spread) {
        self.time = time
        self.shards = shards
    }

    package func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
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
        var low = UInt64.random(in: .min ... .max)
        if shards == .byTheMinute { low = low & ~0xFF | UInt64(milliseconds / 60_000) & 0xFF }
        return Identifier(at: Instant(milliseconds: milliseconds), randomHigh: counter, randomLow: low)
    }

    /// From the kernel, at most 256 bytes a call: fit for keys.
    package func randomBytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let start = buffer.baseAddress {
                let size = min(256, count - filled)
                let answer = getentropy(start.advanced(by: filled), size)
                precondition(answer == 0, "the kernel gives random bytes once it has started")
                filled += size
            }
        }
    }
}
