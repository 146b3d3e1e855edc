import Cases
import Catalog
import Kernel
import Web

/// 试一试 — the rules of an item put to values that an officer types. Nothing is kept.
struct RulesTrial: Sendable {
    let day: CivilDate
    /// What was typed, by field.
    let texts: [String: String]
    /// Fields whose value could not be read.
    let faults: [String]
    /// `nil` where there are faults.
    let verdict: ItemVerdict?
    /// What would have to change for a grant.
    let ways: WaysToGrant

    /// - Parameters:
    ///   - day: of the application, unless another is typed.
    ///   - known: what departments register, and which facts nobody is told to change.
    init(_ item: ServiceItem, form: FormFields, on day: CivilDate, known: KnownSources) {
        let texts = form.entries(FormName.factPrefix).filter { !$0.value.trimmingWhiteSpace().isEmpty }
        let day = form.day(FormName.trialDay) ?? day
        var facts: [String: FactValue] = [:]
        var faults: [String] = []
        for field in item.rulesEditions.first?.sheet.fields ?? [] {
            guard let text = texts[field.name]?.trimmingWhiteSpace() else { continue }
            if let value = field.value(text) { facts[field.name] = value } else { faults.append(field.name) }
        }
        self.day = day
        self.texts = texts
        self.faults = faults
        verdict = faults.isEmpty ? item.evaluate(facts: facts, on: day) : nil
        guard verdict?.grant == nil, faults.isEmpty else {
            ways = WaysToGrant()
            return
        }
        ways = item.waysToGrant(facts: facts, on: day, unchanging: known.unchangingFacts(of: item))
    }
}
