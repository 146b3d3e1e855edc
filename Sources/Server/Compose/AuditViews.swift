import Cases
import CrossCity
import ECertificates
package import EventLog
import Exchange
import Identity
package import Kernel
package import Storage
package import Vault

/// 视图对账 — holds every table by which somebody may do or know something against the events that it follows from: cases and
/// benefits, certificates and their showings, what was read of departments' own, mandates, grants of departments, what
/// departments acknowledged, what two cities told each other. What it is given is one state, a snapshot.
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

    /// The events by which people change what was granted, and what a department was told of it.
    private static let decisions =
        [CertificateAct.suspend, .resume, .cancel, .revoke, .correct].map { EventSort(.certificate, $0.event) }
        + [EventSort(.caseEvent, CaseEvents.reviewAnswered)]

    /// How many there are of each.
    package struct Summary: Sendable, Equatable {
        package var cases = 0
        /// 待遇.
        package var entitlements = 0
        package var certificates = 0
        /// 亮证.
        package var presentations = 0
        /// 归集的证照.
        package var imports = 0
        package var mandates = 0
        /// 共享申请和授权.
        package var grants = 0
        package var writeBacks = 0
        /// 通办的办件.
        package var partnerCases = 0
        /// 协同城市的公钥.
        package var partnerKeys = 0
    }

    /// Every kind of event that makes a row.
    private static let begun =
        AuditCases.begun + AuditEntitlements.begun + AuditCertificates.begun + AuditPresentations.begun
        + AuditImports.begun + AuditMandates.begun + AuditSharing.begun + AuditPartners.begun + AuditPartnerKeys.begun
        + [
            EventSort(.caseEvent, ExchangeEvents.writtenBack), EventSort(.exchange, ExchangeEvents.writeBackCorrected),
        ] + decisions
        + WriteBackFinding.Kind.allCases.map { EventSort(.exchange, ExchangeEvents.found($0)) }

    /// - Throws: `ViewDifference` for the first row that does not agree.
    package func callAsFunction() async throws -> Summary {
        let journal = try await journal.indexing(Self.begun)
        let cases = CaseStore(database: database)
        var summary = Summary()
        // Cases first: whose a certificate is follows from whose the case is, and whose a showing is from whose that is.
        summary.cases = try await AuditCases(database: database, journal: journal)()
        summary.entitlements = try await AuditEntitlements(
            database: database, vault: vault, journal: journal, decisions: Self.decisions)()
        summary.certificates = try await AuditCertificates(
            database: database, vault: vault, journal: journal, applicant: { try await cases.applicant(of: $0) })()
        summary.imports = try await AuditImports(database: database, vault: vault, journal: journal)()
        summary.presentations = try await AuditPresentations(database: database, vault: vault, journal: journal)()
        summary.mandates = try await AuditMandates(database: database, vault: vault, journal: journal, time: time)()
        summary.grants = try await AuditSharing(database: database, journal: journal)()
        summary.writeBacks = try await AuditWriteBacks(
            database: database, journal: journal, decisions: Self.decisions)()
        summary.partnerCases = try await AuditPartners(database: database, vault: vault, journal: journal)()
        summary.partnerKeys = try await AuditPartnerKeys(database: database, journal: journal)()
        return summary
    }
}
