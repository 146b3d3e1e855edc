import Kernel
import Web

/// 委托别人 — the form of a mandate: to whom, for what, of which days.
enum GiveMandatePage {
    /// What the page shows.
    struct Model: Sendable {
        let today: CivilDate
        /// Of the certificates that the giver has now.
        let certificateTypes: [String]
        var typed = FormFields()
        var problem: Rejection?
    }

    static let all = "all"
    static let some = "some"

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(MandateCopy.give)
        let head = PageHead(
            "\(title)", lead: context.say(MandateCopy.newLead), back: .init(context.say(MandateCopy.title), .mandates))
        let summary = ErrorSummary(
            model.problem.map { [.init($0.sentence(in: context.language), field: $0.field ?? FormName.name)] } ?? [])
        let confirm = ActionButton(context.say(MandateCopy.confirm), isLarge: true)
        let form = PostForm(
            .mandates,
            content: """
                \(agent(model, context), in: context)\(powers(model, context))\(types(model, context))\
                \(days(model, context), in: context)<div class="actions">\(confirm, in: context)</div>
                """)
        return PageLayout.page(
            context, title: title, main: "\(summary, in: context)\(head, in: context)\(form, in: context)")
    }

    private static func agent(_ model: Model, _ context: PageContext) -> [FormField] {
        [
            FormField(
                FormName.name, context.say(MandateCopy.agentName), .text(.personName),
                value: model.typed[FormName.name] ?? "", error: error(FormName.name, model, context)),
            FormField(
                FormName.residentID, context.say(MandateCopy.agentNumber), .text(.residentID),
                value: model.typed[FormName.residentID] ?? "", hint: context.say(MandateCopy.agentHint),
                error: error(FormName.residentID, model, context)),
        ]
    }

    private static func powers(_ model: Model, _ context: PageContext) -> HTML {
        let boxes = MandatePower.allCases.map {
            box(FormName.powerPrefix + $0.rawValue, context.say($0.offerWords), model)
        }
        return fieldset(FormName.powers, MandateCopy.powers, "\(boxes, in: context)", model, context)
    }

    /// Which types: only where there is something to choose from.
    private static func types(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.certificateTypes.isEmpty else { return nil }
        let scope = FormField(
            FormName.types, context.say(MandateCopy.types),
            .choice([
                .init(value: all, label: context.say(MandateCopy.allTypes)),
                .init(value: some, label: context.say(MandateCopy.someTypes)),
            ]), value: model.typed[FormName.types] ?? all, error: error(FormName.types, model, context))
        let boxes = model.certificateTypes.map { box(FormName.typePrefix + $0, $0, model) }
        return "\(scope, in: context)\(boxes, in: context)"
    }

    private static func days(_ model: Model, _ context: PageContext) -> [FormField] {
        let last = model.today.adding(months: Mandate.termMonthsUsual).adding(days: -1)
        return [
            FormField(
                FormName.from, context.say(MandateCopy.from), .date,
                value: (model.typed.day(FormName.from) ?? model.today).description,
                error: error(FormName.from, model, context)),
            FormField(
                FormName.until, context.say(MandateCopy.until), .date,
                value: (model.typed.day(FormName.until) ?? last).description,
                hint: context.say(MandateCopy.untilHint), error: error(FormName.until, model, context)),
        ]
    }

    private static func box(_ name: String, _ label: String, _ model: Model) -> FormField {
        FormField(name, label, .agreement, value: model.typed[name] ?? "", isOptional: true)
    }

    private static func fieldset(
        _ name: String, _ legend: Phrase, _ content: HTML, _ model: Model, _ context: PageContext
    ) -> HTML {
        let problem = error(name, model, context)
        let line: HTML? = problem.map { "<p class=\"error\">\(Icon.warning.html)<span>\($0)</span></p>" }
        return """
            <fieldset class="field\(problem == nil ? "" : " field-wrong")" id="\(FormField.elementID(name))" \
            tabindex="-1"><legend>\(context.say(legend))</legend>\(line)\(content)</fieldset>
            """
    }

    private static func error(_ field: String, _ model: Model, _ context: PageContext) -> String? {
        model.problem.flatMap { $0.field == field ? $0.sentence(in: context.language) : nil }
    }
}
