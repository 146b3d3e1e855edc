import Cases
import Catalog
import EventLog
import Identity
import Kernel
import Storage
import Synchronization
import Web

/// 收取 — takes a message of another city: verified, once, in the order of its case, and signed for.
package struct ReceiveMessage: Sendable {
    private let environment: CaseEnvironment
    private let store: PartnerStore
    private let register: PartnerRegister
    private let keys: PartnerKeys
    private let signature: CitySignature
    private let rate = MessageRate()

    init(
        _ environment: CaseEnvironment, store: PartnerStore, register: PartnerRegister, keys: PartnerKeys,
        signature: CitySignature
    ) {
        self.environment = environment
        self.store = store
        self.register = register
        self.keys = keys
        self.signature = signature
    }

    /// - Parameter compact: as it came.
    /// - Returns: the signed receipt; the same message again gets one that says the same.
    /// - Throws: `Problem` where it is not taken.
    package func callAsFunction(_ compact: String) async throws -> String {
        let (message, partner) = try await verified(compact)
        guard rate.admits(partner.division, at: environment.time.now()) else { throw PartnerProblems.tooMany }
        for _ in 0..<3 {
            if let known = try await store.incoming(message.id, from: partner.division) {
                guard known.digest == message.digest else { throw PartnerProblems.reused }
                return try receipt(message, known.caseNumber)
            }
            do {
                let file = try await take(message, partner, compact)
                return try receipt(message, file.number)
            } catch StorageError.uniqueViolation { continue } catch StorageError.unavailable {
                throw PartnerProblems.busy
            }
        }
        throw PartnerProblems.busy
    }

    private func verified(_ compact: String) async throws -> (CityMessage, PartnerCity) {
        guard let sender = CitySignature.claimedSender(compact) else { throw PartnerProblems.malformed }
        guard let partner = register.partner(sender), partner.contact != nil else {
            throw PartnerProblems.unknownSender
        }
        let claims: JSON
        do { claims = try await opened(compact, partner) } catch let problem as Problem {
            // A key that we have not met may be a new one.
            guard problem.reason.code == PartnerProblems.badSignature.reason.code else { throw problem }
            switch try await keys.learn(partner) {
            case .new: break
            case .nothing: throw problem
            case .unreachable: throw PartnerProblems.busy
            case .recent:
                // Another message may have brought the key just now; else it can be asked for in a moment.
                guard let again = try? await opened(compact, partner) else { throw PartnerProblems.busy }
                return (try message(again), partner)
            }
            claims = try await opened(compact, partner)
        }
        return (try message(claims), partner)
    }

    private func message(_ claims: JSON) throws -> CityMessage {
        guard let message = CityMessage(claims: claims) else { throw PartnerProblems.malformed }
        return message
    }

    private func opened(_ compact: String, _ partner: PartnerCity) async throws -> JSON {
        try signature.open(compact, .message, from: partner.division, keys: try await keys.keys(of: partner))
    }

    private func receipt(_ message: CityMessage, _ caseNumber: String) throws -> String {
        let receipt = CityReceipt(messageID: message.id, digest: message.digest, caseNumber: caseNumber)
        return try signature.sign(receipt.claims, .receipt, to: message.sender)
    }

    private func take(_ message: CityMessage, _ partner: PartnerCity, _ compact: String) async throws -> CaseFile {
        let now = environment.time.now()
        let kind = message.kind == .report ? CaseEvents.reported : CaseEvents.messageReceived
        let evidence = CaseEvidence(kind, with: message.sender, message: compact)
        if message.kind == .application {
            // Before anybody is asked about the applicant: a case is filed once, under whatever message.
            if try await store.linkedCase(message.reference, with: partner.division) != nil {
                // The same message on another connection was first.
                guard try await store.incoming(message.id, from: partner.division) == nil else {
                    throw StorageError.uniqueViolation("partner_message")
                }
                throw PartnerProblems.stale
            }
            let linked = environment.keeping(evidence) { file, tx in
                try PartnerStore.insert(
                    PartnerStore.LinkedCase(
                        stream: file.stream, partner: message.sender, reference: message.reference, role: .decides,
                        told: 0, sent: 0, heard: 0), in: tx)
                try PartnerStore.insertIncoming(message, about: file, at: now, in: tx)
            }
            return try await TakeApplication(linked)(message, from: partner)
        }
        guard let linked = try await store.linkedCase(message.reference, with: partner.division) else {
            // The application itself may still be on its way.
            throw message.kind == .report ? PartnerProblems.unknownCase : PartnerProblems.outOfOrder
        }
        guard message.number > linked.heard else { throw PartnerProblems.stale }
        guard message.number == linked.heard + 1 else { throw PartnerProblems.outOfOrder }
        let keeping = environment.keeping(evidence) { file, tx in
            try PartnerStore.insertIncoming(message, about: file, at: now, in: tx)
        }
        switch (message.kind, linked.role) {
        case (.report, .receives):
            guard let report = CaseReport(message.body) else { throw PartnerProblems.malformed }
            if let certificate = report.certificate {
                let file = try await applicant(linked)
                guard let person = try await environment.people.person(file.applicant) else {
                    throw PartnerProblems.unknownCase
                }
                try PartnerCertificate.check(certificate, for: person, keys: try await keys.keys(of: partner))
            }
            return try await HearFromElsewhere(keeping)(linked.id, from: partner.division, report)
        case (.correction, .decides): return try await correction(message, linked, keeping)
        case (.question, .decides): return try await question(message, linked, keeping)
        default: throw PartnerProblems.malformed
        }
    }

    private func applicant(_ linked: PartnerStore.LinkedCase) async throws -> CaseFile {
        guard let file = try await environment.cases.caseFile(linked: linked.id) else {
            throw PartnerProblems.unknownCase
        }
        return file
    }

    private func correction(
        _ message: CityMessage, _ linked: PartnerStore.LinkedCase, _ keeping: CaseEnvironment
    ) async throws -> CaseFile {
        let file = try await applicant(linked)
        let answers = (message.body["answers"]?.members ?? []).reduce(into: [String: String]()) {
            $0[$1.key] = $1.value.string
        }
        do {
            return try await AnswerCorrection(keeping)(
                linked.id, answers: answers, note: message.body["note"]?.string, by: file.applicant)
        } catch is CorrectionFaults { throw PartnerProblems.notAcceptable } catch is Rejection {
            throw PartnerProblems.notAcceptable
        }
    }

    private func question(
        _ message: CityMessage, _ linked: PartnerStore.LinkedCase, _ keeping: CaseEnvironment
    ) async throws -> CaseFile {
        let file = try await AskForPerson(keeping)(
            linked.id, by: try await applicant(linked).applicant, reason: message.body["reason"]?.string)
        // Where a person has it already the wish changes nothing; that the message came is kept all the same.
        if try await store.incoming(message.id, from: message.sender) == nil {
            try await KeepEvidence(keeping)(linked.id)
        }
        return file
    }
}

/// How many messages of one city are taken in a minute.
private final class MessageRate: Sendable {
    private static let perMinuteMax = 600
    private let counts = Mutex<[String: (minute: Int64, count: Int)]>([:])

    func admits(_ partner: String, at now: Instant) -> Bool {
        let minute = now.milliseconds / 60_000
        return counts.withLock { counts in
            let before = counts[partner].flatMap { $0.minute == minute ? $0.count : nil } ?? 0
            counts[partner] = (minute, before + 1)
            return before < Self.perMinuteMax
        }
    }
}
