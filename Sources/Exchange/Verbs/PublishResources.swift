package import EventLog
package import Kernel
package import Storage

/// 目录发布 — makes the departments' descriptions the catalogue that is in force: what is drafted, published, changed or
/// withdrawn is an event in the public log, with the entry's digest. Publishing what is in force already does nothing.
package struct PublishResources: Sendable {
    private static let attemptsMax = 5
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(database: any Database, journal: EventJournal, time: any TimeSource, ids: any IDSource) {
        self.database = database
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    /// - Returns: what happened, in the order of the entries; what ended comes last.
    @discardableResult
    package func callAsFunction(_ entries: [ResourceEntry]) async throws -> [CatalogueRecord] {
        for _ in 0..<Self.attemptsMax {
            let standing = try await CatalogueStore(database: database).standing()
            var steps: [Step] = []
            for entry in entries {
                guard let state = CatalogueRecord.State.next(after: standing[entry.code], entry) else { continue }
                steps.append(try await step(state, entry, after: standing[entry.code]))
            }
            let known = Set(entries.map(\.code))
            let gone = standing.values.filter { !known.contains($0.code) && $0.state != .withdrawn }
            for last in gone.sorted(by: { $0.code < $1.code }) { steps.append(try await withdrawal(after: last)) }
            guard !steps.isEmpty else { return [] }
            let all = steps
            do {
                try await database.write { tx in for step in all { try step.write(in: tx) } }
                return all.map(\.record)
            } catch StorageError.uniqueViolation { continue }  // Another server was first: look again.
        }
        throw StorageError.unavailable("the catalogue could not be published beside other servers")
    }

    /// One line of the history, with its event.
    fileprivate struct Step {
        let record: CatalogueRecord
        let writer: StreamWriter

        func write(in tx: any WriteTransaction) throws {
            try CatalogueStore.insert(record, in: tx)
            try writer.write(in: tx)
        }
    }

    private func step(
        _ state: CatalogueRecord.State, _ entry: ResourceEntry, after last: CatalogueRecord?
    ) async throws -> Step {
        let writer =
            if let last { try await journal.open(last.stream) } else { journal.begin(ids.identifier(EventStream.self)) }
        return Step(
            after: last, by: writer,
            CatalogueRecord(
                code: entry.code, sequence: (last?.sequence ?? 0) + 1, state: state, name: entry.name,
                digest: entry.digest, content: entry.json, stream: writer.stream, at: time.now()))
    }

    private func withdrawal(after last: CatalogueRecord) async throws -> Step {
        Step(
            after: last, by: try await journal.open(last.stream),
            CatalogueRecord(
                code: last.code, sequence: last.sequence + 1, state: .withdrawn, name: last.name, digest: last.digest,
                content: last.content, stream: last.stream, at: time.now()))
    }
}

extension PublishResources.Step {
    fileprivate init(after last: CatalogueRecord?, by writer: StreamWriter, _ record: CatalogueRecord) {
        var writer = writer
        writer.append(
            ExchangeEvents.kind(record.state), .exchange, by: .system, at: record.at,
            body: [
                "code": JSON(record.code), "name": JSON(record.name), "digest": JSON(record.digest),
                "sequence": JSON(record.sequence), "replaces": (last?.digest).map { JSON($0) } ?? .null,
                "changes": .array(last.map { record.changes(since: $0).map { JSON($0) } } ?? []),
            ])
        self.init(record: record, writer: writer)
    }
}
