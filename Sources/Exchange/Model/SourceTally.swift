import Kernel
import Synchronization

/// 取数结果 — what became of asking a source, as it is counted.
package enum ReadOutcome: String, Sendable, CaseIterable {
    case answered, notRecorded
    /// Unreachable, or too late.
    case silent
    /// An error code of its own.
    case refused
    /// An answer that its description does not foresee.
    case malformed
    /// Not asked: by no grant, or beyond the limit of the day.
    case notGranted, overQuota

    init(_ fault: SourceFault) {
        self =
            switch fault {
            case .unreachable, .timedOut: .silent
            case .refused: .refused
            case .malformed, .notDescribed: .malformed
            // Not asked either way: it says nothing about the source.
            case .overQuota, .quotaUncounted: .overQuota
            }
    }
}

/// 取数的统计 — counts in memory what sources answer, until a worker writes the sums: no read waits for it. Counts show how good the
/// data are; what was read about whom is in `data_read`, and nothing of that is here.
package final class SourceTally: Sendable {
    struct Key: Hashable, Comparable, Sendable {
        let resource: String
        let day: CivilDate
        /// Empty for the whole read.
        let field: String
        /// Of `ReadOutcome` for the whole read; `known` or why it is not known for a field.
        let outcome: String

        /// Rows are written in one order by all servers, so that none waits for another in a circle.
        static func < (left: Key, right: Key) -> Bool {
            (left.resource, left.day, left.field, left.outcome) < (
                right.resource, right.day, right.field, right.outcome
            )
        }
    }

    struct Sum: Sendable, Equatable {
        var count = 0
        /// How old the values were, by the source's own stamps, in days together.
        var ageDays = 0
    }

    static let known = "known"
    private let sums = Mutex<[Key: Sum]>([:])

    package init() {}

    func count(_ resource: String, _ outcome: ReadOutcome, on day: CivilDate) {
        add(Key(resource: resource, day: day, field: "", outcome: outcome.rawValue), ageDays: 0)
    }

    func count(_ findings: [(field: String, finding: FactFinding)], of resource: String, on day: CivilDate) {
        for (field, finding) in findings {
            switch finding {
            case .known(let fact):
                let age = fact.asOf.map { day.daysSinceEpoch - $0.civilDate().daysSinceEpoch } ?? 0
                add(Key(resource: resource, day: day, field: field, outcome: Self.known), ageDays: max(0, age))
            case .unknown(let absence):
                add(Key(resource: resource, day: day, field: field, outcome: absence.rawValue), ageDays: 0)
            }
        }
    }

    /// What was counted since the last call.
    func take() -> [Key: Sum] {
        sums.withLock { sums in
            defer { sums = [:] }
            return sums
        }
    }

    /// What could not be written is counted on.
    func putBack(_ untold: [Key: Sum]) {
        sums.withLock { sums in
            for (key, sum) in untold {
                sums[key, default: Sum()].count += sum.count
                sums[key, default: Sum()].ageDays += sum.ageDays
            }
        }
    }

    private func add(_ key: Key, ageDays: Int) {
        sums.withLock { sums in
            sums[key, default: Sum()].count += 1
            sums[key, default: Sum()].ageDays += ageDays
        }
    }
}
