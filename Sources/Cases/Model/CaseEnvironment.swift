package import Catalog
package import ECertificates
package import EventLog
package import Exchange
package import Flow
package import Identity
package import Kernel
package import Storage
package import Vault

/// All that the verbs of a case work with; composed once, at start.
package struct CaseEnvironment: Sendable {
    package let database: any Database
    package let vault: KeyVault
    package let journal: EventJournal
    package let outbox: Outbox
    package let catalogue: Catalogue
    package let people: PersonStore
    package let resolveFacts: ResolveFacts
    package let issueCertificate: IssueCertificate
    package let certificates: CertificateStore
    /// By name.
    package let certificateTypes: [String: CertificateType]
    package let calendar: WorkingCalendar
    /// Serials of case numbers.
    package let serials: SerialBlocks
    package let places: PlaceNames
    /// The city's division, six digits.
    package let division: String
    package let time: any TimeSource
    package let ids: any IDSource
    /// 回执 — written in the very transaction of a step, with the case as it then stands, so that a caller who asks again gets
    /// the same answer. Set for one request only.
    package var receipt: (@Sendable (CaseFile, any WriteTransaction) throws -> Void)?

    package init(
        database: any Database, vault: KeyVault, journal: EventJournal, outbox: Outbox, catalogue: Catalogue,
        people: PersonStore, resolveFacts: ResolveFacts, issueCertificate: IssueCertificate,
        certificates: CertificateStore, certificateTypes: [String: CertificateType], calendar: WorkingCalendar,
        serials: SerialBlocks, places: PlaceNames, division: String, time: any TimeSource, ids: any IDSource
    ) {
        self.database = database
        self.vault = vault
        self.journal = journal
        self.outbox = outbox
        self.catalogue = catalogue
        self.people = people
        self.resolveFacts = resolveFacts
        self.issueCertificate = issueCertificate
        self.certificates = certificates
        self.certificateTypes = certificateTypes
        self.calendar = calendar
        self.serials = serials
        self.places = places
        self.division = division
        self.time = time
        self.ids = ids
    }

    package var drafts: DraftStore { DraftStore(database: database, vault: vault) }
    package var cases: CaseStore { CaseStore(database: database) }

    /// The blind index by which entitlements know their subject.
    func subject(_ residentID: ResidentID) -> [UInt8] { vault.blindIndex(.residentID, residentID.text) }
}
