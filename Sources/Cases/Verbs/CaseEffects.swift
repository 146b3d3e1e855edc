package import EventLog
package import Exchange
import Kernel
package import Notify
import Web

/// What a case does to the outside world, carried out from the outbox: tells departments, sends notices.
package struct CaseEffects: Sendable {
    package static let writeBack = "case.writeBack"
    package static let notice = "case.notice"
    /// After this many tries a notice is given up: about a day after the first, when it would say what was new yesterday.
    private static let noticeTriesMax = 36
    /// Tries that may have gone out. A phone does not know a repeated message, its owner bears one and no more.
    private static let noticeDoubtsMax = 2

    private let environment: CaseEnvironment
    private let writeBackGrant: WriteBackGrant
    private let corrections: CorrectionStore
    private let gateway: any MessageGateway

    package init(_ environment: CaseEnvironment, writeBack: WriteBackGrant, gateway: any MessageGateway) {
        self.environment = environment
        self.writeBackGrant = writeBack
        corrections = CorrectionStore(database: environment.database)
        self.gateway = gateway
    }

    package var handlers: [String: Outbox.Handler] {
        [
            Self.writeBack: { entry in await deliverWriteBack(entry) },
            Self.notice: { entry in await deliverNotice(entry) },
        ]
    }

    /// 回写: the department's acknowledgement becomes an event of the case.
    private func deliverWriteBack(_ entry: OutboxEntry) async -> DeliveryOutcome {
        guard let resource = entry.payload["resource"]?.string, let members = entry.payload["values"]?.members else {
            return .postponed(.broken("payload"))
        }
        let values = members.reduce(into: [String: String]()) { $0[$1.key] = $1.value.string }
        guard let standing = try? await corrections.standing(of: entry.deliveryID) else {
            return .postponed(.unavailable("store"))
        }
        // What people suspended or ended before it was told is not told while that stands: who gives it back wakes it.
        guard standing == .standing else { return .notYet("standing", again: .seconds(3_600)) }
        let handedOver = entry.payload["handedOver"]?.int.map { Instant(milliseconds: Int64($0)) }
        let acknowledgement: Acknowledgement
        do throws(SourceFault) {
            acknowledgement = try await writeBackGrant(
                resource, eventID: entry.deliveryID, handedOver: handedOver ?? environment.time.now(), values: values)
        } catch { return .postponed(error.delivery) }
        guard var writer = try? await environment.journal.open(entry.stream) else {
            return .postponed(.unavailable("journal"))
        }
        let now = environment.time.now()
        // What was written is kept with it: by this event it is compared with what the department holds, and told again.
        let event = writer.append(
            CaseEvents.writtenBack, by: .department(resource), at: now,
            body: [
                "resource": JSON(resource), "acknowledgement": JSON(acknowledgement.number),
                "delivery": JSON(entry.deliveryID), "handedOver": JSON((handedOver ?? now).milliseconds),
                "values": .object(members),
            ])
        let record = WriteBackRecord(
            key: entry.deliveryID, resource: resource, stream: entry.stream, sequence: event.sequence,
            number: acknowledgement.number, acknowledgedAt: now)
        return .done { [writer] tx in
            try writer.write(in: tx)
            try WriteBackStore.insert(record, in: tx)
            try CorrectionStore.wake(behind: entry.deliveryID, at: now, in: tx)
        }
    }

    private func deliverNotice(_ entry: OutboxEntry) async -> DeliveryOutcome {
        guard let phone = entry.payload["phone"]?.string, let notice = CaseNotice(payload: entry.payload),
            notice.template.parameters.allSatisfy({ entry.payload[$0]?.string != nil })
        else { return .postponed(.broken("payload")) }
        guard entry.doubts < Self.noticeDoubtsMax else { return .failed("doubtful") }
        let values = (entry.payload.members ?? []).reduce(into: [String: String]()) { values, member in
            values[member.key] = member.value.string.map { CivilDate($0)?.text(in: .chinese) ?? $0 }
        }
        let message = OutgoingMessage(
            notice.template, values.filter { notice.template.parameters.contains($0.key) })
        do throws(MessageFault) { try await gateway.send(message, to: phone) } catch {
            return Self.outcome(of: error, entry)
        }
        return .done { _ in }
    }

    /// What helps against a fault of the carrier: time, somebody who acts there, or nothing.
    private static func outcome(of fault: MessageFault, _ entry: OutboxEntry) -> DeliveryOutcome {
        let delivery: DeliveryFault
        switch fault {
        case .recipient: return .failed(fault.code)
        case .timedOut, .malformed:
            guard entry.doubts + 1 < noticeDoubtsMax else { return .failed(fault.code) }
            delivery = .doubtful(fault.code)
        case .unreachable, .tooMany: delivery = .unavailable(fault.code)
        case .setup: delivery = .refused(fault.code)
        }
        return entry.attempts + 1 < noticeTriesMax ? .postponed(delivery) : .failed(fault.code)
    }
}
