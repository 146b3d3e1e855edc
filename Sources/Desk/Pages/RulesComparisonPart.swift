import Cases
import Catalog
import Kernel
import Web

/// 试算 — the definition to change, and whom the change would touch.
struct RulesComparisonPart: Component {
    private static let groupMin = 5
    let model: RulesPage.Model

    init(_ model: RulesPage.Model) { self.model = model }

    func html(in context: PageContext) -> HTML {
        let field = FormField(
            FormName.definition, context.say(RulesCopy.definition), .sourceText, value: model.definition,
            error: model.problem.map { context.say($0) })
        let day = FormField(
            FormName.comparisonDay, context.say(RulesCopy.compareDay), .date, value: model.comparisonDay.text,
            hint: context.say(RulesCopy.compareDayHint),
            error: model.comparisonDay.isWrong ? context.say(RulesCopy.compareDayWrong) : nil, isOptional: true)
        let button = ActionButton(context.say(RulesCopy.compareRun), .secondary)
        let form = PostForm(
            .deskComparison(model.item.slug),
            content: "\(field, in: context)\(day, in: context)\(button, in: context)")
        return PageSection(
            context.say(RulesCopy.compare), id: "compare",
            """
            <p class="quiet">\(context.say(RulesCopy.compareNote))</p>\(findings(context))\(result(context))\
            \(Disclosure(context.say(RulesCopy.definition), form.html(in: context), isOpen: isOpen), in: context)
            """
        ).html(in: context)
    }

    private var isOpen: Bool {
        model.comparison != nil || !model.findings.isEmpty || model.problem != nil || model.comparisonDay.isWrong
    }

    private func findings(_ context: PageContext) -> HTML? {
        guard !model.findings.isEmpty else { return nil }
        let lines = model.findings.map { finding -> HTML in
            let place = context.say(
                RulesCopy.place, ["line": String(finding.position.line), "column": String(finding.position.column)])
            return "<li>\(place)\(finding.sentence(in: context.language))</li>"
        }
        return Callout(
            .warning, context.say(RulesCopy.findings),
            "<p>\(context.say(RulesCopy.findingsNote))</p><ul>\(lines)</ul>"
        ).html(in: context)
    }

    private func result(_ context: PageContext) -> HTML? {
        guard let comparison = model.comparison else { return nil }
        let total = comparison.total
        let numbers = ["cases": String(total.cases), "different": String(total.different)]
        let words = context.say(total.different == 0 ? RulesCopy.otherSame : RulesCopy.otherDifferent, numbers)
        let missing = comparison.missingFacts.sorted { $0.key < $1.key }.map { name, count -> HTML in
            "<p>\(context.say(RulesCopy.missing, ["name": name, "n": String(count)]))</p>"
        }
        let callout = Callout(
            total.different == 0 ? .success : .info, words,
            "\(day(comparison, context))\(partial(comparison, context))\(money(comparison, context))\(missing)")
        return "\(callout, in: context)\(groups(comparison, context))"
    }

    private func partial(_ comparison: RulesComparison, _ context: PageContext) -> HTML? {
        guard comparison.isPartial else { return nil }
        let numbers = ["n": String(comparison.looked), "all": String(comparison.available)]
        return "<p>\(context.say(RulesCopy.partial, numbers))</p>"
    }

    private func day(_ comparison: RulesComparison, _ context: PageContext) -> HTML? {
        comparison.day.map { "<p>\(context.say(RulesCopy.comparedOn, ["day": context.dayText($0)]))</p>" }
    }

    private func money(_ comparison: RulesComparison, _ context: PageContext) -> HTML? {
        guard comparison.fenBefore != 0 || comparison.fenAfter != 0 else { return nil }
        let sums = [
            "before": MoneyText.yuan(fen: comparison.fenBefore), "after": MoneyText.yuan(fen: comparison.fenAfter),
        ]
        return "<p>\(context.say(RulesCopy.money, sums))</p>"
    }

    private func groups(_ comparison: RulesComparison, _ context: PageContext) -> HTML? {
        // So few people are somebody: groups are shown from five on.
        let groups = RulesComparison.Grouping.allCases.flatMap { comparison.groups(by: $0) }
            .filter { $0.counts.cases >= Self.groupMin }
        let changes: [RulesComparison.Change] = [.newlyGranted, .noLongerGranted, .otherResult]
        let rows = groups.map { group -> [HTML] in
            let numbers = changes.map { change -> HTML in "\(group.counts[change])" }
            return [context.chinese(group.name), "\(group.counts.cases)"] + numbers
        }
        guard !rows.isEmpty else { return nil }
        let columns = [
            RulesCopy.group, RulesCopy.cases, RulesCopy.newly, RulesCopy.noLonger, RulesCopy.otherResult,
        ].map { context.say($0) }
        return DataTable(caption: context.say(RulesCopy.byGroup), columns: columns, rows: rows).html(in: context)
    }
}
