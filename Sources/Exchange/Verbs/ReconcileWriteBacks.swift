package import EventLog
package import Kernel
package import Logging
package import Storage
package import Vault

/// 每日对账 — holds what departments have acknowledged against what their systems hold, each resource once a day, by one of
/// several servers. What was lost is delivered again under its key; what differs, and what nobody told them, is a task for a
/// person of the department: a machine overwrites nothing that a department holds.
package struct ReconcileWriteBacks: Sendable {
    /// So far back it looks each day: a department that was restored from a backup of last week is found out.
    static let daysBack = 30
    /// For how long one server has a comparison to itself, and when another try is made where the department was silent.
    private static let leaseMilliseconds: Int64 = 3_600_000
    private static let retryMilliseconds: Int64 = 1_800_000
    private static let batch = 200
    /// As many are compared in one go; where there are more, each day is.
    private static let atOnceMax = 2000

    private let resources: [Resource]
    private let connectors: [String: GuardedConnector]
    private let records: WriteBackStore
    private let schedule: ReconciliationStore
    private let book: FindingBook
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource
    private let log: Logger

    package init(
        departments: [Department], connectors: [String: any SourceConnector], database: any Database,
        journal: EventJournal, outbox: Outbox, vault: KeyVault, time: any TimeSource, ids: any IDSource, log: Logger
    ) {
        resources = departments.flatMap(\.resources).filter { $0.writeBack?.readBack != nil }
        self.connectors = connectors.mapValues { GuardedConnector($0, time: time) }
        records = WriteBackStore(database: database)
        schedule = ReconciliationStore(database: database)
        book = FindingBook(
            findings: WriteBackFindingStore(database: database, vault: vault), database: database, journal: journal,
            outbox: outbox, time: time, ids: ids)
        self.journal = journal
        self.time = time
        self.ids = ids
        self.log = log
    }

    /// The resources that can be compared, by name.
    package var comparable: Set<String> { Set(resources.map(\.name)) }

    /// Compares one resource whose turn it is today.
    /// - Returns: whether there was one.
    package func callAsFunction() async throws -> Bool {
        let now = time.now()
        let settled = try await schedule.settled(on: now.civilDate(), at: now)
        for resource in resources where !settled.contains(resource.name) {
            if try await reconcile(resource, again: false) { return true }
        }
        return false
    }

    /// 现在对账: compares one resource at once, also where it was today. Nothing happens where somebody is at it.
    package func now(_ name: String) async throws {
        guard let resource = resources.first(where: { $0.name == name }) else { return }
        _ = try await reconcile(resource, again: true)
    }

    /// - Returns: whether it was ours to do.
    private func reconcile(_ resource: Resource, again: Bool) async throws -> Bool {
        let now = time.now()
        let today = now.civilDate()
        let lease = now.adding(milliseconds: Self.leaseMilliseconds)
        guard try await schedule.take(resource.name, on: today, at: now, until: lease, again: again) else {
            return false
        }
        var tally = Reconciliation.Tally()
        do {
            let comparer = try await RegistrationComparer(resource, book, journal)
            for days in try await spans(of: resource, until: today) {
                try await compare(resource, days, comparer, &tally)
            }
            try await schedule.end(
                Reconciliation(
                    resource: resource.name, day: today, finishedAt: time.now(), tally: tally, fault: nil),
                retryAt: time.now())
        } catch let fault as SourceFault {
            log.warning(
                "write-backs could not be compared",
                metadata: ["resource": "\(resource.name)", "fault": "\(fault.code)"])
            try await schedule.end(
                Reconciliation(
                    resource: resource.name, day: today, finishedAt: nil, tally: tally, fault: fault.code),
                retryAt: time.now().adding(milliseconds: Self.retryMilliseconds))
        }
        return true
    }

    /// The days that are looked at, one after another or all at once.
    private func spans(of resource: Resource, until today: CivilDate) async throws -> [Range<CivilDate>] {
        let first = today.adding(days: -Self.daysBack)
        let count = try await records.count(resource.name, since: first, limit: Self.atOnceMax + 1)
        if count <= Self.atOnceMax { return [first..<today.adding(days: 1)] }
        return (0...Self.daysBack).map { first.adding(days: $0)..<first.adding(days: $0 + 1) }
    }

    /// What was registered and what was acknowledged on some days. The department is read first: whatever it has registered
    /// was on its way before, so that here is its record, or its entry in the outbox.
    private func compare(
        _ resource: Resource, _ days: Range<CivilDate>, _ comparer: RegistrationComparer,
        _ tally: inout Reconciliation.Tally
    ) async throws {
        let held = try await registrations(resource, days)
        for start in stride(from: 0, to: held.count, by: Self.batch) {
            let part = held[start..<min(start + Self.batch, held.count)]
            let known = try await records.records(part.map(\.key))
            for registration in part {
                tally.compared += 1
                if let record = known[registration.key], record.resource == resource.name {
                    try await comparer.compare(record, registration, &tally)
                } else if try await !records.isOnItsWay(registration.key) {
                    try await comparer.explain(registration, records, &tally)
                }
            }
        }
        let keys = Set(held.map(\.key))
        var last: WriteBackRecord?
        while true {
            let own = try await records.acknowledged(resource.name, in: days, after: last, limit: Self.batch)
            let missing = own.filter { !keys.contains($0.key) }
            if !missing.isEmpty { try await look(for: missing, resource, days, comparer, &tally) }
            last = own.last
            if own.count < Self.batch { break }
        }
    }

    /// Asks once more for what was not among the registrations of its days: it may have arrived days before it was
    /// acknowledged.
    private func look(
        for missing: [WriteBackRecord], _ resource: Resource, _ days: Range<CivilDate>,
        _ comparer: RegistrationComparer, _ tally: inout Reconciliation.Tally
    ) async throws {
        var first = days.lowerBound
        for record in missing {
            if let began = try await records.beginning(of: record.stream) { first = min(first, began.civilDate()) }
        }
        let held = try await registrations(resource, first..<days.upperBound.adding(days: 1))
        let byKey = Dictionary(held.map { ($0.key, $0) }) { first, _ in first }
        for record in missing {
            tally.compared += 1
            try await comparer.compare(record, byKey[record.key], &tally)
        }
    }

    private func registrations(
        _ resource: Resource, _ days: Range<CivilDate>
    ) async throws(SourceFault) -> [Registration] {
        guard let connector = connectors[resource.department] else { throw .unreachable }
        return try await connector.registrations(
            RegistrationQuery(
                resource: resource, days: days,
                requestID: ids.identifier(RegistrationQuery.self).description))
    }
}

/// Compares the registrations of one resource, and files what does not agree.
private struct RegistrationComparer {
    private let comparison: WriteBackComparison
    private let resource: Resource
    private let book: FindingBook
    private let journal: EventJournal
    private let unsettled: [String: WriteBackFinding]

    init(_ resource: Resource, _ book: FindingBook, _ journal: EventJournal) async throws {
        guard let writeBack = resource.writeBack else { preconditionFailure("\(resource.name) is not written to") }
        comparison = WriteBackComparison(writeBack: writeBack)
        self.resource = resource
        self.book = book
        self.journal = journal
        unsettled = try await book.findings.unsettled(resource.name)
    }

    func compare(
        _ record: WriteBackRecord, _ registration: Registration?, _ tally: inout Reconciliation.Tally
    ) async throws {
        let events = try await journal.events(of: record.stream)
        // A case that was erased keeps its registration and has nothing left that could be compared.
        guard let event = events.first(where: { $0.sequence == record.sequence }) else { return }
        let values = event.body["values"]?.members?.reduce(into: [String: String]()) { $0[$1.key] = $1.value.string }
        let lines = comparison.differences(record, values, registration)
        guard !lines.isEmpty else {
            if let finding = unsettled[record.key] { try await book.close(finding) }
            return
        }
        let kind: WriteBackFinding.Kind = registration == nil ? .lost : .differing
        tally.count(kind)
        try await book.file(
            kind, record.key, of: resource, in: record.stream, lines,
            redelivering: kind == .lost && record.redeliveries < FindingBook.redeliveriesMax ? values : nil)
    }

    /// A registration under a key of which there is no record: of a decision that an earlier release told, or of none.
    func explain(
        _ registration: Registration, _ records: WriteBackStore, _ tally: inout Reconciliation.Tally
    ) async throws {
        if let event = try await told(registration.key) {
            let record = WriteBackRecord(
                key: registration.key, resource: resource.name, stream: event.stream, sequence: event.sequence,
                number: event.body["acknowledgement"]?.string ?? "", acknowledgedAt: event.recorded)
            try await book.adopt(record)
            return try await compare(record, registration, &tally)
        }
        tally.count(.unknown)
        try await book.file(
            .unknown, registration.key, of: resource, in: nil, comparison.lines(of: registration), redelivering: nil)
    }

    /// The event that says that this resource's department acknowledged something of the case that the key names.
    private func told(_ key: String) async throws -> LoggedEvent? {
        guard let dash = key.lastIndex(of: "-"), let stream = Identifier<EventStream>(String(key[..<dash])),
            let sequence = Int(key[key.index(after: dash)...])
        else { return nil }
        return try await journal.events(of: stream).last {
            $0.kind == ExchangeEvents.writtenBack && $0.body["resource"]?.string == resource.name
                && $0.sequence > sequence && ($0.body["delivery"]?.string ?? key) == key
        }
    }
}
