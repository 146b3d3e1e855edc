import Kernel
package import Storage
import Web

/// 一次归集 — what a department's register said when it was asked for one certificate, and what is recorded of having asked.
package struct ImportReading: Sendable {
    package enum Finding: Sendable {
        /// Values by field; those that are beyond doubt.
        case found([String: String], ImportSource)
        /// The department has none of this person.
        case none
        /// Its record is beyond doubt in none of what it would have to be.
        case unclear
        /// It did not answer.
        case silent
        /// 限额: it was asked as often today as it allows.
        case overQuota
        /// It does not let itself be asked for all of this.
        case notGranted

        /// Whether the register said anything.
        var isAnswer: Bool {
            switch self {
            case .found, .none, .unclear: true
            case .silent, .overQuota, .notGranted: false
            }
        }
    }

    /// The name that was checked when its holder signed in.
    let holderName: String
    let finding: Finding
    let record: @Sendable (any WriteTransaction) throws -> Void

    package init(
        holderName: String, finding: Finding, record: @escaping @Sendable (any WriteTransaction) throws -> Void
    ) {
        self.holderName = holderName
        self.finding = finding
        self.record = record
    }
}

/// What came of a wish to have a certificate read. The raw values are those of the interface and are never renamed.
package enum ImportOutcome: String, Sendable, CaseIterable {
    case read, none
    /// It was here, and the department has it no more: it was removed.
    case gone
    case unclear, silent, overQuota, notGranted
    /// While the department was asked, the holder withdrew, or had it read once more: this answer was not kept.
    case overtaken

    init(_ finding: ImportReading.Finding, isHeld: Bool) {
        self =
            switch finding {
            case .found: .read
            case .none: isHeld ? .gone : .none
            case .unclear: .unclear
            case .silent: .silent
            case .overQuota: .overQuota
            case .notGranted: .notGranted
            }
    }
}

/// What a holder is told once, after a wish or a withdrawal.
enum ImportNews: Sendable, Equatable {
    case came(ImportOutcome)
    /// 撤回同意: what was read is erased.
    case withdrawn
    /// Nothing was read: what would be is not what was agreed to.
    case otherTerms
    /// Nothing was read: the consent was withdrawn before.
    case notHeld

    init?(rawValue: String) {
        if let outcome = ImportOutcome(rawValue: rawValue) {
            self = .came(outcome)
        } else if let news = [Self.withdrawn, .otherTerms, .notHeld].first(where: { $0.rawValue == rawValue }) {
            self = news
        } else {
            return nil
        }
    }

    /// What a page asks anew above what would be read; `nil` for another no.
    init?(_ rejection: Rejection) {
        switch rejection {
        case ImportRejections.otherTerms: self = .otherTerms
        case ImportRejections.notHeld: self = .notHeld
        default: return nil
        }
    }

    /// As it is kept until it is told.
    var rawValue: String {
        switch self {
        case .came(let outcome): outcome.rawValue
        case .withdrawn: "withdrawn"
        case .otherTerms: "otherTerms"
        case .notHeld: "notHeld"
        }
    }
}

extension ImportReading {
    /// What is kept after it: what was found, or what was held before, which is shown no more once its record is in doubt; `nil`
    /// where nothing is written.
    func kept(
        inPlaceOf held: ImportedCertificate?, of type: ImportedType, id: Identifier<IssuedCertificate>,
        holder: Identifier<Person>, at now: Instant
    ) -> ImportedCertificate? {
        if case .unclear = finding {
            var doubtful = held
            doubtful?.isDoubtful = true
            return doubtful
        }
        // Who agrees once more to the same has agreed since the first time.
        let agreedAt = held.flatMap { $0.terms == type.terms ? $0.agreedAt : nil }
        return ImportedCertificate(self, of: type, id: id, holder: holder, agreedAt: agreedAt ?? now)
    }
}

extension ImportedCertificate {
    /// What is kept of a reading; `nil` where nothing was found.
    init?(
        _ reading: ImportReading, of type: ImportedType, id: Identifier<IssuedCertificate>, holder: Identifier<Person>,
        agreedAt: Instant
    ) {
        guard case .found(let values, let source) = reading.finding else { return nil }
        let name = CertificateField(
            claim: Self.holderClaim, label: ImportCopy.holder, value: reading.holderName)
        let fields = type.fields.compactMap { field in
            values[field.name].map { CertificateField(claim: field.name, label: field.label, value: $0) }
        }
        self.init(
            id: id, holder: holder, typeName: type.name, englishName: type.englishName, authority: type.authority,
            source: source, agreedAt: agreedAt, terms: type.terms, fields: [name] + fields,
            isInForce: type.force.map { values[$0.field] == $0.value } ?? true,
            validUntil: type.end.flatMap { values[$0.field] }.flatMap { CivilDate($0) },
            freshUntil: source.readAt.civilDate().adding(days: type.freshDays), isSample: type.isSample)
    }
}
