import EventLog
package import Kernel

/// 归集记录 — what was done by a holder's consent to one kind, or about it, as its stream tells: read, withdrawn, removed. It says
/// so also of what is no longer held.
package struct ImportDeed: Sendable {
    package let kind: Kind
    package let at: Instant
    package let type: String
    /// What was agreed to, for `read` only.
    package let asked: Asked?

    /// The raw values are those of the person's own copy and are never renamed.
    package enum Kind: String, Sendable, CaseIterable {
        /// The department was asked.
        case read
        /// 撤回同意: its holder withdrew, and it was erased.
        case withdrawn
        /// The department had it no more, and it was erased.
        case gone
    }

    /// By which consent a department was asked for what, and what came of it.
    package struct Asked: Sendable {
        package let department: String
        package let resource: String
        package let fields: [String]
        package let basis: String
        package let outcome: ImportOutcome
        /// Digest of the terms; `nil` of reads from before consents were bound to them.
        package let terms: String?
    }

    /// - Returns: `nil` for what is told elsewhere: showings.
    init?(_ event: LoggedEvent) {
        guard let type = event.body["type"]?.string else { return nil }
        (self.type, at) = (type, event.effective)
        switch event.kind {
        case ImportEvents.read:
            kind = .read
            guard let asked = Asked(event.body) else { return nil }
            self.asked = asked
        case ImportEvents.removed:
            if case .person = event.actor { kind = .withdrawn } else { kind = .gone }
            asked = nil
        default: return nil
        }
    }
}

extension ImportDeed.Asked {
    fileprivate init?(_ body: JSON) {
        guard let outcome = body["outcome"]?.string.flatMap(ImportOutcome.init(rawValue:)) else { return nil }
        self.outcome = outcome
        department = body["department"]?.string ?? ""
        resource = body["resource"]?.string ?? ""
        fields = (body["fields"]?.array ?? []).compactMap(\.string)
        basis = body["basis"]?.string ?? ""
        terms = body["terms"]?.string
    }
}
