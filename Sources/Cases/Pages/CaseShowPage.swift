import Kernel
package import Web

/// 办件 — one case: the result at once, or where it is and until when; why; and a person one tap away.
package enum CaseShowPage {
    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let head = PageHead(
            context.chinese(model.itemName), back: .init(context.say(CasePagesCopy.listTitle), .cases))
        return PageLayout.page(
            context, title: model.itemName, width: .wide,
            main: """
                \(head, in: context)\(liveNote(model, context))\
                <div class="columns"><div id="case-now" data-live>\(CaseVerdict(model), in: context)\
                \(progress(model, context))</div>\
                <div class="aside">\(person(model), in: context)\
                \(facts(model, context))\(proof(model, context))</div>\
                <div id="case-why" data-live>\(model.explanation.map { CaseExplanation($0) }, in: context)\
                \(remedies(model, context))</div></div>
                """)
    }

    private static func person(_ model: Model) -> CasePersonPanel {
        CasePersonPanel(caseID: model.id, access: model.person, keptNote: model.keptNote)
    }

    private static func progress(_ model: Model, _ context: PageContext) -> HTML {
        PageSection(context.say(CaseShowCopy.progress), ProgressTimeline(model.timeline).html(in: context))
            .html(in: context)
    }

    /// An event makes the script put a fresh copy of the live parts in place, also after a decision (the department's
    /// acknowledgement comes later). While the case moves it says so; without script there is a link to look again.
    private static func liveNote(_ model: Model, _ context: PageContext) -> HTML {
        let events = SitePath.caseEvents(model.id, after: model.lastSequence).text
        let announcement: HTML = "<p class=\"unseen\" role=\"status\" data-announce></p>"
        guard model.isMoving else { return "<div data-events=\"\(events)\">\(announcement)</div>" }
        let reload = ActionButton(context.say(CaseShowCopy.reload), .quiet, .link(.caseFile(model.id)))
        return """
            <div class="live quiet" data-events="\(events)">\
            <p data-live-on hidden>\(context.say(CaseShowCopy.live))</p>\
            <p data-live-off>\(reload, in: context)</p>\(announcement)</div>
            """
    }

    private static func remedies(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.remedies.isEmpty else { return nil }
        let lines = IconList(model.remedies.map { .init(.shield, context.chinese($0)) })
        // After a refusal nobody should have to look for the way on.
        if model.standing == .notGranted {
            return PageSection(context.say(CaseShowCopy.disagree), lines.html(in: context)).html(in: context)
        }
        return Disclosure(context.say(CaseShowCopy.disagree), lines.html(in: context)).html(in: context)
    }

    private static func facts(_ model: Model, _ context: PageContext) -> HTML {
        let copy = CopyButton(context.say(CaseShowCopy.copyNumber), copying: model.number)
        let rows = SummaryList([
            .init(context.say(CaseShowCopy.number), "<code>\(model.number)</code> \(copy, in: context)"),
            .init(context.say(CaseShowCopy.submitted), context.moment(model.submittedAt)),
        ])
        return "<div class=\"panel\">\(rows, in: context)</div>"
    }

    private static func proof(_ model: Model, _ context: PageContext) -> HTML {
        let text =
            model.logIndex.map { context.say(CaseShowCopy.proofText, ["index": String($0)]) }
            ?? context.say(CaseShowCopy.proofPending)
        let link = ActionButton(context.say(CaseShowCopy.proofLink), .quiet, .link(.log))
        let file = model.logIndex.map { _ in
            ActionButton(
                context.say(CaseShowCopy.proofFile), .quiet, .download(.caseProof(model.id)), icon: .download)
        }
        return """
            <div class="panel spare"><h2>\(context.say(CaseShowCopy.proof))</h2><p class="quiet">\(text)</p>\
            <div class="actions">\(file, in: context)\(link, in: context)</div></div>
            """
    }
}
