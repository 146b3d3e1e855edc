package import Catalog
import Kernel
package import Web

/// 规则表查过了 — rules that overlap or can never hit, and what no rule covers; each with facts that show it.
package struct RulesFindings: Component {
    let findings: [RulesFinding]

    package init(_ findings: [RulesFinding]) { self.findings = findings }

    package func html(in context: PageContext) -> HTML {
        let faults = findings.filter { $0.severity != .information }
        let notes = findings.filter { $0.severity == .information && !$0.isUnfinished }
        let unfinished = findings.filter { $0.severity == .information && $0.isUnfinished }
        let sound = unfinished.isEmpty ? RulesCopy.sound : RulesCopy.soundSoFar
        let verdict: Callout =
            faults.isEmpty
            ? Callout(unfinished.isEmpty ? .success : .info, context.say(sound))
            : Callout(.warning, context.say(RulesCopy.checked), "<ul>\(faults.map { line($0, context) })</ul>")
        let lists = [list(RulesCopy.gaps, notes, context), list(RulesCopy.unfinished, unfinished, context)]
        return PageSection(
            context.say(RulesCopy.checked), id: "checked",
            "\(verdict, in: context)\(lists.compactMap { $0 }, in: context)"
        ).html(in: context)
    }

    private func list(_ title: Phrase, _ findings: [RulesFinding], _ context: PageContext) -> Disclosure? {
        guard !findings.isEmpty else { return nil }
        return Disclosure(
            context.say(title, ["n": String(findings.count)]), "<ul>\(findings.map { line($0, context) })</ul>")
    }

    private func line(_ finding: RulesFinding, _ context: PageContext) -> HTML {
        let example: HTML? = finding.example.map {
            "<br><span class=\"quiet\">\(context.say(RulesCopy.example, ["facts": context.say($0)]))</span>"
        }
        let advice: HTML? =
            finding.severity == .information && !finding.isUnfinished ? nil : "<br>\(context.say(finding.advice))"
        return "<li>\(context.say(finding.message))\(advice)\(example)</li>"
    }
}
