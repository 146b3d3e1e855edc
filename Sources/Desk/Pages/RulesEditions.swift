import Catalog
import Kernel
import Web

/// 哪一版规则 — the edition that is shown and tried, from which day it is, and the way to the others that are in force or
/// announced.
struct RulesEditions: Component {
    private let slug: String
    private let today: CivilDate
    /// `nil` where people decide.
    private let shown: RulesEdition?
    private let editions: [RulesEdition]
    /// The day that was tried, where no edition was in force yet.
    private let dayBefore: CivilDate?

    init(_ model: RulesPage.Model) {
        slug = model.item.slug
        today = model.today
        shown = model.edition
        editions = model.item.rulesEditions
        let tried = model.trial?.day ?? model.day
        dayBefore = (model.edition?.from).flatMap { tried < $0 ? tried : nil }
    }

    func html(in context: PageContext) -> HTML {
        guard let shown else { return .empty }
        let current = editions.lastIndex { $0.from.map { $0 <= today } ?? true } ?? 0
        let lines = editions.enumerated().compactMap { index, edition -> HTML? in
            let name = context.say(phrase(edition, isCurrent: index == current), day(edition, context))
            if edition.from == shown.from { return "<li><b>\(name)</b> \(context.say(RulesCopy.shownHere))</li>" }
            guard index >= current else { return nil }
            return "<li><a href=\"\(address(edition).text)\">\(name)</a></li>"
        }
        let note: HTML? = dayBefore.map { "<p>\(context.say(RulesCopy.notYet, ["day": context.dayText($0)]))</p>" }
        return PageSection(
            context.say(RulesCopy.editions), id: "editions",
            "<p class=\"quiet\">\(context.say(RulesCopy.editionsNote))</p>\(note)<ul>\(lines)</ul>"
        ).html(in: context)
    }

    private func phrase(_ edition: RulesEdition, isCurrent: Bool) -> Phrase {
        guard let from = edition.from else { return RulesCopy.always }
        if from > today { return RulesCopy.announced }
        return isCurrent ? RulesCopy.inForce : RulesCopy.replaced
    }

    private func day(_ edition: RulesEdition, _ context: PageContext) -> [String: String] {
        edition.from.map { ["day": context.dayText($0)] } ?? [:]
    }

    /// What is announced is looked at on its first day, what is in force today.
    private func address(_ edition: RulesEdition) -> SitePath {
        guard let from = edition.from, from > today else { return .deskRulesOf(slug) }
        return .deskRulesOn(slug, from)
    }
}
