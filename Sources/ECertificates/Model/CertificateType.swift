package import Kernel
import Web

/// 证照类型: what kind of certificate the city issues: name, authority and codes. One file of `City/certificates`.
package struct CertificateType: Sendable, Equatable {
    /// `高龄津贴核准通知书`
    package let name: String
    package let englishName: String
    /// ASCII name in the type's identifier (`vct`).
    package let slug: String
    /// 颁发机构
    package let authority: String
    /// 统一社会信用代码 of the authority.
    package let authorityCode: String
    /// 证照类型代码: the defining authority's code and three characters (GB/T 36902). Where it is our own, `isSample`.
    package let typeCode: String
    /// The sentence that the certificate makes, with `{claim}` where a field is filled in.
    package let statement: String
    /// Shown as 示例 on screen and paper: the type is not registered in the national catalogue.
    package let isSample: Bool
    /// 有效期 in months from the day of issue; `nil` for ever (长期).
    package let validMonths: Int?
    /// 管理机关: whose officers renew, suspend and revoke it.
    package let keeper: String
    /// 版面
    package let layout: CertificateLayout

    package init(
        name: String, englishName: String, slug: String, authority: String, authorityCode: String, typeCode: String,
        statement: String, isSample: Bool, validMonths: Int? = nil, keeper: String? = nil,
        layout: CertificateLayout = CertificateLayout()
    ) {
        self.name = name
        self.englishName = englishName
        self.slug = slug
        self.authority = authority
        self.authorityCode = authorityCode
        self.typeCode = typeCode
        self.statement = statement
        self.isSample = isSample
        self.validMonths = validMonths
        self.keeper = keeper ?? authority
        self.layout = layout
    }
}

extension CertificateType {
    /// The last day of a certificate that is issued on a day; `nil` for ever.
    func validUntil(issuedOn day: CivilDate) -> CivilDate? {
        validMonths.map { day.adding(months: $0).adding(days: -1) }
    }

    /// What its sentence fills in, by claim.
    var claims: [String] {
        statement.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }
}

/// One statement of a certificate that its holder may show or withhold.
package struct CertificateField: Sendable, Equatable {
    /// Stable English claim name, e.g. `holder_name`.
    package let claim: String
    /// What it is called on the certificate.
    package let label: Phrase
    package let value: String

    package init(claim: String, label: Phrase, value: String) {
        self.claim = claim
        self.label = label
        self.value = value
    }

    /// As it stands on a certificate, which is a Chinese document: a day is written as people write it. Programs get `value`.
    var printed: String { CivilDate(value)?.text(in: .chinese) ?? value }
}
