import Glibc
import Synchronization

/// How well writes were grouped.
package struct GroupStatistics: Sendable, Equatable {
    package var groups = 0
    package var writes = 0
    /// Groups that were rolled back because one write failed, and run again one by one.
    package var repeated = 0

    package var meanSize: Double { groups == 0 ? 0 : Double(writes) / Double(groups) }

    package init() {}

    /// The same for the operator.
    package var figures: [DatabaseFigure] {
        [
            DatabaseFigure(
                name: "write_groups", help: "Transactions of grouped writes since the start.", value: Double(groups)),
            DatabaseFigure(
                name: "write_group_mean", help: "Mean number of writes in a group.", value: meanSize),
            DatabaseFigure(
                name: "write_groups_repeated",
                help: "Groups that were rolled back for one write's failure and run again one by one.",
                value: Double(repeated)),
        ]
    }
}

/// The one connection of a process that writes.
package protocol GroupWriter {
    /// Runs `body` in one transaction and returns after it is durable. What it throws leaves nothing behind.
    /// - Throws: `SharedFault` where no single write is at fault; anything else may be the fault of one of them.
    func transaction(_ body: (any WriteTransaction) throws -> Void) throws

    /// Between two groups: `writes` have been made since the start.
    func rest(afterWrites writes: Int)
}

extension GroupWriter {
    package func rest(afterWrites _: Int) {}
}

/// What befell a whole group: the database is gone, or did not say whether it kept the group. Running its writes again is for
/// those who asked for them.
package struct SharedFault: Error {
    package let cause: any Error

    package init(_ cause: any Error) { self.cause = cause }
}

/// Collects concurrent writes into one transaction, so that they share one sync and never disturb each other.
///
/// No savepoints: each would nearly double the CPU of a write. Where a closure throws, the whole group is rolled back and
/// run again with a transaction each, which a write closure must bear anyway. Callers hear of success after the sync only.
package final class WriteGroups: Sendable {
    private struct Pending: Sendable {
        let run: @Sendable (any WriteTransaction) throws -> Void
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var waiting: [Pending] = []
        var isDraining = false
        var statistics = GroupStatistics()
    }

    private static let groupSizeMax = 256

    /// How long writes are gathered after some that came together: one sync more is dearer than the wait, which a lone write
    /// has only right behind others.
    private static let gatheringMicroseconds: UInt32 = 2000

    private let begin: @Sendable (_ work: @escaping @Sendable (any GroupWriter) -> Void) -> Void
    private let state = Mutex(State())

    /// - Parameter begin: hands the writer to `work`, on a thread where waiting for the disk holds up nobody.
    package init(begin: @escaping @Sendable (_ work: @escaping @Sendable (any GroupWriter) -> Void) -> Void) {
        self.begin = begin
    }

    package var statistics: GroupStatistics { state.withLock { $0.statistics } }

    /// Runs `body` in the next group and returns after it is durable.
    package func submit<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        let outcome = Mutex<Value?>(nil)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enqueue(
                Pending(
                    run: { tx in
                        let value = try body(tx)
                        outcome.withLock { $0 = value }
                    },
                    finish: { error in
                        if let error { continuation.resume(throwing: error) } else { continuation.resume() }
                    }))
        }
        guard let value = outcome.withLock({ $0 }) else { preconditionFailure("a write finished without a value") }
        return value
    }

    private func enqueue(_ pending: Pending) {
        let mustStart = state.withLock { state in
            state.waiting.append(pending)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustStart { begin { [self] writer in drain(writer) } }
    }

    private func drain(_ writer: any GroupWriter) {
        while let group = nextGroup() {
            do {
                try writer.transaction { tx in for pending in group { try pending.run(tx) } }
                group.forEach { $0.finish(nil) }
            } catch let fault as SharedFault {
                group.forEach { $0.finish(fault.cause) }
            } catch {
                runOneByOne(group, on: writer, firstError: error)
            }
            writer.rest(afterWrites: statistics.writes)
            if group.count > 1 { usleep(Self.gatheringMicroseconds) }
        }
    }

    private func nextGroup() -> [Pending]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let group = Array(state.waiting.prefix(Self.groupSizeMax))
            state.waiting.removeFirst(group.count)
            state.statistics.groups += 1
            state.statistics.writes += group.count
            return group
        }
    }

    private func runOneByOne(_ group: [Pending], on writer: any GroupWriter, firstError: any Error) {
        guard group.count > 1 else {
            group.forEach { $0.finish(firstError) }
            return
        }
        // Each has a transaction of its own now.
        state.withLock { state in
            state.statistics.repeated += 1
            state.statistics.groups += group.count
        }
        var shared: SharedFault?
        for pending in group {
            // Nobody waits once more for a database that has just gone.
            if let shared {
                pending.finish(shared.cause)
                continue
            }
            do {
                try writer.transaction(pending.run)
                pending.finish(nil)
            } catch let fault as SharedFault {
                shared = fault
                pending.finish(fault.cause)
            } catch { pending.finish(error) }
        }
    }
}
