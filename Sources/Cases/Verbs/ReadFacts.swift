import Catalog
import Exchange
import Identity
import Kernel
import Storage
import Web

/// Reads what an item needs to know about a person, and whether accounts are the payee's own.
struct ReadFacts: Sendable {
    /// By the convention of the departments' descriptions, a resource with an account names its holder in this field.
    static let accountHolderField = "户主证件号码"
    let environment: CaseEnvironment

    /// - Returns: findings by field name, the accounts that are confirmed, and the record of the reads.
    func callAsFunction(
        _ item: ServiceItem, about person: PersonProfile, caseID: Identifier<CaseFile>
    ) async -> (content: DraftContent, reads: [DataRead]) {
        guard let key = item.service.crossProvince?.decidedBy, environment.otherCities.mayDecide(item) else {
            return await read(item.informationFields, of: item, about: person, caseID: caseID)
        }
        // Where another city decides, what it decides on is its own to read: here only what the applicant may have to say.
        let isFirst: (InformationField) -> Bool = { $0.name == key || $0.isAskable }
        let fields = item.informationFields
        let here = await read(fields.filter(isFirst), of: item, about: person, caseID: caseID)
        if environment.destination(of: item, here.content) != nil { return here }
        let further = await read(fields.filter { !isFirst($0) }, of: item, about: person, caseID: caseID)
        return (
            DraftContent(
                findings: here.content.findings.merging(further.content.findings) { $1 },
                verifiedAccounts: here.content.verifiedAccounts.union(further.content.verifiedAccounts)),
            here.reads + further.reads
        )
    }

    private func read(
        _ fields: [InformationField], of item: ServiceItem, about person: PersonProfile, caseID: Identifier<CaseFile>
    ) async -> (content: DraftContent, reads: [DataRead]) {
        let addresses = fields.compactMap { field in
            field.source.map { (field, FactAddress(resource: $0.resource, field: $0.field)) }
        }
        let holders = addresses.filter { $0.0.holder != nil }.map {
            FactAddress(resource: $0.1.resource, field: Self.accountHolderField)
        }
        let purpose = ReadPurpose(
            item: item.id, caseReference: caseID.description, basis: item.readingBasis)
        let sheet = await environment.resolveFacts(
            Set(addresses.map(\.1)).union(holders), about: person.residentID, for: purpose)
        var findings: [String: FactFinding] = [:]
        var verified: Set<String> = []
        for (field, address) in addresses {
            findings[field.name] = sheet.findings[address] ?? .unknown(.sourceUnavailable)
            guard field.holder != nil, findings[field.name]?.fact != nil else { continue }
            let holder = sheet.findings[FactAddress(resource: address.resource, field: Self.accountHolderField)]
            if holder?.fact?.value == .text(person.residentID.text) { verified.insert(field.name) }
        }
        return (DraftContent(findings: findings, verifiedAccounts: verified), sheet.reads)
    }
}

extension CaseEnvironment {
    /// 用数记录 of reads whose transaction was lost to another's: the sources were asked all the same, and the person may know.
    func keepRecord(of reads: [DataRead], about person: Identifier<Person>) async {
        // Where the database itself is what failed, nothing was shown either.
        try? await database.write { tx in try DataReadStore.insert(reads, person: person, in: tx) }
    }
}
