import Kernel
import Web

/// 申请使用 — the form by which an office asks for fields of a resource for one of its items.
struct AskForm: Component {
    let entry: ResourceEntry
    /// The items of the officer's own office.
    let items: [AskingItem]
    /// Questions of yes or no that these items put to the resource.
    let questions: [String]
    let answerDays: Int
    /// What was typed before an error.
    var typed = FormFields()
    var problem: Rejection?

    func html(in context: PageContext) -> HTML {
        let choices = items.map {
            FormField.Choice(value: $0.item, label: context.say($0.name), hint: $0.basis)
        }
        let item = FormField(
            FormName.item, context.say(SharingCopy.item), .choice(choices), value: typed[FormName.item] ?? "",
            error: error(FormName.item, context))
        let boxes = (questions + entry.fields.map(\.name)).map { field -> HTML in
            let name = FormName.askFieldPrefix + field
            return FormField(name, field, .agreement, value: typed[name] ?? "", isOptional: true)
                .html(in: context)
        }
        let aim = FormField(
            FormName.note, context.say(SharingCopy.aim), .text(), value: typed[FormName.note] ?? "",
            error: error(FormName.note, context))
        let until = FormField(
            FormName.until, context.say(SharingCopy.until), .date,
            value: typed.day(FormName.until)?.description ?? "", error: error(FormName.until, context))
        let note = context.say(
            SharingCopy.askNote, ["office": entry.provider.name, "n": String(answerDays)])
        let content: HTML = """
            \(item, in: context)<fieldset class="field"><legend>\(context.say(SharingCopy.fields))</legend>\
            \(boxes)</fieldset>\(aim, in: context)\(until, in: context)\
            \(ActionButton(context.say(SharingCopy.send), .secondary), in: context)
            """
        let entries = problem.map { [ErrorSummary.Entry($0.sentence(in: context.language), field: $0.field)] } ?? []
        return PageSection(
            context.say(SharingCopy.ask), id: "ask",
            """
            \(ErrorSummary(entries), in: context)<p class="quiet">\(note)</p>\
            \(PostForm(.askSharing(entry.code), content: content), in: context)
            """
        ).html(in: context)
    }

    private func error(_ field: String, _ context: PageContext) -> String? {
        problem?.field == field ? problem?.sentence(in: context.language) : nil
    }
}
