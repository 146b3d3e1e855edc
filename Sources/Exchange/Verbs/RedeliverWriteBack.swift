package import EventLog
package import Kernel
package import Storage

/// 重新送达 — tells a department once more what it acknowledged and lost, under the same key, from the outbox; unless something was
/// decided about it since.
package struct RedeliverWriteBack: Sendable {
    package static let kind = "exchange.redelivery"

    private let writeBack: WriteBackGrant
    private let corrections: CorrectionStore
    private let journal: EventJournal
    private let time: any TimeSource

    package init(writeBack: WriteBackGrant, database: any Database, journal: EventJournal, time: any TimeSource) {
        self.writeBack = writeBack
        corrections = CorrectionStore(database: database)
        self.journal = journal
        self.time = time
    }

    package var handlers: [String: Outbox.Handler] { [Self.kind: { await deliver($0) }] }

    static func payload(
        _ finding: Identifier<WriteBackFinding>, key: String, resource: String, values: [String: String],
        handedOver: Instant
    ) -> JSON {
        [
            "finding": JSON(finding.description), "delivery": JSON(key), "resource": JSON(resource),
            "handedOver": JSON(Int(handedOver.milliseconds)),
            "values": .object(values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
        ]
    }

    private func deliver(_ entry: OutboxEntry) async -> DeliveryOutcome {
        let payload = entry.payload
        guard let resource = payload["resource"]?.string, let key = payload["delivery"]?.string,
            let members = payload["values"]?.members,
            let finding = payload["finding"]?.string.flatMap({ Identifier<WriteBackFinding>($0) })
        else { return .postponed(.broken("payload")) }
        let values = members.reduce(into: [String: String]()) { $0[$1.key] = $1.value.string }
        let handedOver = payload["handedOver"]?.int.map { Instant(milliseconds: Int64($0)) } ?? time.now()
        // What was decided otherwise meanwhile must not be overtaken by what was decided first.
        guard let isCorrected = try? await corrections.isCorrected(key) else {
            return .postponed(.unavailable("store"))
        }
        if isCorrected { return await giveUp(finding, key, entry) }
        let acknowledgement: Acknowledgement
        do throws(SourceFault) {
            acknowledgement = try await writeBack(resource, eventID: key, handedOver: handedOver, values: values)
        } catch { return .postponed(error.delivery) }
        guard var writer = try? await journal.open(entry.stream) else { return .postponed(.unavailable("journal")) }
        let now = time.now()
        writer.append(
            ExchangeEvents.redelivered, .exchange, by: .department(resource), at: now,
            body: [
                "finding": JSON(finding.description), "delivery": JSON(key),
                "acknowledgement": JSON(acknowledgement.number),
            ])
        return .done { [writer] tx in
            _ = try WriteBackFindingStore.settle(finding, .redelivered, from: .redelivering, at: now, in: tx)
            try WriteBackStore.acknowledgeAgain(key, number: acknowledgement.number, at: now, in: tx)
            try writer.write(in: tx)
            try CorrectionStore.wake(behind: key, at: now, in: tx)
        }
    }

    /// A person looks at it instead; of what has ended, that it is gone is as it should be.
    private func giveUp(
        _ finding: Identifier<WriteBackFinding>, _ key: String, _ entry: OutboxEntry
    ) async -> DeliveryOutcome {
        guard let isObsolete = try? await corrections.isObsolete(key),
            var writer = try? await journal.open(entry.stream)
        else { return .postponed(.unavailable("store")) }
        let now = time.now()
        if isObsolete {
            writer.append(
                ExchangeEvents.agreed, .exchange, by: .system, at: now,
                body: ["finding": JSON(finding.description)])
        }
        return .done { [writer] tx in
            if isObsolete {
                _ = try WriteBackFindingStore.settle(finding, .agreed, from: .redelivering, at: now, in: tx)
                try writer.write(in: tx)
            } else {
                try WriteBackFindingStore.giveToPeople(finding, in: tx)
            }
            try CorrectionStore.wake(behind: key, at: now, in: tx)
        }
    }
}

extension SourceFault {
    /// What helps against it: time, or somebody who settles it with the department.
    package var delivery: DeliveryFault {
        switch self {
        case .unreachable, .timedOut, .overQuota, .quotaUncounted: .unavailable(code)
        case .refused, .malformed: .refused(code)
        case .notDescribed: .broken(code)
        }
    }
}
