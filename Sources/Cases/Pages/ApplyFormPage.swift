package import Kernel
package import Web

/// 申请 — asks only for what could not be found, and shows what was.
package enum ApplyFormPage {
    /// What the page shows.
    package struct Model: Sendable {
        package var draftID: String
        package var slug: String
        package var itemName: String
        /// What we hold already.
        package var facts: [FactRow]
        /// What is missing; names begin with `FormName.factPrefix`.
        package var questions: [FormField]
        package var problems: [ErrorSummary.Entry]
        package var savedAt: Instant?
        /// Sources that did not answer in time, by their names.
        package var silentSources: [String]
        /// What changed in the definition since the draft was begun.
        package var changes: [Phrase]
        /// Whether what was typed before signing in again was put back just now.
        package var isKept = false
        /// Where another city decides.
        package var elsewhere: ElsewhereNote?

        package init(
            draftID: String, slug: String, itemName: String, facts: [FactRow], questions: [FormField],
            problems: [ErrorSummary.Entry] = [], savedAt: Instant? = nil, silentSources: [String] = [],
            changes: [Phrase] = [], elsewhere: ElsewhereNote? = nil
        ) {
            self.draftID = draftID
            self.slug = slug
            self.itemName = itemName
            self.facts = facts
            self.questions = questions
            self.problems = problems
            self.savedAt = savedAt
            self.silentSources = silentSources
            self.changes = changes
            self.elsewhere = elsewhere
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let lead = model.questions.isEmpty ? CasePagesCopy.applyNothing : CasePagesCopy.applyLead
        let head = PageHead(
            context.chinese(model.itemName), lead: context.say(lead),
            back: .init(context.say(CasePagesCopy.backToGuide), .item(model.slug)))
        return PageLayout.page(
            context, title: model.itemName,
            main: """
                \(ErrorSummary(model.problems), in: context)\(head, in: context)\(CaseSteps(current: 0), in: context)\
                \(notices(model, context))\(form(model, context))
                """)
    }

    /// What is asked and what is held, without the page and the form around them.
    static func content(_ model: Model, _ context: PageContext) -> HTML {
        "\(questions(model, context))\(facts(model, context))"
    }

    private static func notices(_ model: Model, _ context: PageContext) -> HTML {
        var notices: [Callout] = []
        if !model.silentSources.isEmpty {
            let sources = model.silentSources.joined(separator: context.language == .chinese ? "、" : ", ")
            let text = context.say(CasePagesCopy.sourceDownText, ["sources": sources])
            notices.append(Callout(.warning, context.say(CasePagesCopy.sourceDown), "<p>\(text)</p>"))
        }
        let elsewhere = model.elsewhere.map { $0.html(in: context) }
        return """
            \(KeptNote(isKept: model.isKept), in: context)\(elsewhere)\(notices, in: context)\
            \(RulesChangedNote(model.changes), in: context)
            """
    }

    /// The first button of a form is the one that the Enter key presses: it must be the harmless one that goes on.
    private static func form(_ model: Model, _ context: PageContext) -> HTML {
        let onEnter: HTML =
            "<button class=\"default-submit\" type=\"submit\" tabindex=\"-1\" aria-hidden=\"true\"></button>"
        let next = ActionButton(context.say(CasePagesCopy.toReview), isLarge: true)
        return PostForm(
            .draft(model.draftID), autosavesTo: .draft(model.draftID),
            content: """
                \(onEnter)\(questions(model, context))\(facts(model, context))\
                <div class="actions">\(next, in: context)</div>\(saved(model, context))
                """
        ).html(in: context)
    }

    private static func questions(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.questions.isEmpty else { return nil }
        return PageSection(context.say(CasePagesCopy.missing), "\(model.questions, in: context)").html(in: context)
    }

    private static func facts(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.facts.isEmpty else { return nil }
        let rows = model.facts.map { $0.html(in: context, disputeTo: .draftDispute(model.draftID)) }
        return PageSection(
            context.say(CasePagesCopy.held),
            "<p class=\"quiet\">\(context.say(CasePagesCopy.heldNote))</p><div class=\"facts\">\(rows)</div>"
        ).html(in: context)
    }

    private static func saved(_ model: Model, _ context: PageContext) -> HTML {
        let state = model.savedAt.map { context.say(CasePagesCopy.savedAt, ["time": context.momentText($0)]) } ?? ""
        return """
            <p class="saved" role="status" data-saved="\(context.say(CasePagesCopy.saved))" \
            data-unsaved="\(context.say(CasePagesCopy.unsaved))">\(state)</p>\
            <p class="quiet">\(context.say(CasePagesCopy.leave))</p>
            """
    }
}

/// 规定有更新 — what is different since the form was begun; nothing where nothing is.
struct RulesChangedNote: Component {
    let changes: [Phrase]

    init(_ changes: [Phrase]) { self.changes = changes }

    func html(in context: PageContext) -> HTML {
        guard !changes.isEmpty else { return .empty }
        let lines = changes.map { change -> HTML in "<li>\(context.say(change))</li>" }
        return Callout(
            .info, context.say(CasePagesCopy.changed),
            "<p>\(context.say(CasePagesCopy.changedText))</p><ul>\(lines.joined())</ul>"
        ).html(in: context)
    }
}
