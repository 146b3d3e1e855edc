import Cases
import EventLog
import Kernel

/// 往来经过 — what two cities have told each other about one case, by its events alone: each holds the signed message itself.
struct PartnerHistory {
    /// One message that crossed, or was not taken.
    struct Crossing {
        let message: CityMessage
        let event: LoggedEvent
    }

    let role: PartnerStore.LinkedCase.Role
    let partner: String
    /// By which both cities know the case.
    let reference: String
    /// 办件编号 here.
    let caseNumber: String?
    /// What came, what was signed for, and what was not taken.
    let heard: [Crossing]
    let sent: [Crossing]
    let refused: [Crossing]
    private let events: [LoggedEvent]

    /// `nil` where the events are not those of a case that two cities have to do with.
    init?(_ events: [LoggedEvent]) {
        func crossings(_ kinds: EventKind...) -> [Crossing] {
            events.filter { kinds.contains($0.kind) }.compactMap(Crossing.init)
        }
        self.events = events
        heard = crossings(CaseEvents.messageReceived, CaseEvents.reported)
        sent = crossings(CaseEvents.messageSent)
        refused = crossings(CaseEvents.messageRefused)
        caseNumber = events.first { $0.kind == CaseEvents.received }?.body["number"]?.string
        if let forwarded = events.first(where: { $0.kind == CaseEvents.forwarded }) {
            guard let division = forwarded.body["division"]?.string else { return nil }
            (role, partner) = (.receives, division)
            reference = forwarded.stream.retyped(as: CaseFile.self).description
        } else {
            guard let application = heard.first(where: { $0.message.kind == .application })?.message else { return nil }
            (role, partner, reference) = (.decides, application.sender, application.reference)
        }
    }

    /// By what number the city that took the case in knows the applicant; `nil` where that was us.
    var applicant: String? {
        guard role == .decides else { return nil }
        return heard.first { $0.message.kind == .application }?.message.body["applicant"]?["residentID"]?.string
    }

    /// How a message of ours stands: signed for, not taken, or under way.
    func states(of id: String, told: Int) -> [String] {
        if sent.contains(where: { $0.message.id == id }) { return ["done"] }
        // A report that is not taken is tried on.
        guard let last = refused.last(where: { $0.message.id == id && $0.message.kind != .report }) else {
            return ["waiting"]
        }
        let again = events.last { $0.kind == CaseEvents.sentAgain }?.sequence ?? 0
        // What an officer sends again waits once the log has been followed so far.
        return again > last.event.sequence && told >= again ? ["waiting"] : ["refused"]
    }

    /// Events that the other city has to hear of, each by a message of that kind, as far as the log was followed.
    func owed(_ kind: CityMessage.Kind, upTo told: Int) -> Int {
        let word: EventKind
        switch kind {
        case .application: word = CaseEvents.forwarded
        case .correction: word = CaseEvents.corrected
        case .question: word = CaseEvents.personAsked
        case .report: return Self.outcomes(events.filter { $0.sequence <= told }.map(\.kind))
        }
        return events.count { $0.kind == word && $0.sequence <= told }
    }

    /// How many of some steps decide something for the applicant: those are never left untold.
    static func outcomes(_ kinds: [EventKind]) -> Int {
        let named = [CaseEvents.granted, CaseEvents.refused, CaseEvents.correctionAsked, CaseEvents.reviewAnswered]
        return kinds.count(where: named.contains)
    }

    /// Where a case that is decided elsewhere stands here: as the other city told last, or the applicant answered since.
    var status: String? {
        guard role == .receives else { return nil }
        for event in events.reversed() {
            if let report = CaseReport(event) { return report.standing.status.rawValue }
            if event.kind == CaseEvents.corrected { break }
        }
        return CaseStatus.inReview.rawValue
    }
}

extension PartnerHistory.Crossing {
    fileprivate init?(_ event: LoggedEvent) {
        let parts = event.body["message"]?.string?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, let payload = Base64URL.bytes(parts[1]), let claims = try? JSON.parse(payload),
            let message = CityMessage(claims: claims)
        else { return nil }
        self.init(message: message, event: event)
    }
}
