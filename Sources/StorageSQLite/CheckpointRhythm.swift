import Synchronization

/// When the write-ahead log is moved into the file: after so many writes.
final class CheckpointRhythm: Sendable {
    private let writesBetween: Int
    private let writesAtLast = Mutex(0)

    init(writesBetween: Int) { self.writesBetween = writesBetween }

    func isDue(afterWrites writes: Int) -> Bool {
        writesAtLast.withLock { last in
            guard writes - last >= writesBetween else { return false }
            last = writes
            return true
        }
    }
}
