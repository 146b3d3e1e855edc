import Cases
import Catalog
import Kernel
import Web

/// 一个事项的规则 — the table, a place to try it, and a place to see whom a change would touch.
enum RulesPage {
    struct Model: Sendable {
        let item: ServiceItem
        /// The day whose rules are shown and tried.
        var day: CivilDate
        /// The edition of that day; `nil` where people decide.
        var edition: RulesEdition?
        /// What the check says of it.
        var tableFindings: [RulesFinding] = []
        /// Whether the officer's own office decides the item: only then past cases are put to changed rules.
        let mayCompare: Bool
        /// The definition in force, or what the officer made of it.
        var definition: String
        var typed = FormFields()
        var trial: RulesTrial?
        var comparisonDay = ComparisonDay()
        var comparison: RulesComparison?
        var findings: [Finding] = []
        var problem: Phrase?
        let today: CivilDate
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let name = model.item.name(in: context.language)
        let head = PageHead(
            context.chinese(name),
            lead: context.say(RulesCopy.version, ["digest": String(model.item.version.digest.prefix(12))]),
            tags: model.edition == nil ? [Tag(context.say(RulesCopy.people))] : [],
            back: .init(context.say(RulesCopy.back), .deskRules))
        let faults = (model.trial?.faults ?? []).map { fault in
            ErrorSummary.Entry(
                context.say(RulesCopy.wrongValue, ["field": fault]), field: FormName.factPrefix + fault)
        }
        return PageLayout.page(
            context, title: "\(name) · \(context.say(RulesCopy.title))", width: .wide,
            main: """
                \(ErrorSummary(faults), in: context)\(head, in: context)\(verdict(model, context))\
                \(RulesEditions(model), in: context)\
                \(RulesTable(model.edition?.sheet, trace: model.trial?.verdict?.trace), in: context)\
                \(model.edition == nil ? nil : RulesFindings(model.tableFindings), in: context)\
                \(trial(model, context))\(model.mayCompare ? RulesComparisonPart(model) : nil, in: context)
                """)
    }

    private static func verdict(_ model: Model, _ context: PageContext) -> HTML? {
        guard let verdict = model.trial?.verdict else { return nil }
        switch verdict {
        case .granted(let grant):
            return Callout(
                .success, context.say(RulesCopy.granted, ["rule": grant.rule]),
                "<p>\(context.chinese(grant.reason))</p>"
            ).html(in: context)
        case .referred(let unmet, _):
            let why: HTML? =
                unmet.isEmpty
                ? nil : "<p>\(context.say(RulesCopy.because, ["names": unmet.joined(separator: "、")]))</p>"
            let content: HTML = "\(why)\(ways(model.trial?.ways ?? WaysToGrant(), context))"
            return Callout(.info, context.say(RulesCopy.referred), content).html(in: context)
        }
    }

    private static func ways(_ found: WaysToGrant, _ context: PageContext) -> HTML {
        let lines = found.ways.map { way -> HTML in "<li>\(context.say(way.sentence))</li>" }
        let list: HTML? = lines.isEmpty ? nil : "<p>\(context.say(RulesCopy.ways))</p><ul>\(lines)</ul>"
        let restriction: HTML? = found.restriction.map { "<p>\(context.say($0))</p>" }
        return "\(list)\(restriction)"
    }

    private static func trial(_ model: Model, _ context: PageContext) -> HTML? {
        guard let sheet = model.edition?.sheet else { return nil }
        let day = FormField(
            FormName.trialDay, context.say(RulesCopy.day), .date,
            value: (model.trial?.day ?? model.day).description,
            hint: context.say(RulesCopy.dayHint))
        let fields = sheet.fields.map { field($0, model, context) }
        let button = ActionButton(context.say(RulesCopy.run), .secondary)
        let form = PostForm(
            .deskTrial(model.item.slug), content: "\(day, in: context)\(fields, in: context)\(button, in: context)")
        return PageSection(
            context.say(RulesCopy.tryIt), id: "try",
            "<p class=\"quiet\">\(context.say(RulesCopy.tryNote))</p>\(form, in: context)"
        ).html(in: context)
    }

    private static func field(_ field: InformationField, _ model: Model, _ context: PageContext) -> FormField {
        let name = FormName.factPrefix + field.name
        let error =
            model.trial?.faults.contains(field.name) == true
            ? context.say(RulesCopy.wrongValue, ["field": field.name]) : nil
        let unknown = FormField.Choice(value: "", label: context.say(RulesCopy.unknown))
        let input: FormField.Input =
            switch field.type {
            case .date: .date
            case .flag:
                .choice([
                    .init(value: "true", label: context.say(RulesCopy.yes)),
                    .init(value: "false", label: context.say(RulesCopy.no)), unknown,
                ])
            case .choice: .choice(field.choices.map { .init(value: $0, label: $0) } + [unknown])
            case .number, .amount: .text(.number)
            default: .text()
            }
        let value = field.type == .date ? model.trial?.texts[field.name] : model.typed.text(name)
        return FormField(name, field.name, input, value: value ?? "", hint: field.hint, error: error, isOptional: true)
    }
}
