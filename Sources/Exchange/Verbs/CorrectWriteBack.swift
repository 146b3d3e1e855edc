package import EventLog
package import Kernel
package import Storage
package import Vault

/// 更正回写 — tells a department, from the outbox, that what it was told does not stand as it was told: in order, under a key of its
/// own, acknowledged and compared like every telling. Where its description does not say how, it becomes a task of its people.
package struct CorrectWriteBack: Sendable {
    package static let kind = "exchange.correction"

    private let resources: [String: Resource]
    private let writeBack: WriteBackGrant
    private let records: WriteBackStore
    private let corrections: CorrectionStore
    private let findings: WriteBackFindingStore
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        departments: [Department], writeBack: WriteBackGrant, database: any Database, journal: EventJournal,
        vault: KeyVault, time: any TimeSource, ids: any IDSource
    ) {
        resources = departments.flatMap(\.resources).reduce(into: [:]) { $0[$1.name] = $1 }
        self.writeBack = writeBack
        records = WriteBackStore(database: database)
        corrections = CorrectionStore(database: database)
        findings = WriteBackFindingStore(database: database, vault: vault)
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    package var handlers: [String: Outbox.Handler] { [Self.kind: { await deliver($0) }] }

    /// - Parameters:
    ///   - original: 原事件编号.
    ///   - stream: the case.
    ///   - event: by which a person decided it.
    package static func prepare(
        _ change: WriteBackCorrection.Change, of original: String, told resource: String,
        in stream: Identifier<EventStream>, _ ground: WriteBackCorrection.Ground, by event: EventReceipt,
        outbox: Outbox
    ) -> PreparedCorrection {
        let entry = outbox.prepare(
            kind, for: event, suffix: "-correction", receiver: resource,
            payload: ["reason": JSON(ground.reason), "law": ground.law.map { JSON($0) } ?? .null])
        return PreparedCorrection(
            key: entry.deliveryID, original: original, resource: resource, stream: stream, change: change,
            decidedAt: event.recorded, entry: entry)
    }

    private func deliver(_ entry: OutboxEntry) async -> DeliveryOutcome {
        do {
            guard let correction = try await corrections.correction(entry.deliveryID) else {
                return .postponed(.broken("correction"))
            }
            guard try await corrections.isNext(correction),
                let record = try await records.records([correction.original])[correction.original]
            else { return .postponed(.unavailable("order")) }
            let values = try await values(correction, record, entry.payload)
            guard let resource = resources[correction.resource], let channel = resource.correcting,
                let code = resource.correction?.codes[correction.change]
            else { return try await handOver(correction, record, values) }
            return try await tell(
                correction, channel, values.merging([WriteBackCorrection.Name.change: code]) { $1 }, record)
        } catch { return .postponed(.unavailable("store")) }
    }

    /// What it was told, and what has become of it.
    private func values(
        _ correction: WriteBackCorrection, _ record: WriteBackRecord, _ payload: JSON
    ) async throws -> [String: String] {
        typealias Name = WriteBackCorrection.Name
        let told = try await journal.events(of: record.stream).first { $0.sequence == record.sequence }
        let values = told?.body["values"]?.members?.reduce(into: [String: String]()) { $0[$1.key] = $1.value.string }
        let own = [
            Name.change: correction.change.word, Name.original: correction.original,
            Name.originalNumber: record.number, Name.serial: String(correction.serial),
            Name.reason: payload["reason"]?.string ?? "", Name.law: payload["law"]?.string ?? "",
            Name.day: correction.decidedAt.civilDate().description,
        ]
        return (values ?? [:]).merging(own) { $1 }
    }

    private func tell(
        _ correction: WriteBackCorrection, _ channel: Resource, _ values: [String: String], _ record: WriteBackRecord
    ) async throws -> DeliveryOutcome {
        let acknowledgement: Acknowledgement
        switch await answer(to: correction.key, channel, values) {
        case .success(let number): acknowledgement = number
        // It asks for a value that there is not, e.g. of a case that was erased meanwhile.
        case .failure(.notDescribed): return try await handOver(correction, record, values)
        case .failure(let fault): return .postponed(fault.delivery)
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
        }
    }

    private func answer(
        to key: String, _ channel: Resource, _ values: [String: String]
    ) async -> Result<Acknowledgement, SourceFault> {
        do throws(SourceFault) {
            return .success(try await writeBack(channel.name, eventID: key, values: values))
        } catch { return .failure(error) }
    }

    /// 交人处理: says what to put right, by the department's own number for it.
    private func handOver(
        _ correction: WriteBackCorrection, _ record: WriteBackRecord, _ values: [String: String]
    ) async throws -> DeliveryOutcome {
        typealias Name = WriteBackCorrection.Name
        let lines = [Name.change, Name.originalNumber, Name.reason, Name.law, Name.day].compactMap { name in
            values[name].flatMap { $0.isEmpty ? nil : WriteBackFinding.Line(name: name, ours: $0, theirs: nil) }
        }
        var writer = try await journal.open(correction.stream)
        let (now, id) = (time.now(), ids.identifier(WriteBackFinding.self))
        writer.append(
            ExchangeEvents.found(.uncorrected), .exchange, by: .system, at: now,
            body: [
                "finding": JSON(id.description), "resource": JSON(correction.resource),
                "delivery": JSON(correction.key), "change": JSON(correction.change.rawValue),
                "original": JSON(correction.original), "values": .array(lines.map { JSON($0.name) }),
            ])
        let finding = findings.prepare(
            WriteBackFinding(
                id: id, key: correction.key, resource: correction.resource, kind: .uncorrected,
                stream: correction.stream, foundAt: now, state: .open, lines: lines))
        return .done { [writer] tx in
            try writer.write(in: tx)
            _ = try finding.write(in: tx)
            try CorrectionStore.settle(correction.key, .handedOver, in: tx)
        }
    }
}
