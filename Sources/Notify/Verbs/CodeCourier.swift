package import Logging

/// 发码 — sends sign-in codes beside the requests that ask for them: how long an answer takes, and whether sending works, then
/// tells nobody if a code was sent at all. What waits when the process dies is lost; the person asks for another.
package final class CodeCourier: Sendable {
    /// Codes that may wait. More than that, and the carrier is down or somebody is flooding us.
    private static let waitingMax = 1_000
    private static let atOnce = 8

    private let gateway: any MessageGateway
    private let log: Logger
    private let parcels: AsyncStream<Parcel>
    private let hatch: AsyncStream<Parcel>.Continuation

    private struct Parcel: Sendable {
        let message: OutgoingMessage
        let phone: String
    }

    package init(gateway: any MessageGateway, log: Logger) {
        self.gateway = gateway
        self.log = log
        (parcels, hatch) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.waitingMax))
    }

    /// Takes a message over; never waits.
    package func take(_ message: OutgoingMessage, for phone: String) {
        if case .enqueued = hatch.yield(Parcel(message: message, phone: phone)) { return }
        log.error("code not sent", metadata: ["fault": "tooManyWaiting"])
    }

    /// Takes no more; `run` ends when those that wait are sent.
    package func close() { hatch.finish() }

    /// Sends what is taken over, some at once.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await parcel in parcels {
                if underWay == Self.atOnce { await group.next() } else { underWay += 1 }
                group.addTask { await self.deliver(parcel) }
            }
        }
    }

    private func deliver(_ parcel: Parcel) async {
        do throws(MessageFault) { try await gateway.send(parcel.message, to: parcel.phone) } catch {
            log.error("code not sent", metadata: ["fault": "\(error.code)"])
        }
    }
}
