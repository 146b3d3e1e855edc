package import Kernel
package import Logging

/// A field of a resource, as a service definition names it: `人口信息.出生日期`; or a question of yes or no: `人口信息.年满(80)`.
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
    private let mayAsk: @Sendable (Resource, CivilDate) async throws(SourceFault) -> Bool
    private let tally: SourceTally
    private let time: any TimeSource
    private let ids: any IDSource
    private let log: Logger

    /// - Parameters:
    ///   - connectors: by department.
    ///   - grants: those in force at the moment of a read.
    ///   - mayAsk: 限额: whether a resource may be asked once more on a day; asked within the deadline of its source.
    ///   - tally: counts what becomes of it.
    package init(
        departments: [Department], connectors: [String: any SourceConnector],
        grants: @escaping @Sendable () -> GrantBook,
        mayAsk: @escaping @Sendable (Resource, CivilDate) async throws(SourceFault) -> Bool = { _, _ in true },
        tally: SourceTally = SourceTally(), time: any TimeSource, ids: any IDSource, log: Logger
    ) {
        resources = departments.flatMap(\.resources).reduce(into: [:]) { $0[$1.name] = $1 }
        self.connectors = connectors.mapValues { GuardedConnector($0, time: time) }
        self.grants = grants
        self.mayAsk = mayAsk
        self.tally = tally
        self.time = time
        self.ids = ids
        self.log = log
    }

    /// - Parameter allOrNothing: whether nothing is asked for where not all of it is granted, since a part would serve nobody.
    package func callAsFunction(
        _ addresses: Set<FactAddress>, about subject: ResidentID, for purpose: ReadPurpose, allOrNothing: Bool = false
    ) async -> FactSheet {
        let (book, began) = (grants(), time.now())
        let today = began.civilDate()
        let allowed = addresses.filter { isAskable($0) && book.allows($0, for: purpose, on: today) }
        let granted = allOrNothing && allowed != addresses ? [] : allowed
        let questions = Dictionary(grouping: granted) { Question(resource: $0.resource, call: PredicateCall($0.field)) }
        let answers = await withTaskGroup(of: Answer.self) { group in
            for question in questions.keys {
                guard let resource = resources[question.resource] else {
                    preconditionFailure("no resource \(question.resource)")
                }
                group.addTask {
                    let asked = question.call.flatMap { call in
                        resource.predicate(call).map { PredicateQuestion(predicate: $0, call: call, day: today) }
                    }
                    let fields = Set((questions[question] ?? []).map(\.field))
                    let records = await fetch(resource, fields, asked, about: subject, for: purpose, on: today)
                    // A question is asked for a day, which may have ended before the answer came.
                    return Answer(
                        question: question, resource: resource, records: records,
                        at: asked == nil ? time.now() : began)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let refused = addresses.subtracting(granted)
        var findings = refused.reduce(into: [FactAddress: FactFinding]()) { $0[$1] = .unknown(.notGranted) }
        var reads = refusals(refused, purpose)
        for answer in answers {
            let (resource, wanted) = (answer.resource, questions[answer.question] ?? [])
            let found = wanted.map { address in
                (field: address.field, finding: finding(address.field, of: resource, in: answer.records, at: answer.at))
            }
            for (address, found) in zip(wanted, found) { findings[address] = found.finding }
            count(answer, found, on: today)
            reads.append(read(resource, wanted.map(\.field), outcome(of: answer.records), purpose, answer.at))
        }
        return FactSheet(
            findings: findings, reads: reads.sorted { ($0.resource, $0.fields[0]) < ($1.resource, $1.fields[0]) })
    }

    private func count(
        _ answer: Answer, _ found: [(field: String, finding: FactFinding)], on day: CivilDate
    ) {
        let outcome: ReadOutcome =
            switch answer.records {
            case .success(let records): records.isEmpty ? .notRecorded : .answered
            case .failure(let fault): ReadOutcome(fault)
            }
        tally.count(answer.resource.name, outcome, on: day)
        // Of what the source did not say nothing is said of its fields.
        if case .success = answer.records { tally.count(found, of: answer.resource.name, on: day) }
    }

    /// Whether the resource has such a field or question: what it has not is never turned into a look at the whole record.
    private func isAskable(_ address: FactAddress) -> Bool {
        guard let resource = resources[address.resource] else { return true }
        return PredicateCall(address.field).map { resource.predicate($0) != nil } ?? true
    }

    /// One call of a source: all fields of a resource together, each predicate by itself.
    private struct Question: Hashable {
        let resource: String
        let call: PredicateCall?
    }

    private struct Answer: Sendable {
        let question: Question
        let resource: Resource
        let records: Result<[SourceRecord], SourceFault>
        let at: Instant
    }

    private func finding(
        _ field: String, of resource: Resource, in answer: Result<[SourceRecord], SourceFault>, at: Instant
    ) -> FactFinding {
        switch answer {
        case .success(let records): RecordReader(resource: resource, now: at).finding(field, in: records)
        case .failure(.overQuota): .unknown(.overQuota)
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
            let now = time.now()
            tally.count(name, .notGranted, on: now.civilDate())
            return read(resource, addresses.map(\.field), DataRead.notGranted, purpose, now)
        }
    }

    private func outcome(of answer: Result<[SourceRecord], SourceFault>) -> String {
        switch answer {
        case .success(let records): records.isEmpty ? "notRecorded" : DataRead.answered
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
        _ resource: Resource, _ fields: Set<String>, _ predicate: PredicateQuestion?, about subject: ResidentID,
        for purpose: ReadPurpose, on day: CivilDate
    ) async -> Result<[SourceRecord], SourceFault> {
        guard let connector = connectors[resource.department] else { return .failure(.unreachable) }
        let query = SourceQuery(
            resource: resource, key: [Resource.subjectKey: subject.text],
            requestID: ids.identifier(SourceQuery.self).description,
            purpose: purpose, fields: fields, predicate: predicate)
        let result: Result<[SourceRecord], SourceFault>
        let mayAsk = mayAsk
        do throws(SourceFault) {
            result = .success(
                try await connector.fetch(query) { () async throws(SourceFault) in try await mayAsk(resource, day) })
        } catch { result = .failure(error) }
        if case .failure(let fault) = result {
            var metadata: Logger.Metadata = ["resource": "\(resource.name)", "fault": "\(fault.code)"]
            if case .malformed(let detail) = fault { metadata["detail"] = "\(detail)" }
            log.warning("source gave no answer", metadata: metadata)
        }
        return result
    }
}
