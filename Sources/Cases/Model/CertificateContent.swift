package import Catalog
import ECertificates
import Identity
package import Kernel

/// What the certificate of a grant says.
struct CertificateContent {
    let ground: GrantParts.Ground

    var fields: [CertificateField] {
        var fields = [
            field(.holderName, "持证人", "Holder", ground.person.name),
            field(.residentID, "公民身份号码", "Resident ID number", ground.person.residentID.text),
            field(.serviceItem, "事项", "Service", ground.item.name),
        ]
        if let fen = ground.amountFen, let terms = ground.item.outcome.entitlement {
            fields.append(field(.amountYuan, "标准（元）", "Amount (yuan)", YuanText.plain(fen: fen)))
            fields.append(field(.period, "发放周期", "Paid", terms.period.rawValue))
            fields.append(field(.startsOn, "起算日期", "From", ground.startsOn(terms).description))
        }
        fields.append(
            field(.legalBasis, "依据", "Legal basis", ground.item.bases.map(\.citation).joined(separator: "；")))
        fields.append(field(.caseNumber, "办件编号", "Case number", ground.number))
        return fields
    }

    private func field(
        _ claim: CertificateClaim, _ chinese: String, _ english: String, _ value: String
    ) -> CertificateField {
        let name = claim.rawValue
        return CertificateField(
            claim: name, label: Phrase("certificate.\(name)", zh: chinese, en: english), value: value)
    }
}

/// Amounts for departments and certificates: `100` or `99.50`, without a unit.
enum YuanText {
    static func plain(fen: Int) -> String {
        fen % 100 == 0 ? "\(fen / 100)" : "\(fen / 100).\(fen % 100 < 10 ? "0" : "")\(fen % 100)"
    }
}

extension EntitlementStart {
    /// The first day that the benefit covers.
    package func day(appliedOn: CivilDate, decidedOn: CivilDate) -> CivilDate {
        switch self {
        case .applicationDay: appliedOn
        case .applicationMonth: appliedOn.adding(days: 1 - appliedOn.day)
        case .monthAfterApplication: appliedOn.adding(days: 1 - appliedOn.day).adding(months: 1)
        case .determinationDay: decidedOn
        case .monthAfterDetermination: decidedOn.adding(days: 1 - decidedOn.day).adding(months: 1)
        }
    }
}
