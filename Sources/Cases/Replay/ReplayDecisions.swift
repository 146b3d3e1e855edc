package import Catalog
import Decisions
package import Kernel
import Vault

/// 复算 — decides again what was decided, on the same facts under the same version, and says where today's engine differs. A
/// city that upgrades knows beforehand whether anybody's result would have been another.
package struct ReplayDecisions: Sendable {
    /// A definition by its digest, and by the item's code.
    private let definition: @Sendable (StoredDecision) async throws -> ServiceItem?

    /// - Parameter definition: the definition that a decision was made under, or the one that it is to be tried under.
    package init(_ definition: @escaping @Sendable (StoredDecision) async throws -> ServiceItem?) {
        self.definition = definition
    }

    /// Puts one decision to today's engine; `nil` where everything is as it was.
    package func difference(of stored: StoredDecision) async throws -> ReplayDifference? {
        guard let item = try await definition(stored) else {
            return ReplayDifference(stored: stored, now: nil, kind: .noDefinition)
        }
        let verdict = item.evaluate(
            facts: stored.facts, on: stored.applicationDay, determinedOn: stored.determinationDay)
        let now = DecisionOutcome(verdict)
        if now.isGranted != stored.outcome.isGranted {
            return ReplayDifference(stored: stored, now: now, kind: .verdict)
        }
        if now != stored.outcome { return ReplayDifference(stored: stored, now: now, kind: .result) }
        // Under another text of the definition the trace is another, since it names the text.
        guard item.version.digest == stored.version else { return nil }
        guard Hex.text(Digest.sha256(verdict.trace.bytes)) == stored.traceHash else {
            return ReplayDifference(stored: stored, now: now, kind: .trace)
        }
        return nil
    }
}

/// One decision that would be another today.
package struct ReplayDifference: Sendable {
    package enum Kind: String, Sendable {
        /// Granted then and not now, or the reverse.
        case verdict
        /// Granted by another rule or with other outputs.
        case result
        /// The same result on another way.
        case trace
        /// The definition is not there any more.
        case noDefinition
    }

    package let stored: StoredDecision
    /// `nil` where nothing could be decided.
    package let now: DecisionOutcome?
    package let kind: Kind

    package var json: JSON {
        [
            "case": JSON(stored.number), "item": JSON(stored.item), "version": JSON(stored.version),
            "engine": JSON(stored.engine), "kind": JSON(kind.rawValue), "stored": stored.outcome.json,
            "now": now?.json ?? .null,
        ]
    }

    /// One line for people.
    package func line(in language: Language) -> String {
        let then = stored.outcome.text(in: language)
        let today = now?.text(in: language) ?? (language == .chinese ? "没有这个版本的定义" : "no such definition")
        let what =
            kind == .trace
            ? (language == .chinese ? "结论相同，判定过程不同" : "same result, other trace") : "\(then) → \(today)"
        return "\(stored.number)  \(stored.item)  \(what)"
    }
}
