package import Kernel
package import Logging

/// A field of a resource, as a service definition names it: `人口信息.出生日期`.
package struct FactAddress: Hashable, Sendable {
    package let resource: String
    package let field: String

    package init(resource: String, field: String) {
        self.resource = resource
        self.field = field
    }
}

/// Everything that was found about one person, and the record of having looked.
package struct FactSheet: Sendable {
    package let findings: [FactAddress: FactFinding]
    package let reads: [DataRead]
}

/// 数据核验: reads facts from where they are kept, all sources at once, each within its own deadline.
/// Only what a grant lets this item read, for a case and on the grant's basis, is asked for; anything else is refused by
/// default, and unknown. A source that is slow, down or in disorder makes its facts unknown, and nothing else
/// (`GuardedConnector`).
package struct ResolveFacts: Sendable {
    private let resources: [String: Resource]
    private let connectors: [String: GuardedConnector]
    private let grants: @Sendable () -> GrantBook
    private let time: any TimeSource
    private let ids: any IDSource
    private let log: Logger

    /// - Parameters:
    ///   - connectors: by department.
    ///   - grants: those in force at the moment of a read.
    package init(
        departments: [Department], connectors: [String: any SourceConnector],
        grants: @escaping @Sendable () -> GrantBook, time: any TimeSource, ids: any IDSource, log: Logger
    ) {
        resources = departments.flatMap(\.resources).reduce(into: [:]) { $0[$1.name] = $1 }
        self.connectors = connectors.mapValues { GuardedConnector($0, time: time) }
        self.grants = grants
        self.time = time
        self.ids = ids
        self.log = log
    }

    package func callAsFunction(
        _ addresses: Set<FactAddress>, about subject: ResidentID, for purpose: ReadPurpose
    ) async -> FactSheet {
        let (book, today) = (grants(), time.now().civilDate())
        let granted = addresses.filter { book.allows($0, for: purpose, on: today) }
        let byResource = Dictionary(grouping: granted, by: \.resource)
        let answers = await withTaskGroup(of: (Resource, Result<[SourceRecord], SourceFault>, Instant).self) { group in
            for name in byResource.keys {
                guard let resource = resources[name] else { preconditionFailure("no resource \(name)") }
                group.addTask {
                    let records = await fetch(resource, about: subject, for: purpose)
                    return (resource, records, time.now())
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let refused = addresses.subtracting(granted)
        var findings = refused.reduce(into: [FactAddress: FactFinding]()) { $0[$1] = .unknown(.notGranted) }
        var reads = refusals(refused, purpose)
        for (resource, answer, at) in answers {
            let wanted = byResource[resource.name] ?? []
            for address in wanted { findings[address] = finding(address.field, of: resource, in: answer, at: at) }
            reads.append(read(resource, wanted.map(\.field), outcome(of: answer), purpose, at))
        }
        return FactSheet(findings: findings, reads: reads.sorted { $0.resource < $1.resource })
    }

    private func finding(
        _ field: String, of resource: Resource, in answer: Result<[SourceRecord], SourceFault>, at: Instant
    ) -> FactFinding {
        switch answer {
        case .success(let records): RecordReader(resource: resource, now: at).finding(field, in: records)
        case .failure: .unknown(.sourceUnavailable)
        }
    }

    /// What was not asked for, because no grant allows it, is recorded as well: the person and an auditor may know.
    private func refusals(_ refused: Set<FactAddress>, _ purpose: ReadPurpose) -> [DataRead] {
        Dictionary(grouping: refused, by: \.resource).map { name, addresses in
            guard let resource = resources[name] else { preconditionFailure("no resource \(name)") }
            log.warning(
                "not granted to this item: the source was not asked",
                metadata: ["resource": "\(name)", "item": "\(purpose.item)", "basis": "\(purpose.basis)"])
            return read(resource, addresses.map(\.field), DataRead.notGranted, purpose, time.now())
        }
    }

    private func outcome(of answer: Result<[SourceRecord], SourceFault>) -> String {
        switch answer {
        case .success(let records): records.isEmpty ? "notRecorded" : "answered"
        case .failure(let fault): fault.code
        }
    }

    private func read(
        _ resource: Resource, _ fields: [String], _ outcome: String, _ purpose: ReadPurpose, _ at: Instant
    ) -> DataRead {
        DataRead(
            id: ids.identifier(DataRead.self), resource: resource.name, department: resource.department,
            fields: fields.sorted(), purpose: purpose, at: at, outcome: outcome)
    }

    private func fetch(
        _ resource: Resource, about subject: ResidentID, for purpose: ReadPurpose
    ) async -> Result<[SourceRecord], SourceFault> {
        guard let connector = connectors[resource.department] else { return .failure(.unreachable) }
        let query = SourceQuery(
            resource: resource, key: [Resource.subjectKey: subject.text],
            requestID: ids.identifier(SourceQuery.self).description,
            purpose: purpose)
        let result: Result<[SourceRecord], SourceFault>
        do throws(SourceFault) { result = .success(try await connector.fetch(query)) } catch {
            result = .failure(error)
        }
        if case .failure(let fault) = result {
            var metadata: Logger.Metadata = ["resource": "\(resource.name)", "fault": "\(fault.code)"]
            if case .malformed(let detail) = fault { metadata["detail"] = "\(detail)" }
            log.warning("source gave no answer", metadata: metadata)
        }
        return result
    }
}
