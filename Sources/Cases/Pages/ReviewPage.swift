package import Kernel
package import Web

/// 核对 — everything once more before it is submitted, and the choice who decides.
package enum ReviewPage {
    /// One answer of the person's own.
    package struct Answer: Sendable {
        let label: String
        let value: String

        package init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    /// What the page shows.
    package struct Model: Sendable {
        package var draftID: String
        package var itemName: String
        package var answers: [Answer]
        package var facts: [FactRow]
        /// How long people take if the system can't grant it: `3 个工作日`.
        package var commitment: String
        /// Whether the system may grant it at once.
        package var isAutomatic: Bool
        /// Where another city decides.
        package var elsewhere: ElsewhereNote?
        /// The same key submitted twice is one submission.
        package var submissionKey: String
        /// The version of the definition under which this was reviewed.
        package var version: String
        /// What changed in the definition since the draft was begun.
        package var changes: [Phrase]
        package var declarationError: String?
        package var problems: [ErrorSummary.Entry]

        package init(
            draftID: String, itemName: String, answers: [Answer], facts: [FactRow], commitment: String,
            isAutomatic: Bool, elsewhere: ElsewhereNote? = nil, submissionKey: String, version: String = "",
            changes: [Phrase] = [],
            declarationError: String? = nil, problems: [ErrorSummary.Entry] = []
        ) {
            self.draftID = draftID
            self.itemName = itemName
            self.answers = answers
            self.facts = facts
            self.commitment = commitment
            self.isAutomatic = isAutomatic
            self.elsewhere = elsewhere
            self.submissionKey = submissionKey
            self.version = version
            self.changes = changes
            self.declarationError = declarationError
            self.problems = problems
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(CasePagesCopy.reviewTitle)
        let head = PageHead(
            "\(title)", lead: context.say(CasePagesCopy.reviewLead),
            back: .init(context.say(CasePagesCopy.change), .draft(model.draftID)))
        let errors =
            model.problems + (model.declarationError.map { [.init($0, field: FormName.declaration)] } ?? [])
        return PageLayout.page(
            context, title: title,
            main: """
                \(ErrorSummary(errors), in: context)\(head, in: context)\(CaseSteps(current: 1), in: context)\
                <p class="lead"><b>\(context.chinese(model.itemName))</b></p>\
                \(RulesChangedNote(model.changes), in: context)\(answers(model, context))\
                \(facts(model, context))\(form(model, context))
                """)
    }

    private static func answers(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.answers.isEmpty else { return nil }
        let change = ActionButton(context.say(CasePagesCopy.change), .quiet, .link(.draft(model.draftID)))
        let rows = model.answers.map { SummaryList.Row(String($0.label), context.readable($0.value), action: change) }
        return PageSection(
            context.say(CasePagesCopy.yourAnswers), "<div class=\"panel\">\(SummaryList(rows), in: context)</div>"
        ).html(in: context)
    }

    private static func facts(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.facts.isEmpty else { return nil }
        return PageSection(
            context.say(CasePagesCopy.held), "<div class=\"facts\">\(model.facts, in: context)</div>"
        ).html(in: context)
    }

    private static func form(_ model: Model, _ context: PageContext) -> HTML {
        let declaration = FormField(
            FormName.declaration, context.say(CasePagesCopy.declaration), .agreement, error: model.declarationError)
        let submit = ActionButton(context.say(CasePagesCopy.submit), isLarge: true)
        let byPerson = ActionButton(
            context.say(CasePagesCopy.byPerson), .secondary, .submit(name: FormName.decideBy, value: "person"))
        let choices = model.isAutomatic ? [submit, byPerson] : [submit]
        return PostForm(
            .draftSubmission(model.draftID),
            hidden: [
                (FormName.submissionKey, model.submissionKey), (FormName.reviewedVersion, model.version),
            ],
            content: """
                \(outlook(model, context))\(declaration, in: context)<div class="actions">\(choices, in: context)</div>
                """
        ).html(in: context)
    }

    private static func outlook(_ model: Model, _ context: PageContext) -> HTML? {
        if let elsewhere = model.elsewhere { return elsewhere.html(in: context) }
        guard model.isAutomatic else { return nil }
        let text = context.say(CasePagesCopy.decidedText, ["commitment": model.commitment])
        return Callout(.info, context.say(CasePagesCopy.decided), "<p>\(text)</p>").html(in: context)
    }
}
