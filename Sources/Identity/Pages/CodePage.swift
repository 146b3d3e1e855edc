import Kernel
package import Web

/// 填验证码 — the second half of signing in.
package enum CodePage {
    /// What the page shows.
    package struct Model: Sendable {
        package let minutesValid: Int
        package let returnTo: SitePath.SignInReturn?
        package let error: String?
        package let isStaff: Bool

        package init(
            minutesValid: Int, returnTo: SitePath.SignInReturn? = nil, error: String? = nil, isStaff: Bool = false
        ) {
            self.isStaff = isStaff
            self.minutesValid = minutesValid
            self.returnTo = returnTo
            self.error = error
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(IdentityCopy.codeTitle)
        let sent = context.say(
            model.isStaff ? StaffSignInCopy.codeSent : IdentityCopy.codeSent, ["minutes": String(model.minutesValid)])
        let summary = ErrorSummary(model.error.map { [.init($0, field: FormName.code)] } ?? [])
        let head = PageHead("\(title)", lead: sent)
        return PageLayout.page(
            context, title: title,
            main: "\(summary, in: context)\(head, in: context)\(form(model, context))\(notReceived(model, context))")
    }

    private static func form(_ model: Model, _ context: PageContext) -> HTML {
        let field = FormField(
            FormName.code, context.say(IdentityCopy.code), .text(.oneTimeCode), error: model.error)
        let button = ActionButton(context.say(IdentityCopy.enter), isLarge: true)
        let hidden = model.returnTo.map { [(name: FormName.returnTo, value: $0.path)] } ?? []
        return PostForm(
            model.isStaff ? .staffSignInCode : .signInCode, hidden: hidden,
            content: "\(field, in: context)<div class=\"actions\">\(button, in: context)</div>"
        ).html(in: context)
    }

    private static func notReceived(_ model: Model, _ context: PageContext) -> HTML {
        let again: SitePath = model.isStaff ? .staffSignIn(model.returnTo) : .signIn(model.returnTo)
        var actions = [ActionButton(context.say(IdentityCopy.again), .secondary, .link(again))]
        if context.isDemo {
            actions.insert(
                ActionButton(context.say(IdentityCopy.openInbox), .secondary, .link(.inbox), icon: .bell), at: 0)
        }
        return Callout(
            .info, context.say(IdentityCopy.notReceived),
            "<p>\(context.say(IdentityCopy.notReceivedText))</p>", actions: actions
        ).html(in: context)
    }
}
