import CrossCity
import ECertificates
package import EventLog
import Exchange
import Identity
package import Kernel
package import Storage
package import Vault

/// 视图对账 — holds every table by which somebody may do or know something against the events that it follows from: certificates,
/// mandates, grants of departments, what departments acknowledged, what two cities told each other.
package struct AuditViews: Sendable {
    private let database: any Database
    private let vault: KeyVault
    private let journal: EventJournal
    private let time: any TimeSource

    package init(database: any Database, vault: KeyVault, journal: EventJournal, time: any TimeSource) {
        self.database = database
        self.vault = vault
        self.journal = journal
        self.time = time
    }

    /// How many there are of each.
    package struct Summary: Sendable, Equatable {
        package var certificates = 0
        package var mandates = 0
        /// 共享申请和授权.
        package var grants = 0
        package var writeBacks = 0
        /// 通办的办件.
        package var partnerCases = 0
    }

    /// - Throws: `AuditCertificates.Difference` or `ViewDifference` for the first row that does not agree.
    package func callAsFunction() async throws -> Summary {
        var summary = Summary()
        summary.certificates = try await AuditCertificates(database: database, vault: vault, journal: journal)()
        summary.mandates = try await AuditMandates(database: database, vault: vault, journal: journal, time: time)()
        summary.grants = try await AuditSharing(database: database, journal: journal)()
        summary.writeBacks = try await AuditWriteBacks(database: database, journal: journal)()
        summary.partnerCases = try await AuditPartners(database: database, vault: vault, journal: journal)()
        return summary
    }
}
