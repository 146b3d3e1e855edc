import Cases
import Catalog
import ECertificates
import EventLog
import Exchange
import Identity
import Kernel
import Storage
import Vault
import Web

/// 告知另一城市 — follows the log and tells the other city what has become of a case that both have to do with: the city that took
/// it in sends the application and the applicant's answers, the city that decides sends its steps. A durable follower: at least
/// once, in the order of each case.
package struct FollowCases: Sendable {
    static let message = "partner.message"
    private let environment: CaseEnvironment
    private let store: PartnerStore
    private let register: PartnerRegister

    init(_ environment: CaseEnvironment, store: PartnerStore, register: PartnerRegister) {
        self.environment = environment
        self.store = store
        self.register = register
    }

    /// - Returns: whether there may be more at once.
    package func step() async throws -> Bool {
        guard let growth = try await store.grown() else { return false }
        var untold: (any Error)?
        for stream in growth.streams {
            // What the database cannot do now is done in the next round; a damaged case holds up no other.
            do { try await tell(stream) } catch let error as StorageError { throw error } catch is CancellationError {
                throw CancellationError()
            } catch { untold = untold ?? error }
        }
        try await store.followed(to: growth.next)
        if let untold { throw untold }
        return true
    }

    /// A case and its events as they stood at one moment: a standing that its events do not bear would be told for good.
    private func whole(_ linked: PartnerStore.LinkedCase) async throws -> (file: CaseFile, events: [LoggedEvent])? {
        for _ in 0..<5 {
            let length = try await environment.journal.length(of: linked.stream)
            guard let file = try await environment.cases.caseFile(linked: linked.id) else { return nil }
            let events = try await environment.journal.events(of: linked.stream)
            // The events of a stream that was erased are none.
            if events.count == length || events.isEmpty { return (file, events) }
        }
        throw StorageError.unavailable("a case could not be read beside what is written")
    }

    private func tell(_ stream: Identifier<EventStream>) async throws {
        guard let linked = try await store.linkedCase(stream), register.partner(linked.partner) != nil,
            let (file, all) = try await whole(linked)
        else { return }
        let events = all.filter { $0.sequence > linked.told }
        guard let last = events.last else { return }
        let bodies =
            switch linked.role {
            case .receives: try await words(file, events, all)
            case .decides: try await report(file, events)
            }
        let messages = bodies.enumerated().map { offset, one in
            let number = linked.sent + offset + 1
            return CityMessage(
                id: "\(stream)-\(number)", sender: environment.division, receiver: linked.partner,
                reference: linked.reference, number: number, kind: one.kind, body: one.body)
        }
        let isAgain = events.contains { $0.kind == CaseEvents.sentAgain }
        let upTo = linked.sent + messages.count
        let entry = environment.outbox.prepare(
            Self.message, for: last.receipt, suffix: "-message", receiver: linked.partner,
            payload: ["upTo": JSON(upTo)])
        _ = try await store.tell(
            linked, upTo: last.sequence, messages, isAgain: isAgain, messages.isEmpty && !isAgain ? [] : [entry],
            at: environment.time.now())
    }

    private typealias Words = (kind: CityMessage.Kind, body: JSON)

    /// What the city that took the application in has to say.
    private func words(_ file: CaseFile, _ events: [LoggedEvent], _ all: [LoggedEvent]) async throws -> [Words] {
        var words: [Words] = []
        for event in events {
            switch event.kind {
            case CaseEvents.forwarded:
                words.append((.application, try await application(file, event, CaseContent(all).content)))
            case CaseEvents.corrected:
                words.append(
                    (
                        .correction,
                        ["answers": event.body["answers"] ?? .object([]), "note": event.body["note"] ?? .null]
                    ))
            case CaseEvents.personAsked:
                words.append((.question, ["reason": event.body["reason"] ?? .null]))
            default: break
            }
        }
        return words
    }

    /// 代收的申请: who applies, for what, and what only the applicant can say. Everything else the other city reads itself.
    private func application(_ file: CaseFile, _ event: LoggedEvent, _ content: DraftContent) async throws -> JSON {
        guard let person = try await environment.people.person(file.applicant) else { throw VaultError.damaged }
        let item = try await environment.item(of: file)
        let answers = item.informationFields.filter(\.isAskable).compactMap { field -> JSON? in
            content.settledValue(field.name).map { value in
                let isTyped = content.answers[field.name] != nil || content.disputed[field.name] != nil
                let grade = isTyped ? "D" : content.findings[field.name]?.fact?.grade.rawValue ?? "D"
                return ["field": JSON(field.name), "value": JSON(value), "grade": JSON(grade)]
            }
        }
        let household = item.service.crossProvince.flatMap { content.findings[$0.decidedBy]?.fact?.value.storedText }
        return [
            "item": JSON(item.baseCode), "itemName": JSON(item.name), "purpose": "跨区域通办代收",
            "basis": JSON(item.readingBasis), "caseNumber": JSON(file.number),
            "appliedAt": JSON(file.receivedAt.milliseconds), "household": JSON(household ?? ""),
            "applicant": [
                "name": JSON(person.name), "residentID": JSON(person.residentID.text),
                "assurance": JSON("L\(person.level.rawValue)"),
            ], "answers": .array(answers), "wantsPerson": event.body["wantsPerson"] ?? false,
        ]
    }

    /// 办理情况: all steps that were not told yet, as one.
    private func report(_ file: CaseFile, _ events: [LoggedEvent]) async throws -> [Words] {
        guard events.contains(where: { CaseReport.isTold($0.kind) }) else { return [] }
        var certificate: String?
        if events.contains(where: { $0.kind == CaseEvents.certificateIssued }) {
            certificate = try await environment.certificates
                .certificate(ofCase: file.stream, holder: file.applicant)?.sdJWT
        }
        return [(.report, CaseReport(file, events, certificate: certificate).json)]
    }
}
