import Kernel
import Web

/// 补正 — what an officer asked for, all on one page, and the form to answer it.
enum CorrectionPage {
    /// What the page shows.
    struct Model: Sendable {
        var caseID: String
        var itemName: String
        var points: [String]
        /// Information to answer anew.
        var questions: [FormField]
        var needsNote: Bool
        var note = ""
        var noteError: String?
        var problems: [ErrorSummary.Entry] = []
        /// Whether it shows what was typed before signing in again.
        var isKept = false
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(CorrectionCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(CorrectionCopy.lead),
            back: .init(context.say(CorrectionCopy.back), .caseFile(model.caseID)))
        let points = IconList(model.points.map { .init(.pen, context.chinese($0)) })
        return PageLayout.page(
            context, title: title,
            main: """
                \(ErrorSummary(model.problems), in: context)\(head, in: context)\
                \(KeptNote(isKept: model.isKept), in: context)\
                <p class="lead"><b>\(context.chinese(model.itemName))</b></p>\
                \(PageSection(context.say(CorrectionCopy.points), points.html(in: context)), in: context)\
                \(form(model, context))
                """)
    }

    private static func form(_ model: Model, _ context: PageContext) -> HTML {
        let note = FormField(
            FormName.note, context.say(CorrectionCopy.note), .longText, value: model.note,
            hint: context.say(CorrectionCopy.noteHint), error: model.noteError, isOptional: !model.needsNote)
        let button = ActionButton(context.say(CorrectionCopy.send), isLarge: true)
        return PostForm(
            .caseCorrection(model.caseID),
            content: """
                \(model.questions, in: context)\(note, in: context)<div class="actions">\(button, in: context)</div>
                """
        ).html(in: context)
    }
}
