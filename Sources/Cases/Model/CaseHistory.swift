import EventLog
import Flow
import Kernel
import Storage
import Web

/// 办件经过 — how a case stands by its events alone, in the words of its row. What an event of an earlier release does not say
/// is not said here either.
struct CaseHistory {
    /// By column.
    private(set) var cells: [String: SQLValue]
    private var corrections = 0
    private var stage = 0

    /// `nil` where the events are not those of a case.
    init?(_ events: [LoggedEvent]) {
        guard let received = events.first(where: { $0.kind == CaseEvents.received }) else { return nil }
        cells = [
            "number": (received.body["number"]?.string).sqlValue, "item": (received.body["item"]?.string).sqlValue,
            "item_version": (received.body["version"]?.string).sqlValue, "received_at": received.effective.sqlValue,
        ]
        // Whom another city applied for, the message of that city says.
        if case .person(let id) = received.actor {
            cells["applicant"] = Identifier<Person>(id).sqlValue
        }
        let elsewhere = events.first { $0.kind == CaseEvents.forwarded }?.body["division"]?.string
        cells["elsewhere"] = elsewhere.sqlValue
        // How a case stands that another city decides, that city's messages say.
        guard elsewhere == nil else { return }
        for column in ["stage", "stage_index", "office", "handler", "due_on", "review"] { cells[column] = .null }
        cells["corrections"] = 0.sqlValue
        for event in events { follow(event) }
    }

    private mutating func follow(_ event: LoggedEvent) {
        switch event.kind {
        case CaseEvents.referred:
            stand(.inReview)
            (stage, cells["stage"]) = (0, text(event, "stage"))
            cells["stage_index"] = cells["stage"] == .null ? .null : 0.sqlValue
            (cells["office"], cells["handler"], cells["due_on"]) = (text(event, "office"), .null, text(event, "dueOn"))
        case CaseEvents.granted: decide(.granted)
        case CaseEvents.refused: decide(.refused)
        case CaseEvents.claimed:
            if case .clerk(let id) = event.actor { cells["handler"] = id.sqlValue }
        case CaseEvents.released: cells["handler"] = .null
        case CaseEvents.handedOver: handOver(event)
        case CaseEvents.correctionAsked:
            stand(.correctionAsked)
            corrections += 1
            (cells["corrections"], cells["due_on"]) = (corrections.sqlValue, .null)
        case CaseEvents.corrected:
            stand(.inReview)
            cells["due_on"] = text(event, "dueOn")
        case CaseEvents.stageFinished:
            stage += 1
            (cells["stage_index"], cells["stage"]) = (stage.sqlValue, text(event, "next"))
            (cells["office"], cells["handler"]) = (text(event, "office"), .null)
        case CaseEvents.personAsked: askReview(event)
        case CaseEvents.reviewAnswered: (cells["review"], cells["due_on"]) = (text(CaseReview.answered.rawValue), .null)
        default: break
        }
    }

    private mutating func stand(_ status: CaseStatus) { cells["status"] = status.rawValue.sqlValue }

    private mutating func decide(_ status: CaseStatus) {
        stand(status)
        for column in ["stage", "stage_index", "due_on"] { cells[column] = .null }
    }

    private mutating func handOver(_ event: LoggedEvent) {
        cells["office"] = text(event, "office")
        // An earlier release named the colleague by name only.
        cells["handler"] = event.body["receiver"] == nil ? .null : event.body["receiverID"]?.string?.sqlValue
    }

    /// While a case is open the wish stands in its record and changes nothing else.
    private mutating func askReview(_ event: LoggedEvent) {
        let decided = [CaseStatus.granted, .refused].map { text($0.rawValue) }
        guard let status = cells["status"], decided.contains(status) else { return }
        (cells["review"], cells["handler"]) = (text(CaseReview.open.rawValue), .null)
        (cells["office"], cells["due_on"]) = (text(event, "office"), text(event, "dueOn"))
    }

    private func text(_ text: String) -> SQLValue { text.sqlValue }

    /// What an event says of a column; `nil` where it does not speak of it. Nothing is written as `null` or without words.
    private func text(_ event: LoggedEvent, _ member: String) -> SQLValue? {
        guard let said = event.body[member] else { return nil }
        return said.string.flatMap { $0.isEmpty ? nil : $0 }.sqlValue
    }
}
