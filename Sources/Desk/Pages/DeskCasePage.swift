import Cases
import Catalog
import Identity
import Kernel
import Web

/// 办件（工作台）— facts with their sources, what the rules said, materials and history side by side, and what can be done.
enum DeskCasePage {
    /// What the page shows.
    struct Model: Sendable {
        var file: CaseFile
        var item: ServiceItem
        var applicantName: String
        var applicantNumber: String
        /// 代收方: the city that took it in; 办理地: the one that decides.
        var filer: CaseFiler?
        var city: String?
        var reasons: [String]
        /// 复核: what the applicant asks.
        var question: Question?
        var facts: [FactRow]
        var correctionNotes: [String]
        var rules: [RuleTrace]
        var timeline: [ProgressTimeline.Entry]
        var actions: DeskActions.Model
        var problem: Rejection?
    }

    /// What an applicant wants a person to look at.
    struct Question: Sendable {
        /// `nil` where nothing was said.
        let words: String?
        let askedAt: Instant
    }

    /// One rule and what kept it from granting.
    struct RuleTrace: Sendable {
        let name: String
        let outcome: String
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let name = model.item.name(in: context.language)
        let head = PageHead(
            context.chinese(name), tags: tags(model, context),
            back: .init(context.say(DeskCopy.back), .desk))
        let problem = model.problem.map { rejection in
            // Each form has a note of its own.
            let field =
                rejection.field == FormName.note ? "\(FormName.note).\(model.actions.failed ?? "")" : rejection.field
            return [ErrorSummary.Entry(rejection.sentence(in: context.language), field: field)]
        }
        let keys = model.actions.isReview ? DeskCopy.keysReview : DeskCopy.keysCase
        return PageLayout.page(
            context, title: "\(name) \(model.file.number)", width: .wide,
            main: """
                \(ErrorSummary(problem ?? []), in: context)\(head, in: context)\
                <div class="columns"><div>\(summary(model, context))\(question(model, context))\(reasons(model, context))\
                \(facts(model, context))\(grounds(model, context))\(history(model, context))</div>\
                <div class="aside">\(DeskActions.render(model.actions, context))\
                <p class="quiet keys-hint">\(context.say(keys))</p></div></div>
                """)
    }

    private static func tags(_ model: Model, _ context: PageContext) -> [Tag] {
        let status = Tag(context.say(model.file.status.deskWord), model.file.status.tone)
        return model.actions.isReview ? [status, Tag(context.say(DeskCopy.review), .attention)] : [status]
    }

    private static func question(_ model: Model, _ context: PageContext) -> HTML? {
        guard let question = model.question else { return nil }
        let words: HTML =
            question.words.map { "<blockquote>\(context.chinese($0))</blockquote>" }
            ?? "<p>\(context.say(DeskCopy.reviewNoReason))</p>"
        return PageSection(
            context.say(DeskCopy.reviewWhy), "\(words)<p class=\"quiet\">\(context.moment(question.askedAt))</p>"
        ).html(in: context)
    }

    private static func summary(_ model: Model, _ context: PageContext) -> HTML {
        let file = model.file
        var rows = [
            SummaryList.Row(context.say(DeskCopy.number), "<code>\(file.number)</code>"),
            .init(
                context.say(DeskCopy.applicant),
                "\(context.chinese(model.applicantName)) <code>\(model.applicantNumber)</code>"),
            .init(context.say(DeskCopy.received), context.moment(file.receivedAt)),
        ]
        if let filer = model.filer {
            let words = context.say(
                DeskCopy.filedIn,
                ["city": filer.city, "number": filer.number, "day": context.dayText(filer.appliedAt.civilDate())])
            rows.append(.init(context.say(DeskCopy.filer), context.chinese(words)))
        }
        if let city = model.city { rows.append(.init(context.say(DeskCopy.decidedIn), context.chinese(city))) }
        if let stage = file.stage { rows.append(.init(context.say(DeskCopy.stage), context.chinese(stage))) }
        if let due = file.stageDueOn, !model.actions.isReview {
            rows.append(.init(context.say(DeskCopy.stageDue), context.day(due)))
        }
        if let due = file.dueOn { rows.append(.init(context.say(DeskCopy.due), context.day(due))) }
        return "<div class=\"panel\">\(SummaryList(rows), in: context)</div>\(jump(model.actions, context))"
    }

    /// Where the page is one column, what can be done stands below all that is known. Where nothing can, nothing leads there.
    private static func jump(_ actions: DeskActions.Model, _ context: PageContext) -> HTML? {
        guard actions.standing.isActionable else { return nil }
        return
            "<p class=\"only-narrow\"><a class=\"button button-quiet\" href=\"#work\">\(context.say(DeskCopy.toActions))</a></p>"
    }

    private static func reasons(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.reasons.isEmpty else { return nil }
        let list = IconList(model.reasons.map { .init(.info, context.chinese($0)) })
        return PageSection(context.say(DeskCopy.why), list.html(in: context)).html(in: context)
    }

    private static func facts(_ model: Model, _ context: PageContext) -> HTML {
        let notes = model.correctionNotes.map { note -> HTML in
            "<div class=\"panel\"><b>\(context.say(DeskCopy.corrected))</b><p>\(context.chinese(note))</p></div>"
        }
        return PageSection(
            context.say(DeskCopy.facts),
            """
            <p class="quiet">\(context.say(DeskCopy.factsNote))</p><div class="facts">\(model.facts, in: context)</div>\
            \(notes.joined())
            """
        ).html(in: context)
    }

    /// What a decision rests on; of what another city decides, that city's officers see it.
    private static func grounds(_ model: Model, _ context: PageContext) -> HTML? {
        guard model.city == nil else { return nil }
        return "\(rules(model, context))\(materials(model, context))"
    }

    private static func rules(_ model: Model, _ context: PageContext) -> HTML {
        let lines = model.rules.map { rule -> HTML in
            "<li><b>\(context.chinese(rule.name))</b>　\(context.chinese(rule.outcome))</li>"
        }
        let link = ActionButton(context.say(RulesCopy.toRules), .quiet, .link(.deskRulesOf(model.item.slug)))
        let content: HTML =
            lines.isEmpty
            ? "<p>\(context.say(DeskCopy.noRules))</p>" : "<ul>\(lines.joined())</ul><p>\(link, in: context)</p>"
        return PageSection(context.say(DeskCopy.rules), content).html(in: context)
    }

    private static func materials(_ model: Model, _ context: PageContext) -> HTML {
        let rows = model.item.materials.map { material in
            let state = material.waivedBy.map { context.say(DeskCopy.waived, ["source": $0]) }
            let note = [state, material.situation, material.note].compactMap { $0 }.joined(separator: "。")
            return SummaryList.Row(material.name, context.chinese(note))
        }
        return PageSection(context.say(DeskCopy.materials), SummaryList(rows).html(in: context)).html(in: context)
    }

    private static func history(_ model: Model, _ context: PageContext) -> HTML {
        PageSection(context.say(DeskCopy.history), ProgressTimeline(model.timeline).html(in: context)).html(in: context)
    }
}
