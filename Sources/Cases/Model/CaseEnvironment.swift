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
    /// What is in force.
    package let catalogue: Catalogue
    /// Every version that ever was.
    package let items: PublishedItems
    package let people: PersonStore
    package let resolveFacts: ResolveFacts
    package let issueCertificate: IssueCertificate
    package let certificates: CertificateStore
    /// By name.
    package var certificateTypes: [String: CertificateType]
    /// 归集: what can be read from departments into the wallet.
    package var importedTypes: [ImportedType] = []
    /// Who may see what was read for others.
    package var importDelegation = CertificateDelegation.noRule
    package let calendar: WorkingCalendar
    /// Serials of case numbers.
    package let serials: SerialBlocks
    package let places: PlaceNames
    /// The city's division, six digits.
    package let division: String
    /// The offices that have somebody at work; `nil` where the city keeps its staff elsewhere.
    package let offices: [String]?
    package let time: any TimeSource
    package let ids: any IDSource
    /// 校核时限 — in how many working days a department answers for a fact that is said to be wrong.
    package var recheckDaysMax = 10
    /// 协同城市
    package var otherCities = OtherCities.none
    /// A signed message of another city that led to the next step, kept as an event with it. Set for one request only.
    package var evidence: CaseEvidence?
    /// 回执 — written in the very transaction of a step, with the case as it then stands, so that a caller who asks again gets
    /// the same answer. Set for one request only.
    package var receipt: (@Sendable (CaseFile, any WriteTransaction) throws -> Void)?

    package init(
        database: any Database, vault: KeyVault, journal: EventJournal, outbox: Outbox, catalogue: Catalogue,
        people: PersonStore, resolveFacts: ResolveFacts, issueCertificate: IssueCertificate,
        certificates: CertificateStore, certificateTypes: [String: CertificateType], calendar: WorkingCalendar,
        serials: SerialBlocks, places: PlaceNames, division: String, offices: [String]? = nil,
        time: any TimeSource, ids: any IDSource
    ) {
        self.database = database
        self.vault = vault
        self.journal = journal
        self.outbox = outbox
        self.catalogue = catalogue
        items = PublishedItems(database: database)
        self.people = people
        self.resolveFacts = resolveFacts
        self.issueCertificate = issueCertificate
        self.certificates = certificates
        self.certificateTypes = certificateTypes
        self.calendar = calendar
        self.serials = serials
        self.places = places
        self.division = division
        self.offices = offices
        self.time = time
        self.ids = ids
    }

    package var drafts: DraftStore { DraftStore(database: database, vault: vault) }
    package var mandates: MandateStore { MandateStore(database: database, vault: vault) }
    package var presentations: PresentationStore { PresentationStore(database: database, vault: vault) }
    package var imports: ImportStore {
        ImportStore(database: database, vault: vault, delegation: importDelegation)
    }
    package var cases: CaseStore { CaseStore(database: database) }
    package var keptForms: KeptForms { KeptForms(database: database, vault: vault, time: time) }

    /// The definition under which a case was filed: by it the case is shown, worked on and decided.
    package func item(of file: CaseFile) async throws -> ServiceItem {
        guard let item = try await item(file.itemID, version: file.itemVersion) else { throw CaseRejections.noSuchItem }
        return item
    }

    /// A definition under a version. Where that was never published here (cases of a time before versions were kept) the one
    /// in force stands in for it.
    package func item(_ id: String, version digest: String) async throws -> ServiceItem? {
        let current = catalogue.item(id: id)
        if let current, current.version.digest == digest { return current }
        return try await items.item(version: digest) ?? current
    }

    /// What an item is called: as the definition in force says it, else its last one.
    package func name(ofItem id: String, in language: Language) async throws -> String? {
        if let current = catalogue.item(id: id) { return current.name(in: language) }
        return try await items.newest(id)?.name(in: language)
    }

    /// - Throws: `Rejection` where nobody would find a case that is passed to this office.
    func requireStaff(at office: String?) throws {
        guard let office, let offices, !offices.contains(office) else { return }
        throw OfficerRejections.officeWithoutStaff(office)
    }

    /// The blind index by which entitlements know their subject.
    func subject(_ residentID: ResidentID) -> [UInt8] { vault.blindIndex(.residentID, residentID.text) }
}
