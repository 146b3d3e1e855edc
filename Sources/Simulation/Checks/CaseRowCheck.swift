import Cases
import Catalog
import Flow
import Kernel
import Storage

/// 一份账，处处一样 — the row of a case says what its events say, and a live case has somebody whose turn it is, and a day.
struct CaseRowCheck {
    let replay: CaseReplay
    let row: Row
    /// Offices with somebody at work.
    let offices: Set<String>

    func check() throws(BrokenInvariant) {
        try agree("number", row.text("number"), replay.number)
        try agree("item", row.text("item"), replay.item?.id)
        try agree("status", row.text("status"), replay.status?.rawValue)
        try agree("stage", row.optionalInteger("stage_index"), replay.stage.map(Int64.init))
        try agree("office", row.optionalText("office"), replay.office)
        try agree("handler", row.optionalText("handler"), replay.handler)
        try agree("corrections", row.integer("corrections"), Int64(replay.corrections))
        try agree("review", row.optionalText("review"), replay.review?.rawValue)
        try agree("last day", row.optionalText("due_on"), replay.dueOn?.description)
        try agree("last day of the stage", row.optionalText("stage_due_on"), replay.stageDueOn?.description)
        try agree("updated", row.instant("updated_at"), replay.updatedAt)
        try checkTurn()
    }

    private func checkTurn() throws(BrokenInvariant) {
        guard replay.status == .inReview || replay.review == .open else { return }
        try hold(
            replay.office.map(offices.contains) == true && replay.dueOn != nil && replay.stageDueOn != nil,
            "a live case has somebody whose turn it is, and a day", "\(replay.number) at \(replay.office ?? "nobody")")
    }

    private func agree<Value: Equatable>(
        _ what: String, _ stored: Value?, _ told: Value?
    ) throws(BrokenInvariant) {
        try hold(
            stored == told, "the row of a case says what its events say",
            "\(replay.number), \(what): \(stored.map { "\($0)" } ?? "none"), by its events \(told.map { "\($0)" } ?? "none")"
        )
    }
}
