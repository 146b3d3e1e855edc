/// 证照字段 — what a certificate can say, by the English name under which its sentence and its token hold it.
package enum CertificateClaim: String, CaseIterable, Sendable {
    case holderName = "holder_name"
    case residentID = "resident_id"
    case serviceItem = "service_item"
    case amountYuan = "amount_yuan"
    case period
    case startsOn = "starts_on"
    case legalBasis = "legal_basis"
    case caseNumber = "case_number"

    /// Said only where a grant opens a payment (待遇).
    package var isOfEntitlement: Bool { [.amountYuan, .period, .startsOn].contains(self) }
}
