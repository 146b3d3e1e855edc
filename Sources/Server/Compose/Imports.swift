import Cases
import ECertificates
import Exchange
import Identity
import Kernel
import Storage
import Vault
import Web

extension ImportCertificate {
    /// 归集, as the exchange allows it.
    init(_ platform: Platform) {
        let gate = ImportGate(environment: platform.environment)
        self.init(
            types: platform.city.importedTypes, store: platform.environment.imports,
            gate: { try await gate.read($0, of: $1) },
            presentations: PresentationStore(database: platform.database, vault: platform.vault),
            database: platform.database, journal: platform.journal, time: platform.time, ids: platform.ids)
    }
}

/// Asks a department for a certificate of its own: by grant, purpose, basis and quota.
private struct ImportGate: Sendable {
    let environment: CaseEnvironment

    func read(_ type: ImportedType, of person: Identifier<Person>) async throws -> ImportReading? {
        guard let profile = try await environment.people.person(person) else { return nil }
        let sheet = await environment.resolveFacts(
            Set(type.fields.map { FactAddress(resource: type.resource, field: $0.name) }), about: profile.residentID,
            for: ReadPurpose(item: ReadPurpose.importing, caseReference: nil, basis: type.basis), allOrNothing: true)
        return ImportReading(
            holderName: profile.name, finding: finding(type, in: sheet),
            record: { tx in try DataReadStore.insert(sheet.reads, person: person, in: tx) })
    }

    private func finding(_ type: ImportedType, in sheet: FactSheet) -> ImportReading.Finding {
        let findings = sheet.findings.reduce(into: [String: FactFinding]()) { $0[$1.key.field] = $1.value }
        let absences = findings.values.compactMap(\.absence)
        if absences.contains(.notGranted) { return .notGranted }
        if absences.contains(.overQuota) { return .overQuota }
        if absences.contains(.sourceUnavailable) { return .silent }
        if absences.count == findings.count, absences.allSatisfy({ $0 == .notRecorded }) { return .none }
        return isClear(type, findings) ? found(type, findings.compactMapValues(\.fact)) : .unclear
    }

    /// Whether it counts, and until when, is beyond doubt; another field that is not is left out. What does not count needs no
    /// last day: a register often empties it when it cancels.
    private func isClear(_ type: ImportedType, _ findings: [String: FactFinding]) -> Bool {
        func value(_ field: String) -> String? { findings[field]?.fact?.value.storedText }
        if let force = type.force {
            guard let said = value(force.field) else { return false }
            if said != force.value { return true }
        }
        guard let end = type.end, value(end.field) == nil else { return true }
        guard let forEver = end.forEver else { return false }
        return findings[end.field] == .unknown(.empty) && value(forEver.field) == forEver.value
    }

    private func found(_ type: ImportedType, _ facts: [String: Fact]) -> ImportReading.Finding {
        // What is trusted least decides: all of it comes from one record.
        guard let weakest = facts.values.min(by: { $0.grade < $1.grade }),
            let grade = FactRow.TrustGrade(rawValue: weakest.grade.rawValue)
        else { return .unclear }
        let source = ImportSource(
            department: type.authority, resource: type.resource, grade: grade, readAt: weakest.obtainedAt,
            asOf: weakest.asOf)
        return .found(facts.mapValues(\.value.storedText), source)
    }
}

extension FactFinding {
    fileprivate var absence: FactAbsence? { if case .unknown(let absence) = self { absence } else { nil } }
}
