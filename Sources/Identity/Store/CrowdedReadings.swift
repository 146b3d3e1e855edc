import Kernel
import Synchronization

/// What the register said of numbers under which somebody is trying names, in memory and for ten minutes: the register is not
/// asked for every guess, nor does each fill the list of who has read the owner's data, and yet the owner's own name gets its
/// code. All that is typed under such a number is answered from here, so that no name takes another time.
final class CrowdedReadings: Sendable {
    /// Numbers kept at once; where there are more, the register is asked.
    private static let countMax = 1_000
    private let readings = Mutex<[ResidentID: (reading: RegisterReading, kept: Instant)]>([:])

    /// - Parameter ask: the register.
    /// - Returns: the answer, and whether the register was asked for it now.
    func reading(
        of number: ResidentID, at now: Instant, ask: (ResidentID) async -> RegisterReading
    ) async -> (reading: RegisterReading, isFresh: Bool) {
        let oldest = now.adding(seconds: -ChallengeStore.windowSeconds)
        let kept = readings.withLock { readings in
            readings = readings.filter { $0.value.kept > oldest }
            return readings[number]?.reading
        }
        if let kept { return (kept, false) }
        let reading = await ask(number)
        if case .unavailable = reading.answer { return (reading, true) }
        readings.withLock { if $0.count < Self.countMax { $0[number] = (reading, now) } }
        return (reading, true)
    }
}
