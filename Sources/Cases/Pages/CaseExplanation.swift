import Kernel
import Web

/// 为什么是这个结果 — decider, rule, law and inputs, in words that can be read aloud.
struct CaseExplanation: Component {
    let explanation: CaseShowPage.Explanation

    init(_ explanation: CaseShowPage.Explanation) { self.explanation = explanation }

    func html(in context: PageContext) -> HTML {
        let bases = explanation.bases.map { base -> HTML in "<p>\(context.chinese(base))</p>" }
        var rows = [SummaryList.Row(context.say(CaseShowCopy.law), bases.joined())]
        // An officer decides by law alone; a rule has a name.
        if !explanation.rule.isEmpty {
            rows.insert(.init(context.say(CaseShowCopy.rule), context.chinese(explanation.rule)), at: 0)
        }
        let inputs: HTML = "<div class=\"facts\">\(explanation.inputs, in: context)</div>"
        return PageSection(
            context.say(CaseShowCopy.why),
            """
            <p>\(decider(context))</p>\(SummaryList(rows), in: context)\
            \(Disclosure(context.say(CaseShowCopy.inputs), inputs), in: context)\
            \(recheck(context))
            """
        ).html(in: context)
    }

    private func recheck(_ context: PageContext) -> HTML? {
        guard case .rule = explanation.decidedBy else { return nil }
        return "<p class=\"quiet\">\(context.say(CaseShowCopy.recheck))</p>"
    }

    private func decider(_ context: PageContext) -> String {
        let time = context.momentText(explanation.decidedAt)
        switch explanation.decidedBy {
        case .rule: return context.say(CaseShowCopy.decidedByRule, ["time": time])
        case .officer(let name): return context.say(CaseShowCopy.decidedByOfficer, ["officer": name, "time": time])
        }
    }
}
