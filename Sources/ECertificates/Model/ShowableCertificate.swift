import EventLog
package import Kernel
package import Web

/// 可以出示的 — a certificate that was issued here, or what a department says of one of its own.
package enum ShowableCertificate: Sendable {
    case issued(IssuedCertificate)
    case imported(ImportedCertificate)

    package var id: Identifier<IssuedCertificate> {
        switch self {
        case .issued(let certificate): certificate.id
        case .imported(let certificate): certificate.id
        }
    }

    package var holder: Identifier<Person> {
        switch self {
        case .issued(let certificate): certificate.holder
        case .imported(let certificate): certificate.holder
        }
    }

    package var typeName: String {
        switch self {
        case .issued(let certificate): certificate.typeName
        case .imported(let certificate): certificate.typeName
        }
    }

    /// 证照编号; `nil` for a department's, of which we gave none.
    package var number: String? { if case .issued(let certificate) = self { certificate.number } else { nil } }

    /// All that can be shown or withheld, in its order.
    package var fields: [CertificateField] {
        switch self {
        case .issued(let certificate): certificate.showableFields
        case .imported(let certificate): certificate.fields
        }
    }

    var holderName: String {
        switch self {
        case .issued(let certificate): certificate.holderName
        case .imported(let certificate): certificate.holderName
        }
    }

    /// `nil` for what was issued here.
    var source: ImportSource? { if case .imported(let certificate) = self { certificate.source } else { nil } }

    /// 生平
    var life: Identifier<EventStream> { id.retyped(as: EventStream.self) }

    /// Whether it counts on a day; a department's, as far as it was read not too long ago.
    func isValid(on day: CivilDate) -> Bool {
        switch self {
        case .issued(let certificate): certificate.standing(on: day).isValid
        case .imported(let certificate): certificate.standing(on: day) == .valid
        }
    }
}
