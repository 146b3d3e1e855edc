import Cases
package import ECertificates
import Exchange
import Kernel
import Storage
import Vault

/// 盖章 — the city's seal and what is printed under it.
struct Press: Sendable {
    let seal: CitySeal
    let print: PrintCertificate
    let paper: SignPaper

    init(_ platform: Platform) {
        seal = CitySeal(
            city: platform.city.name, database: platform.database, vault: platform.vault, time: platform.time)
        paper = SignPaper(keys: platform.vault.certificateKeys, origin: platform.origin, time: platform.time)
        print = PrintCertificate(
            types: platform.environment.certificateTypes, seal: seal, paper: paper, time: platform.time)
    }
}

/// 亮证 — showing certificates, joined with the register in which people read who has looked at their data.
package struct Showings: Sendable {
    let certificates: ShowableCertificates
    let presentations: PresentationStore
    package let present: PresentCertificate
    package let open: OpenPresentation
    let recordLook: RecordLook

    package init(_ platform: Platform) { self.init(platform, Mandates(platform).delegation) }

    init(_ platform: Platform, _ delegation: CertificateDelegation) {
        let (database, vault) = (platform.database, platform.vault)
        let certificates = ShowableCertificates(
            issued: platform.environment.certificates, imported: platform.environment.imports)
        self.certificates = certificates
        let ids = platform.ids
        presentations = PresentationStore(database: database, vault: vault)
        present = PresentCertificate(
            certificates: certificates, delegation: delegation, database: database, vault: vault,
            journal: platform.journal, time: platform.time, ids: ids)
        recordLook = RecordLook(
            delegation: delegation, database: database, journal: platform.journal, time: platform.time)
        open = OpenPresentation(
            certificates: certificates, database: database, vault: vault, journal: platform.journal,
            time: platform.time,
            keepRead: { shown, tx in
                try DataReadStore.insert(
                    [DataRead(shown, id: ids.identifier(DataRead.self))], person: shown.presentation.holder, in: tx)
            })
    }
}

extension DataRead {
    /// The line under "who has read my data".
    fileprivate init(_ shown: ShownCertificate, id: Identifier<DataRead>) {
        self.init(
            id: id, resource: shown.typeName, department: shown.presentation.verifier ?? "",
            fields: shown.fields.map(\.label.chinese),
            purpose: ReadPurpose(
                item: ReadPurpose.presentation, caseReference: nil, basis: shown.presentation.purpose.rawValue),
            at: shown.openedAt, outcome: DataRead.shownByHolder)
    }
}
