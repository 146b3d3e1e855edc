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

    /// 回写的去处 of all departments, compared or not.
    package let channels: [Resource]
    private let resources: [Resource]
    private let connectors: [String: GuardedConnector]
    private let records: WriteBackStore
    private let corrections: CorrectionStore
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
        channels = departments.flatMap(\.channels)
        resources = channels.filter { $0.writeBack?.readBack != nil }
        self.connectors = connectors.mapValues { GuardedConnector($0, time: time) }
        records = WriteBackStore(database: database)
        corrections = CorrectionStore(database: database)
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
            let comparer = try await RegistrationComparer(resource, book, journal, corrections)
            let first = today.adding(days: -Self.daysBack)
            let width = try await width(for: resource, since: first)
            for days in spans(from: first, to: today, width: width) {
                try await compare(resource, days, width, comparer, orderedByPerson: again, &tally)
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

    /// The days that are looked at, one after another where a day has much, else a month at once.
    /// - Parameter width: how many days are asked for at a time.
    private func spans(from first: CivilDate, to last: CivilDate, width: Int) -> [Range<CivilDate>] {
        let end = last.adding(days: 1)
        return stride(from: 0, to: end.daysSinceEpoch - first.daysSinceEpoch, by: width).map { offset in
            first.adding(days: offset)..<min(first.adding(days: offset + width), end)
        }
    }

    private func width(for resource: Resource, since first: CivilDate) async throws -> Int {
        let count = try await records.count(resource.name, since: first, limit: Self.atOnceMax + 1)
        return count <= Self.atOnceMax ? Self.daysBack + 1 : 1
    }

    /// What was registered and what was acknowledged on some days. The department is read first: whatever it has registered
    /// was on its way before, so that here is its record, or its entry in the outbox.
    private func compare(
        _ resource: Resource, _ days: Range<CivilDate>, _ width: Int, _ comparer: RegistrationComparer,
        orderedByPerson: Bool, _ tally: inout Reconciliation.Tally
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
            missing += own.filter { !keys.contains($0.key) && !$0.isObsolete }
            try await records.see(own.filter { !$0.isSeen && keys.contains($0.key) }.map(\.key))
            (count, last) = (count + own.count, own.last)
            if own.count < Self.batch { break }
        }
        guard !missing.isEmpty else { return }
        let lost = try await look(for: missing, resource, days, width, comparer, &tally)
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
        for missing: [WriteBackRecord], _ resource: Resource, _ days: Range<CivilDate>, _ width: Int,
        _ comparer: RegistrationComparer, _ tally: inout Reconciliation.Tally
    ) async throws -> [WriteBackRecord] {
        var first = days.lowerBound
        for record in missing {
            if let began = try await records.beginning(of: record.stream) { first = min(first, began.civilDate()) }
        }
        let keys = Set(missing.map(\.key))
        var byKey: [String: Registration] = [:]
        for span in spans(from: first, to: days.upperBound, width: width) {
            for registration in try await registrations(resource, span) where keys.contains(registration.key) {
                byKey[registration.key] = registration
            }
        }
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
