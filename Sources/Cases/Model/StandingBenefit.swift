import Entitlements
import EventLog
import Identity
import Kernel
import Storage
import Web

/// 在享待遇 — the benefit that a subject has already, and that stands in the way of another one of the same item.
struct StandingBenefit: Sendable, Equatable {
    /// 办件编号 of the case by which it was granted, where that is the applicant's own: another's is not theirs to know.
    let caseNumber: String?

    static func find(
        item: String, subject: [UInt8], applicant: Identifier<Person>, in tx: any ReadTransaction
    ) throws -> StandingBenefit? {
        guard let stream = try Entitlement.liveCase(item: item, subject: subject, in: tx) else { return nil }
        let row = try tx.row(
            """
            SELECT number FROM case_file
            WHERE shard = \(stream.shard) AND id = \(stream) AND applicant = \(applicant)
            """)
        return StandingBenefit(caseNumber: row?.text("number"))
    }
}
