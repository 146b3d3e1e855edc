import Kernel
import Web

/// 工作人员登录 — name and staff number; the code goes to the phone of the post.
enum StaffSignInPage {
    /// What the page shows.
    struct Model: Sendable {
        var name = ""
        var staffID = ""
        var returnTo: SitePath.SignInReturn?
        var rejection: Rejection?
        /// Shown where the city runs with `--demo`.
        var demoPosts: [StaffPost] = []
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(StaffSignInCopy.title)
        let problem = model.rejection.map { ErrorSummary.Entry($0.sentence(in: context.language), field: $0.field) }
        let head = PageHead("\(title)", lead: context.say(StaffSignInCopy.lead))
        return PageLayout.page(
            context, title: title,
            main: """
                \(ErrorSummary(problem.map { [$0] } ?? []), in: context)\(head, in: context)\(form(model, context))\
                \(demo(model, context))
                """)
    }

    private static func form(_ model: Model, _ context: PageContext) -> HTML {
        let name = FormField(
            FormName.name, context.say(IdentityCopy.name), .text(.personName), value: model.name,
            error: error(model, FormName.name, context))
        let number = FormField(
            FormName.staffID, context.say(StaffSignInCopy.staffID), .text(), value: model.staffID,
            hint: context.say(StaffSignInCopy.staffIDHint), error: error(model, FormName.staffID, context))
        let actions = [
            ActionButton(context.say(IdentityCopy.sendCode), isLarge: true),
            ActionButton(context.say(StaffSignInCopy.resident), .quiet, .link(.signIn(nil))),
        ]
        return PostForm(
            .staffSignIn(model.returnTo),
            content: """
                \(name, in: context)\(number, in: context)<p class="quiet">\(context.say(StaffSignInCopy.purpose))</p>\
                <div class="actions">\(actions, in: context)</div>
                """
        ).html(in: context)
    }

    private static func error(_ model: Model, _ field: String, _ context: PageContext) -> String? {
        model.rejection?.field == field ? model.rejection?.sentence(in: context.language) : nil
    }

    private static func demo(_ model: Model, _ context: PageContext) -> HTML? {
        guard context.isDemo, !model.demoPosts.isEmpty else { return nil }
        let columns = [IdentityCopy.demoName, StaffSignInCopy.staffID, StaffSignInCopy.office].map { context.say($0) }
        let rows = model.demoPosts.map { post -> [HTML] in
            [context.chinese(post.name), "<code>\(post.id)</code>", context.chinese("\(post.office)　\(post.title)")]
        }
        let table = DataTable(caption: context.say(StaffSignInCopy.demoPosts), columns: columns, rows: rows)
        return "<div class=\"panel\">\(table, in: context)</div>"
    }
}
