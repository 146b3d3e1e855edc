package import EventLog
package import Kernel
package import Logging
package import Storage
package import Vault

/// 每日对账 — holds what departments have acknowledged against what their systems hold, each resource once a day, by one of
/// several servers. What never arrived in its register is delivered again under its key; what was once seen there and is
/// gone, what differs, and what nobody told them, is a task for a person of the department: a machine overwrites nothing that
/// a department holds, and brings nothing back that it may have removed on purpose. Where so much is gone that the way of
/// looking is more likely to be wrong than the register, it stops.
package struct ReconcileWriteBacks: Sendable {
    /// So far back it looks each day: a department that was restored from a backup of last week is found out.
    static let daysBack = 30
    /// For how long one server has a comparison to itself, and when another try is made where the department was silent.
    private static let leaseMilliseconds: Int64 = 3_600_000
    private static let retryMilliseconds: Int64 = 1_800_000
    private static let batch = 200
    /// As many are compared in one go; where there are more, each day is.
    private static let atOnceMax = 2000
    /// So many may be newly gone at a time, or one in so many of those that were looked for: more is no plausible loss.
    static let plausibleLosses = 5
    static let plausibleLossShare = 10

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

    /// 现在对账: compares one resource at once, also where it was today. Nothing happens where somebody is at it. Where more is
    /// gone than is plausible, a person has asked for it: each is a person's task.
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
                try await compare(resource, days, comparer, orderedByPerson: again, &tally)
            }
            if tally.unreadable > 0 {
                log.error(
                    "cases could not be read: their write-backs were not compared",
                    metadata: ["resource": "\(resource.name)", "cases": "\(tally.unreadable)"])
            }
            try await schedule.end(
                Reconciliation(
                    resource: resource.name, day: today, finishedAt: time.now(), tally: tally,
                    fault: tally.unreadable > 0 ? Reconciliation.unreadable : nil),
                retryAt: time.now())
        } catch is ImplausibleLoss {
            log.critical(
                "write-backs are gone in such numbers that nothing is delivered again: look at the way they are read back",
                metadata: ["resource": "\(resource.name)"])
            try await schedule.end(
                Reconciliation(
                    resource: resource.name, day: today, finishedAt: nil, tally: tally,
                    fault: Reconciliation.implausibleLoss),
                retryAt: time.now().adding(milliseconds: Self.retryMilliseconds))
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
        _ resource: Resource, _ days: Range<CivilDate>, _ comparer: RegistrationComparer, orderedByPerson: Bool,
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
        var (missing, count, last) = ([WriteBackRecord](), 0, WriteBackRecord?.none)
        while true {
            let own = try await records.acknowledged(resource.name, in: days, after: last, limit: Self.batch)
            missing += own.filter { !keys.contains($0.key) }
            try await records.see(own.filter { !$0.isSeen && keys.contains($0.key) }.map(\.key))
            (count, last) = (count + own.count, own.last)
            if own.count < Self.batch { break }
        }
        guard !missing.isEmpty else { return }
        let lost = try await look(for: missing, resource, days, comparer, &tally)
        let isPlausible = try await comparer.isPlausible(lost, of: count)
        guard isPlausible || orderedByPerson else { throw ImplausibleLoss() }
        for record in lost {
            tally.compared += 1
            try await comparer.compare(record, nil, redelivers: isPlausible && !record.isSeen, &tally)
        }
    }

    /// Asks once more for what was not among the registrations of its days: it may have arrived days before it was
    /// acknowledged.
    /// - Returns: what is not there either.
    private func look(
        for missing: [WriteBackRecord], _ resource: Resource, _ days: Range<CivilDate>,
        _ comparer: RegistrationComparer, _ tally: inout Reconciliation.Tally
    ) async throws -> [WriteBackRecord] {
        var first = days.lowerBound
        for record in missing {
            if let began = try await records.beginning(of: record.stream) { first = min(first, began.civilDate()) }
        }
        let held = try await registrations(resource, first..<days.upperBound.adding(days: 1))
        let byKey = Dictionary(held.map { ($0.key, $0) }) { first, _ in first }
        let found = missing.filter { byKey[$0.key] != nil }
        for start in stride(from: 0, to: found.count, by: Self.batch) {
            let part = found[start..<min(start + Self.batch, found.count)]
            try await records.see(part.filter { !$0.isSeen }.map(\.key))
        }
        for record in found {
            tally.compared += 1
            try await comparer.compare(record, byKey[record.key], &tally)
        }
        return missing.filter { byKey[$0.key] == nil }
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

/// More is gone than a department loses.
private struct ImplausibleLoss: Error {}

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

    /// Whether so many can have been lost. What is known to be gone already counts no more.
    func isPlausible(_ lost: [WriteBackRecord], of count: Int) async throws -> Bool {
        var room = max(ReconcileWriteBacks.plausibleLosses, count / ReconcileWriteBacks.plausibleLossShare)
        for record in lost where unsettled[record.key] == nil {
            if try await book.findings.newest(resource.name, key: record.key)?.state == .kept { continue }
            guard room > 0 else { return false }
            room -= 1
        }
        return true
    }

    /// A case that cannot be read is counted, and holds up no other.
    /// - Parameter redelivers: whether a machine may deliver again what is not there.
    func compare(
        _ record: WriteBackRecord, _ registration: Registration?, redelivers: Bool = false,
        _ tally: inout Reconciliation.Tally
    ) async throws {
        let events: [LoggedEvent]
        do { events = try await journal.events(of: record.stream) } catch let error as VaultError
            where error.isOfOnePlace
        {
            tally.unreadable += 1
            return
        }
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
            redelivering: redelivers && record.redeliveries < FindingBook.redeliveriesMax ? values : nil)
    }

    /// A registration under a key of which there is no record: of a decision that an earlier release told, or of none.
    func explain(
        _ registration: Registration, _ records: WriteBackStore, _ tally: inout Reconciliation.Tally
    ) async throws {
        let known: LoggedEvent?
        do { known = try await told(registration.key) } catch let error as VaultError where error.isOfOnePlace {
            tally.unreadable += 1
            return
        }
        if let event = known {
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

extension VaultError {
    /// Something sealed cannot be opened, and everything else may be.
    fileprivate var isOfOnePlace: Bool {
        switch self {
        case .damaged, .unknownSuite, .unknownKey: true
        case .keyFile, .token, .tokenRefusesPIN: false
        }
    }
}
