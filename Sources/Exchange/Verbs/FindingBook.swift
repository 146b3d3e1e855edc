import EventLog
import Kernel
import Storage

/// 立案 — files what a comparison has found, each once until it is settled, as an event and as a task; and closes what has come
/// to agree.
struct FindingBook: Sendable {
    /// What a department loses again and again is a matter for people.
    static let redeliveriesMax = 3

    let findings: WriteBackFindingStore
    let database: any Database
    let journal: EventJournal
    let outbox: Outbox
    let time: any TimeSource
    let ids: any IDSource

    /// - Parameters:
    ///   - stream: the case; `nil` for what nobody knows.
    ///   - again: what is to be delivered again, and when it was first handed over; `nil` where a person has to look.
    func file(
        _ kind: WriteBackFinding.Kind, _ key: String, of resource: Resource, in stream: Identifier<EventStream>?,
        _ lines: [WriteBackFinding.Line], redelivering again: (values: [String: String], handedOver: Instant)?
    ) async throws {
        if let last = try await findings.newest(resource.name, key: key) {
            // What a person has looked at and kept is not asked again until it changes.
            let isSame = last.kind == kind && last.lines == lines
            if !last.state.isSettled || last.state == .kept && isSame { return }
        }
        var writer =
            if let stream { try await journal.open(stream) } else { journal.begin(ids.identifier(EventStream.self)) }
        let (now, id) = (time.now(), ids.identifier(WriteBackFinding.self))
        let event = writer.append(
            ExchangeEvents.found(kind), .exchange, by: .system, at: now,
            body: [
                "finding": JSON(id.description), "resource": JSON(resource.name), "delivery": JSON(key),
                "values": .array(lines.map { JSON($0.name) }),
            ])
        let finding = findings.prepare(
            WriteBackFinding(
                id: id, key: key, resource: resource.name, kind: kind, stream: writer.stream, foundAt: now,
                state: again == nil ? .open : .redelivering, lines: lines))
        let entry = again.map {
            outbox.prepare(
                RedeliverWriteBack.kind, for: event, receiver: resource.name,
                payload: RedeliverWriteBack.payload(
                    id, key: key, resource: resource.name, values: $0.values, handedOver: $0.handedOver))
        }
        let events = writer
        do {
            try await database.write { tx in
                guard try finding.write(in: tx) else { return }
                try events.write(in: tx)
                try entry?.write(in: tx)
            }
        } catch StorageError.uniqueViolation {}  // The case moved on, or another server was first: the next look tells.
    }

    /// 已一致: both sides say the same now.
    func close(_ finding: WriteBackFinding) async throws {
        var writer = try await journal.open(finding.stream)
        let now = time.now()
        writer.append(
            ExchangeEvents.agreed, .exchange, by: .system, at: now, body: ["finding": JSON(finding.id.description)])
        let events = writer
        do {
            try await database.write { tx in
                guard try WriteBackFindingStore.settle(finding.id, .agreed, from: finding.state, at: now, in: tx)
                else { return }
                try events.write(in: tx)
            }
        } catch StorageError.uniqueViolation {}
    }

    /// Takes a record over from its event.
    func adopt(_ record: WriteBackRecord) async throws {
        try await database.write { tx in try WriteBackStore.insert(record, in: tx) }
    }
}
