import EventLog
package import Kernel
package import Web

/// 归集的证照 — what a department's register says of a certificate of its own, read at the holder's wish: data with source and
/// day. It is never signed as ours, and has no number, file or proof.
package struct ImportedCertificate: Sendable {
    /// Drawn like those of issued certificates, since a showing names either.
    package let id: Identifier<IssuedCertificate>
    package let holder: Identifier<Person>
    /// `机动车驾驶证`
    package let typeName: String
    package let englishName: String
    package let authority: String
    package let source: ImportSource
    /// When its holder agreed to have it read and kept.
    package let agreedAt: Instant
    /// To what; `nil` for what was read before consents were bound to it.
    package let terms: ImportTerms?
    /// Whose it is by the name that we checked, then each field as the register has it.
    package let fields: [CertificateField]
    /// Whether the register says that it counts.
    package let isInForce: Bool
    /// The last day on which it counts; `nil` for ever (长期).
    package let validUntil: CivilDate?
    /// The last day on which what was read may be shown.
    package let freshUntil: CivilDate
    package let isSample: Bool
    /// Asked again, the register said nothing beyond doubt: until it does, this is not shown.
    package var isDoubtful = false

    /// The claim under which the holder's name stands, as in certificates that are issued here.
    static let holderClaim = "holder_name"

    package var title: Phrase { Phrase("imported.title", zh: typeName, en: englishName) }
    var holderName: String { fields.first { $0.claim == Self.holderClaim }?.value ?? "" }
    var life: Identifier<EventStream> { id.retyped(as: EventStream.self) }

    /// How it stands on a day.
    package func standing(on day: CivilDate) -> Standing {
        if let validUntil, validUntil < day { return .expired }
        guard isInForce else { return .notInForce }
        if isDoubtful { return .unclear }
        return freshUntil < day ? .tooOld : .valid
    }

    /// The raw values are those of the interface and are never renamed.
    package enum Standing: String, Sendable, CaseIterable {
        case valid
        /// Its own last day is over.
        case expired
        /// 扣留、停止使用、冻结、注销: the register said so when it was read.
        case notInForce
        /// Asked again, the register said nothing beyond doubt.
        case unclear
        /// What was read is too old to be shown; it has to be read anew.
        case tooOld
    }
}

/// 来源 — whence imported data are, how far they are to be trusted, and of when.
package struct ImportSource: Sendable, Equatable {
    /// In full: `惠民市公安局交通警察支队`.
    package let department: String
    /// `驾驶证`
    package let resource: String
    /// 可信等级 (国办函〔2016〕108号).
    package let grade: FactRow.TrustGrade
    package let readAt: Instant
    /// When the source last confirmed it, by its own record.
    package let asOf: Instant?

    /// The grade in words.
    package var gradeWords: Phrase { ImportCopy.words(grade) }

    package init(department: String, resource: String, grade: FactRow.TrustGrade, readAt: Instant, asOf: Instant?) {
        self.department = department
        self.resource = resource
        self.grade = grade
        self.readAt = readAt
        self.asOf = asOf
    }
}

/// What can happen to imported data, each an event of the stream of its holder and kind, under whose id it is kept.
enum ImportEvents {
    /// By its holder's consent the department was asked, whatever came of it.
    static let read: EventKind = "import.read"
    /// Its holder withdrew, or the department has it no more.
    static let removed: EventKind = "import.removed"
    /// The member of the reading that binds what is kept after it (SHA-256).
    static let kept = "kept"
}
