import Kernel

/// 数据质量 — how a resource has answered in the last days: sums over everybody, with nobody in them.
package struct ResourceQuality: Sendable, Equatable {
    /// So many days back.
    package static let days = 30
    /// Below so many reads a share says nothing, and might say something about somebody.
    static let readsMin = 20

    package internal(set) var reads: [ReadOutcome: Int] = [:]
    package internal(set) var fields: [String: Field] = [:]
    package internal(set) var disputes: [FactDispute.State: Int] = [:]
    /// 限额: how much of today’s is used; `nil` where there is none.
    package internal(set) var usedToday: Int?

    /// Of what was never read.
    package init() {}

    /// One field, or one question of yes or no.
    package struct Field: Sendable, Equatable {
        package internal(set) var known = 0
        package internal(set) var unknown: [FactAbsence: Int] = [:]
        /// The sum over all that are known.
        var ageDays = 0

        /// How old values are on average.
        package var averageAgeDays: Int? { known == 0 ? nil : ageDays / known }
    }

    /// Times that the source was asked.
    package var asked: Int {
        reads.filter { $0.key != .notGranted && $0.key != .overQuota }.values.reduce(0, +)
    }

    /// 答复率: how often the source answered when it was asked, in percent; `nil` where it was asked too seldom.
    package var answeredPercent: Int? {
        asked < Self.readsMin ? nil : percent(reads[.answered, default: 0] + reads[.notRecorded, default: 0], of: asked)
    }

    /// 可用率: how many values of the records that were found could be used, in percent.
    package var usablePercent: Int? {
        let usable = fields.values.reduce(0) { $0 + $1.known }
        let spoilt: [FactAbsence] = [.empty, .contradictory, .stale, .malformed]
        let unusable = fields.values.reduce(0) { sum, field in
            sum + spoilt.reduce(0) { $0 + field.unknown[$1, default: 0] }
        }
        return asked < Self.readsMin || usable + unusable == 0 ? nil : percent(usable, of: usable + unusable)
    }

    /// 平均数据日龄 in days.
    package var averageAgeDays: Int? {
        let known = fields.values.reduce(0) { $0 + $1.known }
        return asked < Self.readsMin || known == 0 ? nil : fields.values.reduce(0) { $0 + $1.ageDays } / known
    }

    private func percent(_ part: Int, of whole: Int) -> Int { part * 100 / whole }
}
