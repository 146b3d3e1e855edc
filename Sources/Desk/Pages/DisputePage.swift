import Exchange
import Kernel
import Web

/// 数据疑义 — what people say is wrong in the records of the officer's department, each with the form that answers it.
enum DisputePage {
    /// What the page shows.
    struct Model: Sendable {
        var disputes: [FactDispute]
        /// How what is disputed is said.
        var words: ReadWords
        /// Items' names by code.
        var items: [String: String]
        var today: CivilDate
        /// What was wrong with an answer, by the dispute's id.
        var problem: (dispute: String, rejection: Rejection)?
        /// What was typed before it.
        var typed = FormFields()
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(DisputeCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(DisputeCopy.lead), back: .init(context.say(DeskCopy.back), .desk))
        let forms = model.disputes.map { form($0, model, context) }
        let none = EmptyState(.check, context.say(DisputeCopy.none), advice: context.say(DisputeCopy.noneText))
        let content: HTML = forms.isEmpty ? none.html(in: context) : "<div class=\"stack\">\(forms)</div>"
        return PageLayout.page(context, title: title, width: .wide, main: "\(head, in: context)\(content)")
    }

    private static func name(_ dispute: FactDispute, _ model: Model, _ context: PageContext) -> String {
        let field = model.words.text(dispute.field, of: dispute.resource, in: context.language)
        return "\(dispute.resource)　\(field)"
    }

    /// Yes and no are kept as `true` and `false`.
    private static func held(_ claim: FactDispute.Claim) -> String {
        ["true": "是", "false": "否"][claim.held] ?? claim.held
    }

    private static func form(_ dispute: FactDispute, _ model: Model, _ context: PageContext) -> HTML {
        let (id, claim) = (dispute.id.description, dispute.claim)
        let error = model.problem?.dispute == id ? model.problem?.rejection.sentence(in: context.language) : nil
        let overdue = dispute.dueOn < model.today ? Tag(context.say(DeskCopy.overdue), .attention) : nil
        let said: HTML =
            claim.said.isEmpty ? "\(context.say(DisputeCopy.saidNothing))" : context.chinese(claim.said)
        let rows = [
            SummaryList.Row(
                context.say(DisputeCopy.person), "\(context.chinese(claim.name)) <code>\(claim.residentID)</code>"),
            SummaryList.Row(context.say(DisputeCopy.held), context.chinese(held(claim))),
            SummaryList.Row(context.say(DisputeCopy.said), said),
            SummaryList.Row(
                context.say(DisputeCopy.item),
                "\(context.chinese(model.items[dispute.item] ?? dispute.item)) <code>\(claim.caseNumber)</code>"),
            SummaryList.Row(context.say(DisputeCopy.due), "\(context.day(dispute.dueOn)) \(overdue, in: context)"),
        ]
        let reason = FormField(
            "\(FormName.note).\(id)", context.say(DisputeCopy.reason), .longText,
            value: model.typed["\(FormName.note).\(id)"] ?? "", hint: context.say(DisputeCopy.reasonHint), error: error,
            isOptional: true)
        let corrected = ActionButton(
            context.say(DisputeCopy.corrected), .primary, .submit(name: FormName.decision, value: "corrected"))
        let kept = ActionButton(
            context.say(DisputeCopy.kept), .secondary, .submit(name: FormName.decision, value: "kept"))
        let content: HTML =
            "\(reason, in: context)<div class=\"actions\">\(corrected, in: context)\(kept, in: context)</div>"
        return """
            <section class="panel"><h2>\(context.chinese(name(dispute, model, context)))</h2>\
            \(SummaryList(rows), in: context)\(PostForm(.answerDispute(id), content: content), in: context)</section>
            """
    }
}
