import Catalog
import Decisions
import Exchange
package import Kernel
package import Web

/// 自动决定的存根 — one decision of the rules as it was stored: on what facts, days, version and engine it rested, and what
/// came out. Enough to decide again.
package struct StoredDecision: Sendable {
    /// 办件编号
    package let number: String
    /// Code of the item.
    package let item: String
    /// Digest of the definition.
    package let version: String
    /// `DecisionEngine.version` of its day; 0 where it was not written down yet.
    package let engine: Int
    package let applicationDay: CivilDate
    package let determinationDay: CivilDate
    /// What was known and undisputed, by field.
    package let facts: [String: FactValue]
    package let outcome: DecisionOutcome
    /// SHA-256 of the trace, in hexadecimal.
    package let traceHash: String

    /// One line of a file of decisions.
    package var json: JSON {
        [
            "case": JSON(number), "item": JSON(item), "version": JSON(version), "engine": JSON(engine),
            "applicationDay": JSON(applicationDay.description), "determinationDay": JSON(determinationDay.description),
            "facts": .object(
                facts.sorted { $0.key < $1.key }.map { name, value in
                    JSON.Member(name, ["kind": JSON(value.kind.rawValue), "value": JSON(value.storedText)])
                }),
            "outcome": outcome.json, "traceHash": JSON(traceHash),
        ]
    }

    /// `nil` where the line is none of ours.
    package init?(_ json: JSON) {
        guard let number = json["case"]?.string, let item = json["item"]?.string, let version = json["version"]?.string,
            let engine = json["engine"]?.int,
            let application = json["applicationDay"]?.string.flatMap({ CivilDate($0) }),
            let determination = json["determinationDay"]?.string.flatMap({ CivilDate($0) }),
            let outcome = DecisionOutcome(verdict: json["outcome"]), let hash = json["traceHash"]?.string
        else { return nil }
        var facts: [String: FactValue] = [:]
        for member in json["facts"]?.members ?? [] {
            guard let kind = member.value["kind"]?.string.flatMap(FactKind.init(rawValue:)),
                let text = member.value["value"]?.string, let value = FactValue(storedText: text, kind: kind)
            else { return nil }
            facts[member.key] = value
        }
        self.init(
            number: number, item: item, version: version, engine: engine, applicationDay: application,
            determinationDay: determination, facts: facts, outcome: outcome, traceHash: hash)
    }

    package init(
        number: String, item: String, version: String, engine: Int, applicationDay: CivilDate,
        determinationDay: CivilDate, facts: [String: FactValue], outcome: DecisionOutcome, traceHash: String
    ) {
        self.number = number
        self.item = item
        self.version = version
        self.engine = engine
        self.applicationDay = applicationDay
        self.determinationDay = determinationDay
        self.facts = facts
        self.outcome = outcome
        self.traceHash = traceHash
    }
}

/// 一个办件里的自动决定 — a stored decision with what is needed to put other rules to the same case.
package struct DecidedCase: Sendable {
    package let decision: StoredDecision
    package let applicant: Identifier<Person>
    /// As it was submitted.
    package let content: DraftContent
    /// What the rules granted for one period, in fen.
    package let amountFen: Int?
}
