import Cases
import Kernel
package import Web

/// 好差评 — one screen, five levels, one tap.
package enum RatingPage {
    /// What the page shows.
    package struct Model: Sendable {
        package let caseID: String
        package let itemName: String
        package let level: Int?
        package let comment: String
        package let error: String?
        /// Whether it shows what was chosen and typed before signing in again.
        package let isKept: Bool

        package init(
            caseID: String, itemName: String, level: Int? = nil, comment: String = "", isKept: Bool = false,
            error: String? = nil
        ) {
            self.caseID = caseID
            self.itemName = itemName
            self.level = level
            self.comment = comment
            self.error = error
            self.isKept = isKept
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(RatingCopy.title)
        let summary = ErrorSummary(model.error.map { [.init($0, field: FormName.level)] } ?? [])
        let head = PageHead(
            "\(title)", lead: context.say(RatingCopy.lead),
            back: .init(context.say(RatingCopy.back), .caseFile(model.caseID)))
        return PageLayout.page(
            context, title: title,
            main: """
                \(summary, in: context)\(head, in: context)\(KeptNote(isKept: model.isKept), in: context)\
                <p><b>\(context.chinese(model.itemName))</b></p>\
                \(form(model, context))
                """)
    }

    private static func form(_ model: Model, _ context: PageContext) -> HTML {
        let choices = RatingCopy.levels.map { level in
            FormField.Choice(value: String(level.value), label: context.say(level.phrase))
        }
        let level = FormField(
            FormName.level, context.say(RatingCopy.level), .choice(choices),
            value: model.level.map { String($0) } ?? "",
            error: model.error)
        let comment = FormField(
            FormName.comment, context.say(RatingCopy.comment), .longText, value: model.comment,
            hint: context.say(RatingCopy.commentHint), isOptional: true)
        let button = ActionButton(context.say(RatingCopy.send), isLarge: true)
        return PostForm(
            .caseRating(model.caseID),
            content: "\(level, in: context)\(comment, in: context)<div class=\"actions\">\(button, in: context)</div>"
        ).html(in: context)
    }
}
