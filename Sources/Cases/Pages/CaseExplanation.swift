import Kernel
import Web

/// 为什么是这个结果 — decider, rule, law and inputs, in words that can be read aloud.
struct CaseExplanation: Component {
    let explanation: CaseShowPage.Explanation

    init(_ explanation: CaseShowPage.Explanation) { self.explanation = explanation }

    func html(in context: PageContext) -> HTML {
        let bases = explanation.bases.map { base -> HTML in "<p>\(context.chinese(base))</p>" }
        let rows = SummaryList([
            .init(context.say(CaseShowCopy.rule), context.chinese(explanation.rule)),
            .init(context.say(CaseShowCopy.law), bases.joined()),
        ])
        let inputs: HTML = "<div class=\"facts\">\(explanation.inputs, in: context)</div>"
        return PageSection(
            context.say(CaseShowCopy.why),
            """
            <p>\(decider(context))</p>\(rows, in: context)\
            \(Disclosure(context.say(CaseShowCopy.inputs), inputs), in: context)\
            <p class="quiet">\(context.say(CaseShowCopy.recheck))</p>
            """
        ).html(in: context)
    }

    private func decider(_ context: PageContext) -> String {
        let time = context.momentText(explanation.decidedAt)
        switch explanation.decidedBy {
        case .rule: return context.say(CaseShowCopy.decidedByRule, ["time": time])
        case .officer(let name): return context.say(CaseShowCopy.decidedByOfficer, ["officer": name, "time": time])
        }
    }
}
