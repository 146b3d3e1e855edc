package import EventLog
package import Kernel
package import Storage

/// 只看不改的对账 — holds what departments have acknowledged against what they hold, and changes nothing: for whoever runs the city.
/// What is to be done about it is the server's daily work (`ReconcileWriteBacks`) and people's.
package struct SurveyWriteBacks: Sendable {
    /// What does not agree, without personal data.
    package struct Difference: Sendable, Equatable {
        package let resource: String
        package let kind: WriteBackFinding.Kind
        /// 事件编号.
        package let key: String
        /// The names of the values.
        package let values: [String]
    }

    private static let batch = 200

    private let connectors: [String: GuardedConnector]
    private let records: WriteBackStore
    private let journal: EventJournal
    private let ids: any IDSource
    /// 回写的去处 that can be compared.
    package let channels: [Resource]

    package init(
        departments: [Department], connectors: [String: any SourceConnector], database: any Database,
        journal: EventJournal, time: any TimeSource, ids: any IDSource
    ) {
        channels = departments.flatMap(\.channels).filter { $0.writeBack?.readBack != nil }
        self.connectors = connectors.mapValues { GuardedConnector($0, time: time) }
        records = WriteBackStore(database: database)
        self.journal = journal
        self.ids = ids
    }

    /// What was acknowledged, and what is held, of some days.
    /// - Returns: how many were compared, and what does not agree.
    package func callAsFunction(
        _ channel: Resource, _ days: Range<CivilDate>
    ) async throws -> (compared: Int, differences: [Difference]) {
        guard let writeBack = channel.writeBack, let connector = connectors[channel.department] else {
            throw SourceFault.notDescribed
        }
        let comparison = WriteBackComparison(writeBack: writeBack)
        let held = try await connector.registrations(
            RegistrationQuery(
                resource: channel, days: days, requestID: ids.identifier(RegistrationQuery.self).description))
        var (compared, differences) = (0, [Difference]())
        for start in stride(from: 0, to: held.count, by: Self.batch) {
            let part = held[start..<min(start + Self.batch, held.count)]
            let known = try await records.records(part.map(\.key))
            for registration in part {
                compared += 1
                if let record = known[registration.key], record.resource == channel.name {
                    let values = try await values(of: record)
                    let lines = comparison.differences(record, values, registration)
                    if !lines.isEmpty { differences.append(difference(.differing, record.key, channel, lines)) }
                } else if try await !records.isOnItsWay(registration.key) {
                    let lines = comparison.lines(of: registration)
                    differences.append(difference(.unknown, registration.key, channel, lines))
                }
            }
        }
        let (count, lost) = try await lost(channel, days, Set(held.map(\.key)))
        return (compared + count, differences + lost)
    }

    /// What was acknowledged on these days and is held on none near them.
    private func lost(
        _ channel: Resource, _ days: Range<CivilDate>, _ keys: Set<String>
    ) async throws -> (Int, [Difference]) {
        var (missing, last) = ([WriteBackRecord](), WriteBackRecord?.none)
        while true {
            let own = try await records.acknowledged(channel.name, in: days, after: last, limit: Self.batch)
            missing += own.filter { !keys.contains($0.key) && !$0.isObsolete }
            last = own.last
            if own.count < Self.batch { break }
        }
        guard !missing.isEmpty, let connector = connectors[channel.department] else { return (0, []) }
        var first = days.lowerBound
        for record in missing {
            if let began = try await records.beginning(of: record.stream) { first = min(first, began.civilDate()) }
        }
        let near = try await connector.registrations(
            RegistrationQuery(
                resource: channel, days: first..<days.upperBound.adding(days: 1),
                requestID: ids.identifier(RegistrationQuery.self).description))
        let found = Set(near.map(\.key))
        let lost = missing.filter { !found.contains($0.key) }
        return (lost.count, lost.map { Difference(resource: channel.name, kind: .lost, key: $0.key, values: []) })
    }

    private func values(of record: WriteBackRecord) async throws -> [String: String]? {
        let event = try await journal.events(of: record.stream).first { $0.sequence == record.sequence }
        return event?.body["values"]?.members?.reduce(into: [:]) { $0[$1.key] = $1.value.string }
    }

    private func difference(
        _ kind: WriteBackFinding.Kind, _ key: String, _ channel: Resource, _ lines: [WriteBackFinding.Line]
    ) -> Difference {
        Difference(resource: channel.name, kind: kind, key: key, values: lines.map(\.name))
    }
}
