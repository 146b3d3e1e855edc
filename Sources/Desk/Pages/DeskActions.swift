import Cases
import Catalog
import Identity
import Kernel
import Web

/// 办理 — what the officer may do with a case now. What is not lawful now is not offered; the machine refuses it besides.
enum DeskActions {
    /// What is offered.
    struct Model: Sendable {
        var caseID: String
        var item: ServiceItem
        var standing: Standing
        /// 复核: the decision stands, and a question about it is to be answered.
        var isReview: Bool
        var isLastStage: Bool
        var wasCorrectionAsked: Bool
        /// Where it can be handed to: offices, and colleagues of the own office.
        var receivers: [FormField.Choice]
        /// What was typed before an error.
        var typed: FormFields
        var problem: Rejection?
        /// The action that the problem belongs to.
        var failed: String?
    }

    /// How it stands towards this officer.
    enum Standing: Sendable, Equatable {
        case unclaimed, inHand, awaitingApplicant, decided
        case heldBy(String)
        /// 异地办理: another city decides; whether what was sent came back.
        case elsewhere(city: String, isReturned: Bool)

        /// Whether this officer can take a step now.
        var isActionable: Bool {
            switch self {
            case .unclaimed, .inHand, .awaitingApplicant: true
            case .decided, .heldBy: false
            case .elsewhere(_, let isReturned): isReturned
            }
        }
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let content: HTML =
            switch model.standing {
            case .unclaimed:
                "\(note(DeskCopy.claimFirst, context))\(plain("claim", DeskCopy.claim, "c", .primary, model, context))"
            case .heldBy(let name):
                "<p>\(context.say(DeskCopy.heldBy, ["name": name]))</p>"
            case .awaitingApplicant: "\(note(DeskCopy.awaiting, context))\(handOver(model, context))"
            case .decided: note(DeskCopy.concluded, context)
            case .elsewhere(let city, let isReturned): elsewhere(city, isReturned, model, context)
            case .inHand: work(model, context)
            }
        return """
            <section class="panel" id="work"><h2>\(context.say(DeskCopy.actions))</h2>\(content)\
            <a class="unseen" tabindex="-1" aria-hidden="true" data-key="l" href="\(SitePath.desk.text)"></a></section>
            """
    }

    private static func work(_ model: Model, _ context: PageContext) -> HTML {
        if model.isReview {
            let release = plain("release", DeskCopy.release, nil, .quiet, model, context)
            return "\(DeskReviewForm.render(model, context))\(handOver(model, context))\(release)"
        }
        let decide = model.isLastStage ? [approve(model, context), refuse(model, context)] : [finish(model, context)]
        let release = plain("release", DeskCopy.release, nil, .quiet, model, context)
        return "\(decide.joined())\(ask(model, context))\(handOver(model, context))\(release)"
    }

    private static func elsewhere(
        _ city: String, _ isReturned: Bool, _ model: Model, _ context: PageContext
    ) -> HTML {
        let words = isReturned ? DeskCopy.returnedText : DeskCopy.elsewhereText
        let again = isReturned ? plain("sending", DeskCopy.sendAgain, nil, .primary, model, context) : nil
        return "\(note(words.with(["city": city]), context))\(again)"
    }

    private static func note(_ phrase: Phrase, _ context: PageContext) -> HTML { "<p>\(context.say(phrase))</p>" }

    private static func plain(
        _ action: String, _ words: Phrase, _ key: String?, _ kind: ActionButton.Kind, _ model: Model,
        _ context: PageContext
    ) -> HTML {
        let button: HTML =
            "<span\(attribute: "data-key", key)>\(ActionButton(context.say(words), kind), in: context)</span>"
        return PostForm(.deskAction(model.caseID, action), look: .inline, content: button).html(in: context)
    }

    /// A form behind a heading that opens it; open at once where it has just gone wrong.
    static func form(
        _ action: String, _ words: Phrase, key: String, _ kind: ActionButton.Kind, fields: HTML, _ model: Model,
        _ context: PageContext
    ) -> HTML {
        let label = context.say(words)
        let button: HTML = "<div class=\"actions\">\(ActionButton(label, kind), in: context)</div>"
        let form = PostForm(.deskAction(model.caseID, action), content: "\(fields)\(button)").html(in: context)
        return """
            <details class="disclosure"\(attribute: "open", model.failed == action)><summary data-key="\(key)">\(label)\
            </summary><div class="stack">\(form)</div></details>
            """
    }

    private static func finish(_ model: Model, _ context: PageContext) -> HTML {
        let opinion = field("opinion", DeskCopy.opinion, hint: DeskCopy.opinionHint, isOptional: true, model, context)
        return form("stage", DeskCopy.finish, key: "a", .primary, fields: opinion, model, context)
    }

    private static func approve(_ model: Model, _ context: PageContext) -> HTML {
        let amount: HTML? =
            model.item.outcome.entitlement == nil
            ? nil
            : FormField(
                FormName.amount, context.say(DeskCopy.amount), .text(.number),
                value: model.typed[FormName.amount] ?? "",
                error: error("approval", FormName.amount, model, context)
            ).html(in: context)
        let reason = field("approval", DeskCopy.approveReason, hint: nil, isOptional: true, model, context)
        return form("approval", DeskCopy.approve, key: "a", .primary, fields: "\(amount)\(reason)", model, context)
    }

    private static func refuse(_ model: Model, _ context: PageContext) -> HTML {
        let grounds = model.item.refusalGrounds.map { FormField.Choice(value: $0, label: $0) }
        let ground = FormField(
            FormName.ground, context.say(DeskCopy.ground), .choice(grounds), value: model.typed[FormName.ground] ?? "",
            hint: context.say(DeskCopy.groundHint), error: error("refusal", FormName.ground, model, context))
        let reason = field("refusal", DeskCopy.refuseReason, hint: nil, isOptional: false, model, context)
        return form(
            "refusal", DeskCopy.refuse, key: "x", .danger, fields: "\(ground, in: context)\(reason)", model, context)
    }

    private static func ask(_ model: Model, _ context: PageContext) -> HTML {
        let materials = model.item.materials.filter { $0.waivedBy == nil }.map { material in
            box(FormName.askMaterialPrefix + material.name, material.name, model, context)
        }
        let fields = model.item.informationFields.filter(\.isAskable).map { field in
            box(FormName.askFieldPrefix + field.name, field.name, model, context)
        }
        let newFacts: HTML? =
            model.wasCorrectionAsked
            ? FormField(
                FormName.newFacts, context.say(DeskCopy.newFacts), .text(), value: model.typed[FormName.newFacts] ?? "",
                hint: context.say(DeskCopy.newFactsHint), error: error("correction", FormName.newFacts, model, context)
            ).html(in: context) : nil
        let content: HTML = """
            <fieldset class="field"><legend>\(context.say(DeskCopy.askMaterials))</legend>\(materials.joined())</fieldset>\
            <fieldset class="field"><legend>\(context.say(DeskCopy.askFields))</legend>\(fields.joined())</fieldset>\
            \(field("correction", DeskCopy.askNote, hint: DeskCopy.askHint, isOptional: true, model, context))\(newFacts)
            """
        return form("correction", DeskCopy.ask, key: "q", .secondary, fields: content, model, context)
    }

    private static func box(_ name: String, _ label: String, _ model: Model, _ context: PageContext) -> HTML {
        FormField(name, label, .agreement, value: model.typed[name] ?? "", isOptional: true).html(in: context)
    }

    private static func handOver(_ model: Model, _ context: PageContext) -> HTML {
        let receiver = FormField(
            FormName.receiver, context.say(DeskCopy.receiver), .choice(model.receivers),
            value: model.typed[FormName.receiver] ?? "", error: error("handover", FormName.receiver, model, context))
        let reason = field("handover", DeskCopy.handOverReason, hint: nil, isOptional: false, model, context)
        return form(
            "handover", DeskCopy.handOver, key: "h", .secondary, fields: "\(receiver, in: context)\(reason)", model,
            context)
    }

    /// The officer's own words. Forms of one page need ids of their own: the action is part of the name.
    static func field(
        _ action: String, _ words: Phrase, hint: Phrase?, isOptional: Bool, _ model: Model, _ context: PageContext
    ) -> HTML {
        let name = FormName.note + "." + action
        return FormField(
            name, context.say(words), .longText, value: model.typed[name] ?? "", hint: hint.map { context.say($0) },
            error: error(action, FormName.note, model, context), isOptional: isOptional
        ).html(in: context)
    }

    static func error(_ action: String, _ field: String, _ model: Model, _ context: PageContext) -> String? {
        guard model.failed == action, model.problem?.field == field else { return nil }
        return model.problem?.sentence(in: context.language)
    }
}
