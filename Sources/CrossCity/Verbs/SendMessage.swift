import Cases
package import EventLog
import Kernel
import Storage
import Web

/// 送达 — hands messages to another city, oldest first, each signed for the moment, until it has signed for them. What it does
/// not take a person here hears of.
package struct SendMessage: Sendable {
    private let environment: CaseEnvironment
    private let store: PartnerStore
    private let register: PartnerRegister
    private let keys: PartnerKeys
    private let signature: CitySignature
    private let link: any PartnerLink

    init(
        _ environment: CaseEnvironment, store: PartnerStore, register: PartnerRegister, keys: PartnerKeys,
        signature: CitySignature, link: any PartnerLink
    ) {
        self.environment = environment
        self.store = store
        self.register = register
        self.keys = keys
        self.signature = signature
        self.link = link
    }

    package var handlers: [String: Outbox.Handler] { [FollowCases.message: { await deliver($0) }] }

    private func deliver(_ entry: OutboxEntry) async -> DeliveryOutcome {
        guard let number = entry.payload["upTo"]?.int else { return .postponed(.broken("payload")) }
        do {
            guard let linked = try await store.linkedCase(entry.stream) else { return .postponed(.broken("case")) }
            guard let partner = register.partner(linked.partner), let contact = partner.contact else {
                return .postponed(.refused("noContact"))
            }
            for outgoing in try await store.waiting(linked, from: environment.division, upTo: number) {
                if let fault = try await send(outgoing, to: partner, at: contact.address) { return .postponed(fault) }
            }
            return .done { _ in }
        } catch { return .postponed(.unavailable("\(type(of: error))")) }
    }

    /// - Returns: why it is to be tried again; `nil` where it was settled.
    private func send(
        _ outgoing: PartnerStore.Outgoing, to partner: PartnerCity, at address: String
    ) async throws -> DeliveryFault? {
        let message = outgoing.message
        let signed = try signature.sign(message.claims, .message, to: message.receiver)
        guard let answer = try? await link.post(signed, to: address) else { return .unavailable("unreachable") }
        if answer.status == 200 {
            let receipt = String(decoding: answer.body, as: UTF8.self)
            guard try await isReceipt(receipt, of: message, by: partner) else { return .refused("receipt") }
            let evidence = CaseEvidence(
                CaseEvents.messageSent, with: message.receiver, message: signed, [.init("receipt", JSON(receipt))])
            try await settle(outgoing, as: "done", evidence)
            return nil
        }
        let problem = (try? JSON.parse(answer.body)) ?? .null
        let code = problem["code"]?.string ?? ""
        let age = environment.time.now().milliseconds - outgoing.since.milliseconds
        guard (400..<500).contains(answer.status), code.hasPrefix("partner.") || code.hasPrefix("elsewhere."),
            !PartnerProblems.isPassing(code, afterSeconds: age / 1000)
        else { return .unavailable("status:\(answer.status)") }
        let evidence = CaseEvidence(
            CaseEvents.messageRefused, with: message.receiver, message: signed,
            [
                .init("code", JSON(code)), .init("reason", problem["reason"]?["zh"] ?? JSON(code)),
            ])
        // What has become of a case has to arrive: it waits, seen by whoever runs the city, and is tried each hour.
        if message.kind == .report {
            try await keepOnce(evidence, of: outgoing)
            return .refused(code)
        }
        try await settle(outgoing, as: "refused", evidence)
        return nil
    }

    /// Whether the other city has signed for it, with a key that we believe or come to believe.
    private func isReceipt(_ text: String, of message: CityMessage, by partner: PartnerCity) async throws -> Bool {
        func holds() async throws -> Bool {
            let known = try await keys.keys(of: partner)
            guard let claims = try? signature.open(text, .receipt, from: partner.division, keys: known) else {
                return false
            }
            return CityReceipt.acknowledges(claims, message)
        }
        if try await holds() { return true }
        let learned = try await keys.learn(partner)
        guard learned == .new || learned == .recent else { return false }
        return try await holds()
    }

    /// Writes down that a report was not taken, once until something else crosses.
    private func keepOnce(_ evidence: CaseEvidence, of outgoing: PartnerStore.Outgoing) async throws {
        let crossings = [CaseEvents.messageRefused, CaseEvents.messageSent, CaseEvents.messageReceived]
        let events = try await environment.journal.events(of: outgoing.stream)
        guard events.last(where: { crossings.contains($0.kind) })?.kind != CaseEvents.messageRefused else { return }
        try await KeepEvidence(environment.keeping(evidence) { _, _ in })(
            outgoing.stream.retyped(as: CaseFile.self))
    }

    /// Writes down how it ended, as an event of the case; a case that we took in for others follows where it was not taken.
    private func settle(
        _ outgoing: PartnerStore.Outgoing, as state: String, _ evidence: CaseEvidence
    ) async throws {
        let id = outgoing.stream.retyped(as: CaseFile.self)
        let end: @Sendable (CaseFile, any WriteTransaction) throws -> Void = { _, tx in
            try PartnerStore.end(outgoing, as: state, in: tx)
        }
        let keeping = environment.keeping(evidence, receipt: end)
        do {
            if state == "refused" {
                try await HearFromElsewhere(keeping).refused(id, by: outgoing.message.receiver)
            } else {
                try await KeepEvidence(keeping)(id)
            }
        } catch is PartnerStore.EndedBefore {
            // Another delivery has written the same down.
        }
    }
}
