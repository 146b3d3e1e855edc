package import Catalog
import Kernel
package import Web

/// 规则表查过了 — rules that overlap or can never hit, and what no rule covers; each with facts that show it.
package struct RulesFindings: Component {
    let findings: [RulesFinding]

    package init(_ findings: [RulesFinding]) { self.findings = findings }

    package func html(in context: PageContext) -> HTML {
        let faults = findings.filter { $0.severity != .information }
        let notes = findings.filter { $0.severity == .information }
        let verdict: Callout =
            faults.isEmpty
            ? Callout(.success, context.say(RulesCopy.sound))
            : Callout(.warning, context.say(RulesCopy.checked), "<ul>\(faults.map { line($0, context) })</ul>")
        let gaps: Disclosure? =
            notes.isEmpty
            ? nil
            : Disclosure(
                context.say(RulesCopy.gaps, ["n": String(notes.count)]), "<ul>\(notes.map { line($0, context) })</ul>")
        return PageSection(
            context.say(RulesCopy.checked), id: "checked", "\(verdict, in: context)\(gaps, in: context)"
        ).html(in: context)
    }

    private func line(_ finding: RulesFinding, _ context: PageContext) -> HTML {
        let example: HTML? = finding.example.map {
            "<br><span class=\"quiet\">\(context.say(RulesCopy.example, ["facts": context.say($0)]))</span>"
        }
        let advice: HTML? =
            finding.severity == .information ? nil : "<br>\(context.say(finding.advice))"
        return "<li>\(context.say(finding.message))\(advice)\(example)</li>"
    }
}
