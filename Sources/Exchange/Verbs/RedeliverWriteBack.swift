package import EventLog
package import Kernel
import Storage

/// 重新送达 — tells a department once more what it acknowledged and lost, under the same key, from the outbox.
package struct RedeliverWriteBack: Sendable {
    package static let kind = "exchange.redelivery"

    private let writeBack: WriteBackGrant
    private let journal: EventJournal
    private let time: any TimeSource

    package init(writeBack: WriteBackGrant, journal: EventJournal, time: any TimeSource) {
        self.writeBack = writeBack
        self.journal = journal
        self.time = time
    }

    package var handlers: [String: Outbox.Handler] { [Self.kind: { await deliver($0) }] }

    static func payload(
        _ finding: Identifier<WriteBackFinding>, key: String, resource: String, values: [String: String]
    ) -> JSON {
        [
            "finding": JSON(finding.description), "delivery": JSON(key), "resource": JSON(resource),
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
        let acknowledgement: Acknowledgement
        do throws(SourceFault) {
            acknowledgement = try await writeBack(resource, eventID: key, values: values)
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
