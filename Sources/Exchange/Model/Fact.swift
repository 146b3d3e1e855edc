package import Kernel

/// 事实: a value with where it came from, when, and how far it can be trusted.
package struct Fact: Sendable, Equatable {
    package let value: FactValue
    package let source: FactSource
    /// When the source last confirmed it, by the source's own record.
    package let asOf: Instant?
    /// When we read it.
    package let obtainedAt: Instant
    package let grade: TrustGrade

    package init(value: FactValue, source: FactSource, asOf: Instant?, obtainedAt: Instant, grade: TrustGrade) {
        self.value = value
        self.source = source
        self.asOf = asOf
        self.obtainedAt = obtainedAt
        self.grade = grade
    }
}

/// Where a fact came from.
package enum FactSource: Sendable, Equatable {
    /// A field of a department's resource, e.g. `人口信息.出生日期` of 公安.
    case resource(name: String, field: String, department: String)
    /// Typed by the applicant.
    case applicant
}

/// 可信等级 (国办函〔2016〕108号).
package enum TrustGrade: String, Sendable, Comparable, CaseIterable {
    /// From the issuing agency.
    case a = "A"
    /// Checked against an original by an officer.
    case b = "B"
    /// Uploaded by the person.
    case c = "C"
    /// Declared by the person, with a promise of truth.
    case d = "D"

    package static func < (left: TrustGrade, right: TrustGrade) -> Bool { left.rawValue > right.rawValue }
}

/// What became of asking for a fact.
package enum FactFinding: Sendable, Equatable {
    case known(Fact)
    case unknown(FactAbsence)

    package var fact: Fact? { if case .known(let fact) = self { fact } else { nil } }
}

/// Why a fact is not known. Whatever the reason, it leads to asking or to a person, never to a refusal.
package enum FactAbsence: String, Sendable, CaseIterable {
    /// The source could not be reached, was too slow, or answered with a fault.
    case sourceUnavailable
    /// The source has no record of the person.
    case notRecorded
    /// The record has no value in that field.
    case empty
    /// Two records of the source contradict each other.
    case contradictory
    /// The record is older than the source's own rules allow.
    case stale
    /// The value cannot be what it says: wrong check digit, impossible date, unknown code.
    case malformed
    /// The providing department has not granted this item to read it: the source was not asked.
    case notGranted
    /// The department has been asked as often today as it allows: it was not asked.
    case overQuota
}
