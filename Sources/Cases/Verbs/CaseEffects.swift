package import EventLog
package import Exchange
import Kernel
package import Notify

/// What a case does to the outside world, carried out from the outbox: tells departments, sends notices.
package struct CaseEffects: Sendable {
    package static let writeBack = "case.writeBack"
    package static let notice = "case.notice"

    private let environment: CaseEnvironment
    private let writeBackGrant: WriteBackGrant
    private let gateway: any MessageGateway

    package init(_ environment: CaseEnvironment, writeBack: WriteBackGrant, gateway: any MessageGateway) {
        self.environment = environment
        self.writeBackGrant = writeBack
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
        let acknowledgement: Acknowledgement
        do throws(SourceFault) {
            acknowledgement = try await writeBackGrant(resource, eventID: entry.deliveryID, values: values)
        } catch { return .postponed(error.delivery) }
        guard var writer = try? await environment.journal.open(entry.stream) else {
            return .postponed(.unavailable("journal"))
        }
        writer.append(
            CaseEvents.writtenBack, by: .department(resource), at: environment.time.now(),
            body: ["resource": JSON(resource), "acknowledgement": JSON(acknowledgement.number)])
        return .done { [writer] tx in try writer.write(in: tx) }
    }

    private func deliverNotice(_ entry: OutboxEntry) async -> DeliveryOutcome {
        guard let phone = entry.payload["phone"]?.string, let item = entry.payload["item"]?.string,
            let number = entry.payload["number"]?.string, let notice = CaseNotice(payload: entry.payload)
        else { return .postponed(.broken("payload")) }
        let message = OutgoingMessage(
            notice.template, ["item": item, "number": number, "due": entry.payload["due"]?.string ?? ""])
        do throws(MessageFault) { try await gateway.send(message, to: phone) } catch {
            return .postponed(error.delivery)
        }
        return .done { _ in }
    }
}

extension SourceFault {
    /// What helps against it: time, or somebody who settles it with the department.
    fileprivate var delivery: DeliveryFault {
        switch self {
        case .unreachable, .timedOut: .unavailable(code)
        case .refused, .malformed: .refused(code)
        case .notDescribed: .broken(code)
        }
    }
}

extension MessageFault {
    /// What helps against it: time, or somebody who acts at the carrier or finds the right number.
    fileprivate var delivery: DeliveryFault {
        switch self {
        case .unreachable, .timedOut, .tooMany: .unavailable(code)
        case .recipient, .setup, .malformed: .refused(code)
        }
    }
}
