import Exchange
import Kernel
import Storage
import Synchronization

/// 埋下的错 — a fault in the simulation's own seams, as a bug of the product would show itself. It proves that the invariants
/// find what they are there to find; no code of the product knows of it.
package final class PlantedFault: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A department's system acknowledges one delivery and keeps nothing of it.
        case lostWriteBack
        /// The store lets one person have a benefit twice.
        case doubledGrant
        /// One event never gets its place in the log.
        case skippedLeaf
        /// Who looks grants up does not see that they were revoked.
        case forgottenRevocation
        /// The store says that a mandate was ended, and keeps it.
        case unendedMandate
        /// Another city signs for a report and keeps nothing of it.
        case unheardReport
        /// What departments were told and does not stand any more is never told them.
        case forgottenCorrection
    }

    private struct State {
        var deliveries = 0
        var waitingSeen = 0
        var skipped: Row?
    }

    package let kind: Kind
    private let state = Mutex(State())

    package init(_ kind: Kind) { self.kind = kind }

    /// What the database is robbed of before anything is in it.
    var loosening: SQL? { kind == .doubledGrant ? "DROP INDEX entitlement_live" : nil }

    /// Whether a department drops what it is about to acknowledge: the third thing that it is told.
    func dropsDelivery() -> Bool {
        guard kind == .lostWriteBack else { return false }
        return state.withLock { state in
            state.deliveries += 1
            return state.deliveries == 3
        }
    }

    /// Whether the other city drops what it is about to sign for: what becomes of a case, told the first time.
    func forgetsReport(_ status: String?) -> Bool {
        kind == .unheardReport && ["granted", "refused"].contains(status ?? "")
    }

    /// Whether a change is acknowledged and not made.
    func drops(_ sql: SQL) -> Bool {
        kind == .unendedMandate && sql.pieces[0].hasPrefix("UPDATE mandate SET state")
            && sql.parameters.first == .text("revoked")
    }

    /// The rows as the product gets to see them.
    func seen(_ rows: [Row], of sql: SQL) -> [Row] {
        switch kind {
        case .lostWriteBack, .unendedMandate, .unheardReport: return rows
        case .forgottenCorrection:
            return rows.filter { !$0.columnNames.contains("sealed") || !Self.isCorrection($0) }
        case .doubledGrant: return sql.pieces[0].hasPrefix("SELECT stream FROM entitlement") ? [] : rows
        case .skippedLeaf: return sql.pieces[0].contains("log_index IS NULL") ? withoutSkipped(rows) : rows
        case .forgottenRevocation:
            return sql.pieces[0].contains("FROM sharing_grant") ? rows.map(Self.unrevoked) : rows
        }
    }

    private static func isCorrection(_ row: Row) -> Bool {
        row.columnNames.contains("kind") && row.text("kind") == CorrectWriteBack.kind
    }

    private static func unrevoked(_ row: Row) -> Row {
        Row(columns: row.columnNames, values: row.columnNames.map { $0 == "revoked_at" ? .null : row[$0] })
    }

    private func withoutSkipped(_ rows: [Row]) -> [Row] {
        state.withLock { state in
            rows.filter { row in
                state.waitingSeen += 1
                if state.skipped == nil, state.waitingSeen > 150 { state.skipped = row }
                guard let skipped = state.skipped else { return true }
                return row.blob("stream") != skipped.blob("stream")
                    || row.integer("sequence") != skipped.integer("sequence")
            }
        }
    }
}
