import Glibc
import Storage
import Synchronization

/// The connection on which this process writes. Other servers on the same database may disturb its transactions, which are
/// then run again.
struct PostgresWriter: GroupWriter {
    private static let repeatsMax = 5

    let session: PostgresSession
    let repeats: PostgresRepeats

    func transaction(_ body: (any WriteTransaction) throws -> Void) throws {
        var repeated = 0
        var isReconnected = false
        while true {
            do {
                return try session.transaction(body)
            } catch let fault as PostgresFault {
                if case .lost = fault, !isReconnected {
                    // A connection that died since it was last used (the server was restarted): nothing is kept of it.
                    isReconnected = true
                    continue
                }
                guard fault.isWorthRepeating, repeated < Self.repeatsMax else { throw fault.ofGroup }
                repeated += 1
                repeats.count.add(1, ordering: .relaxed)
                Self.pause(after: repeated)
            }
        }
    }

    /// 1 to 2 ms, then twice as long each time: servers that disturbed each other come back at different moments.
    private static func pause(after repeated: Int) {
        let unit = 1000 << (repeated - 1)
        usleep(UInt32(Int.random(in: unit...2 * unit)))
    }
}

/// Transactions run again since the start.
final class PostgresRepeats: Sendable {
    let count = Atomic<Int>(0)
}

extension PostgresFault {
    /// As the writes of a group learn of it: whether one of them may be at fault.
    fileprivate var ofGroup: any Error {
        switch self {
        case .lost, .overdue, .commitUnanswered: SharedFault(storageError)
        case .refused, .notCommitted: storageError
        }
    }
}
