import Cases
package import ECertificates
import Exchange

/// 证照管理 — officers' work on certificates, joined with the messages that people and departments get.
extension ActOnCertificate {
    package init(_ platform: Platform) {
        let environment = platform.environment
        self.init(
            store: environment.certificates, issue: environment.issueCertificate, types: environment.certificateTypes,
            database: platform.database, journal: platform.journal, time: platform.time,
            notice: { try await environment.notice(of: $1, on: $0, for: $2) },
            consequence: ActConsequence(
                grant: { try await environment.grant(behind: $0) }, follow: { try environment.follow($0) }))
    }
}
