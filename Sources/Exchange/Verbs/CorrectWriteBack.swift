package import EventLog
package import Kernel
package import Storage
package import Vault

/// 更正回写 — tells a department, from the outbox, that what it was told does not stand as it was told: in order, under a key of its
/// own, acknowledged and compared like every telling. What no machine can tell becomes a task of the department's people.
package struct CorrectWriteBack: Sendable {
    package static let kind = "exchange.correction"
    /// A department that has not taken it so often will not.
    private static let refusalsMax = 3

    private let resources: [String: Resource]
    private let writeBack: WriteBackGrant
    private let records: WriteBackStore
    private let corrections: CorrectionStore
    private let tasks: CorrectionTask
    private let journal: EventJournal
    private let time: any TimeSource

    package init(
        departments: [Department], writeBack: WriteBackGrant, database: any Database, journal: EventJournal,
        vault: KeyVault, time: any TimeSource, ids: any IDSource
    ) {
        resources = departments.flatMap(\.resources).reduce(into: [:]) { $0[$1.name] = $1 }
        self.writeBack = writeBack
        records = WriteBackStore(database: database)
        corrections = CorrectionStore(database: database)
        tasks = CorrectionTask(
            findings: WriteBackFindingStore(database: database, vault: vault), journal: journal, time: time, ids: ids)
        self.journal = journal
        self.time = time
    }

    package var handlers: [String: Outbox.Handler] { [Self.kind: { await deliver($0) }] }

    /// - Parameters:
    ///   - original: 原事件编号.
    ///   - stream: the case.
    ///   - event: by which a person decided it; says the same in its body.
    package static func prepare(
        _ change: WriteBackCorrection.Change, of original: String, told resource: String,
        in stream: Identifier<EventStream>, _ ground: WriteBackCorrection.Ground, by event: EventReceipt,
        outbox: Outbox
    ) -> PreparedCorrection {
        let entry = outbox.prepare(
            kind, for: event, suffix: "-correction", receiver: resource,
            payload: [
                "change": JSON(change.rawValue), "reason": JSON(ground.reason),
                "law": ground.law.map { JSON($0) } ?? .null,
            ])
        return PreparedCorrection(
            key: entry.deliveryID, original: original, resource: resource, stream: stream, change: change,
            decidedAt: event.recorded, entry: entry)
    }

    private func deliver(_ entry: OutboxEntry) async -> DeliveryOutcome {
        do {
            guard let original = try await corrections.correction(entry.deliveryID)?.original else {
                return .postponed(.broken("correction"))
            }
            // Asked first: where it has ended, what came of it is seen by what is read after.
            let isComing = try await records.isOnItsWay(original)
            let all = try await corrections.corrections(of: original)
            guard let correction = all.first(where: { $0.key == entry.deliveryID }),
                // What was decided is sealed with the entry: a row that says something else was changed behind our back.
                correction.change.rawValue == entry.payload["change"]?.string
            else { return .postponed(.broken("correction")) }
            return try await deliver(correction, among: all, entry, isComing: isComing)
        } catch { return .postponed(.unavailable("store")) }
    }

    /// - Parameter isComing: whether what it corrects may still be told.
    private func deliver(
        _ correction: WriteBackCorrection, among all: [WriteBackCorrection], _ entry: OutboxEntry, isComing: Bool
    ) async throws -> DeliveryOutcome {
        var matter = CorrectionMatter(correction: correction, all: all, payload: entry.payload)
        matter.events = try await journal.events(of: correction.stream)
        // How far the word of it is the case says; of an erased one the row.
        let state =
            matter.events.isEmpty
            ? correction.state : WriteBackCorrection.state(of: correction.key, by: matter.events)
        guard state == .waiting else { return .done { _ in } }
        let record = try await told(matter)
        matter.number = record?.number
        matter.told = record.flatMap { record in
            matter.events.first { $0.stream == record.stream && $0.sequence == record.sequence }
        }
        switch try await corrections.turn(of: correction, among: all) {
        case .waits: return .notYet("order")
        case .peoples(let open): return try await tasks(matter, .others, overtaking: open)
        case .comes: break
        }
        guard record != nil else {
            // What was surely never told waits with it; what may have arrived people look at.
            let isInDoubt = try await records.isInDoubt(correction.original)
            return isComing && !isInDoubt ? .notYet("original") : try await tasks(matter, .neverAcknowledged)
        }
        // The log of a case that was erased takes no acknowledgement any more.
        guard !matter.events.isEmpty else { return try await tasks(matter, .erased) }
        guard let resource = resources[correction.resource], let channel = resource.correcting,
            let code = resource.correction?.codes[correction.change]
        else { return try await tasks(matter, .notDescribed) }
        return try await tell(matter, channel, code, refusals: entry.attempts)
    }

    /// What the department has acknowledged; of an earlier release, by its event.
    private func told(_ matter: CorrectionMatter) async throws -> WriteBackRecord? {
        let original = matter.correction.original
        if let record = try await records.records([original])[original] { return record }
        return matter.events.first {
            $0.kind == ExchangeEvents.writtenBack && $0.body["resource"]?.string == matter.correction.resource
                && ($0.body["delivery"]?.string ?? original) == original
        }.map { event in
            WriteBackRecord(
                key: original, resource: matter.correction.resource, stream: event.stream, sequence: event.sequence,
                number: event.body["acknowledgement"]?.string ?? "", acknowledgedAt: event.recorded)
        }
    }

    private func tell(
        _ matter: CorrectionMatter, _ channel: Resource, _ code: String, refusals: Int
    ) async throws -> DeliveryOutcome {
        let correction = matter.correction
        var values = matter.values
        values[WriteBackCorrection.Name.change] = code
        let acknowledgement: Acknowledgement
        switch await answer(to: correction, channel, values) {
        case .success(let number): acknowledgement = number
        // It asks for a value that there is not.
        case .failure(.notDescribed): return try await tasks(matter, .notDescribed)
        case .failure(let fault):
            guard case .refused = fault.delivery, refusals + 1 >= Self.refusalsMax else {
                return .postponed(fault.delivery)
            }
            return try await tasks(matter, .refused)
        }
        var writer = try await journal.open(correction.stream)
        let now = time.now()
        let event = writer.append(
            ExchangeEvents.writeBackCorrected, .exchange, by: .department(channel.name), at: now,
            body: [
                "resource": JSON(channel.name), "change": JSON(correction.change.rawValue),
                "acknowledgement": JSON(acknowledgement.number), "delivery": JSON(correction.key),
                "original": JSON(correction.original),
                "values": .object(values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
            ])
        let told = WriteBackRecord(
            key: correction.key, resource: channel.name, stream: correction.stream, sequence: event.sequence,
            number: acknowledgement.number, acknowledgedAt: now)
        return .done { [writer] tx in
            try writer.write(in: tx)
            try WriteBackStore.insert(told, in: tx)
            try CorrectionStore.settle(correction.key, .acknowledged, in: tx)
            try CorrectionStore.wake(behind: correction.original, at: now, in: tx)
        }
    }

    private func answer(
        to correction: WriteBackCorrection, _ channel: Resource, _ values: [String: String]
    ) async -> Result<Acknowledgement, SourceFault> {
        do throws(SourceFault) {
            return .success(
                try await writeBack(
                    channel.name, eventID: correction.key, handedOver: correction.decidedAt, values: values))
        } catch { return .failure(error) }
    }
}

/// What a correction is about: all that is known of it when it is told, or handed to people.
struct CorrectionMatter {
    let correction: WriteBackCorrection
    /// All corrections of the same telling, in order.
    let all: [WriteBackCorrection]
    let payload: JSON
    /// Of the case; empty where it was erased.
    var events: [LoggedEvent] = []
    /// 原受理号, the department's own for what is corrected.
    var number: String?
    /// The event of its acknowledgement, with what was written.
    var told: LoggedEvent?

    /// What it was told, and what has become of it, by the names of a description.
    var values: [String: String] {
        typealias Name = WriteBackCorrection.Name
        let values = told?.body["values"]?.members?.reduce(into: [String: String]()) { $0[$1.key] = $1.value.string }
        let own = [
            Name.change: correction.change.word, Name.original: correction.original,
            Name.originalNumber: number ?? "", Name.serial: String(correction.serial),
            Name.reason: payload["reason"]?.string ?? "", Name.law: payload["law"]?.string ?? "",
            Name.day: correction.decidedAt.civilDate().description,
        ]
        return (values ?? [:]).merging(own) { $1 }
    }
}
