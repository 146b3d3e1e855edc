import EventLog
package import Kernel
package import Web

/// 电子证照: one issued certificate, with what its holder may see.
package struct IssuedCertificate: Sendable {
    package let id: Identifier<IssuedCertificate>
    package let holder: Identifier<Person>
    package let typeName: String
    package let authority: String
    /// 证照编号
    package let number: String
    /// 证照标识 (GB/T 36904)
    package let nationalID: String
    package let fields: [CertificateField]
    /// The sentence that it makes, e.g. who is granted what.
    package let statement: String
    package let issuedOn: CivilDate
    package let issuedAt: Instant
    package let state: CertificateState
    /// When it came into this state; `nil` while it has been valid all along.
    package let stateSince: Instant?
    /// The last day on which it counts; `nil` for ever (长期).
    package let validUntil: CivilDate?
    /// 关联证照: the one that it took the place of, and the one that took its place.
    package let predecessor: Identifier<IssuedCertificate>?
    package let successor: Identifier<IssuedCertificate>?
    package let isSample: Bool
    /// 128 bits, hexadecimal: opens the public page.
    package let token: String
    /// The certificate itself: SD-JWT VC in compact form with all disclosures.
    package let sdJWT: String
    /// The event of its issue, by which the log proves it.
    package let stream: [UInt8]
    package let sequence: Int
}

extension IssuedCertificate {
    /// How it stands on a day.
    package func standing(on day: CivilDate) -> CertificateStanding {
        CertificateStanding(state, since: stateSince, validUntil: validUntil, on: day)
    }

    /// What an officer may do with it on a day.
    package func possibleActs(on day: CivilDate) -> [CertificateAct] {
        CertificateAct.allCases.filter {
            $0.isPossible(for: standing(on: day), state: state, hasSuccessor: successor != nil)
        }
    }

    /// What opens its public check together with its number.
    package var checkCode: CheckCode { CheckCode(token: token) }

    /// Whose certificate it is, as it says itself.
    var holderName: String { fields.first { $0.claim == "holder_name" }?.value ?? "" }

    /// Enough of it to recognise.
    package var maskedHolderName: String { PersonalName.masked(holderName) }

    /// All that can be shown or withheld: its number and its fields, in their order.
    package var showableFields: [CertificateField] {
        [CertificateField(claim: Self.numberClaim, label: PresentationCopy.number, value: number)] + fields
    }

    /// The claim under which the token holds its number.
    static let numberClaim = "certificate_number"

    /// 生平: what happened to it after its issue stands in a stream of its own under its own id.
    var life: Identifier<EventStream> { id.retyped(as: EventStream.self) }
}
