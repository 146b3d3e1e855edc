import Kernel
import Web

/// 数据共享 — what is asked of an office, and what it has asked of others.
enum SharingPage {
    /// What the page shows.
    struct Model: Sendable {
        /// Those that this office has to answer, those that it has answered, and those that it has asked.
        var waiting: [SharingRequest]
        var answered: [SharingRequest]
        var own: [SharingRequest]
        /// Items' names by code.
        var items: [String: Phrase]
        var today: CivilDate
        /// What was wrong with an answer, by the request's id.
        var problem: (request: String, rejection: Rejection)?
        /// What was typed before it.
        var typed = FormFields()
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(SharingCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(SharingCopy.lead),
            back: .init(context.say(ResourceCopy.back), .deskResources))
        let waiting = model.waiting.map { question($0, model, context) }
        let none: HTML = "<p>\(context.say(SharingCopy.nothing))</p>"
        let sections = [
            PageSection(
                context.say(SharingCopy.waiting), id: "waiting",
                waiting.isEmpty ? none : "<div class=\"stack\">\(waiting)</div>"),
            PageSection(context.say(SharingCopy.own), id: "own", list(model.own, model, context) ?? none),
            PageSection(
                context.say(SharingCopy.answered), id: "answered", list(model.answered, model, context) ?? none),
        ]
        return PageLayout.page(
            context, title: title, width: .wide, main: "\(head, in: context)\(sections, in: context)")
    }

    /// One request with the form that answers it.
    private static func question(_ request: SharingRequest, _ model: Model, _ context: PageContext) -> HTML {
        let (id, terms) = (request.id.description, request.terms)
        let error = model.problem?.request == id ? model.problem?.rejection.sentence(in: context.language) : nil
        let due: HTML = """
            \(context.day(request.dueOn)) \
            \(request.dueOn < model.today ? Tag(context.say(SharingCopy.overdue), .attention) : nil, in: context)
            """
        let rows = [
            SummaryList.Row(context.say(SharingCopy.office), context.chinese(request.office)),
            SummaryList.Row(context.say(SharingCopy.item), "\(name(terms.item, model, context))"),
            SummaryList.Row(context.say(SharingCopy.aim), context.chinese(terms.aim)),
            SummaryList.Row(context.say(ResourceCopy.basis), context.chinese(terms.basis)),
            SummaryList.Row(
                context.say(SharingCopy.days), "\(context.day(terms.from)) — \(context.day(terms.until))"),
            SummaryList.Row(context.say(SharingCopy.dueOn), due),
        ]
        let boxes = terms.fields.map { field -> HTML in
            let name = "\(FormName.askFieldPrefix)\(id).\(field)"
            let value = model.problem?.request == id ? model.typed[name] ?? "" : "yes"
            return FormField(name, field, .agreement, value: value, isOptional: true).html(in: context)
        }
        let reason = FormField(
            "\(FormName.note).\(id)", context.say(SharingCopy.reason), .longText,
            value: model.typed["\(FormName.note).\(id)"] ?? "", hint: context.say(SharingCopy.reasonHint), error: error,
            isOptional: true)
        let grant = ActionButton(
            context.say(SharingCopy.grant), .primary, .submit(name: FormName.decision, value: "grant"))
        let refuse = ActionButton(
            context.say(SharingCopy.refuse), .danger, .submit(name: FormName.decision, value: "refuse"))
        let content: HTML = """
            <fieldset class="field"><legend>\(context.say(SharingCopy.fields))</legend>\(boxes)</fieldset>\
            \(reason, in: context)<div class="actions">\(grant, in: context)\(refuse, in: context)</div>
            """
        return """
            <div class="panel"><h3>\(context.chinese(terms.resource))</h3>\(SummaryList(rows), in: context)\
            \(PostForm(.answerSharing(id), content: content), in: context)</div>
            """
    }

    /// `nil` where there is none.
    private static func list(_ requests: [SharingRequest], _ model: Model, _ context: PageContext) -> HTML? {
        guard !requests.isEmpty else { return nil }
        let columns = [
            SharingCopy.resource, SharingCopy.item, SharingCopy.fields, SharingCopy.dueOn, SharingCopy.state,
            SharingCopy.reason,
        ]
        let rows = requests.map { request -> [HTML] in
            [
                context.chinese(request.terms.resource), "\(name(request.terms.item, model, context))",
                context.chinese(request.terms.fields.joined(separator: "、")), context.day(request.dueOn),
                "\(context.say(SharingCopy.word(request.state)))", request.reason.map { context.chinese($0) } ?? "—",
            ]
        }
        return DataTable(
            caption: context.say(SharingCopy.title), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true
        ).html(in: context)
    }

    private static func name(_ item: String, _ model: Model, _ context: PageContext) -> String {
        model.items[item].map { context.say($0) } ?? item
    }
}
