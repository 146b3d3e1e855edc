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
    }

    private struct State {
        var deliveries = 0
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

    /// The rows as the product gets to see them.
    func seen(_ rows: [Row], of sql: SQL) -> [Row] {
        kind == .doubledGrant && sql.pieces[0].hasPrefix("SELECT stream FROM entitlement") ? [] : rows
    }

    /// The statement as the database gets it: the event in row 150 is not among those that wait for a place.
    func put(_ sql: SQL) -> SQL {
        guard kind == .skippedLeaf, sql.pieces.contains(where: { $0.contains(Self.waiting) }) else { return sql }
        let pieces = sql.pieces.map { $0.replacing(Self.waiting, with: Self.waiting + " AND rowid <> 150") }
        return SQL(pieces: pieces, parameters: sql.parameters)
    }
    private static let waiting = "log_index IS NULL"
}
