import Kernel
package import Web

/// 登录 — name and number; the code goes to the phone that the household record holds.
package enum SignInPage {
    /// What the page shows.
    package struct Model: Sendable {
        package var name: String
        package var residentID: String
        package var returnTo: SitePath.SignInReturn?
        package var nameError: String?
        package var residentIDError: String?
        /// What is wrong with the whole of it, e.g. that name and number do not go together.
        package var problem: String?
        /// Whether a session has ended, so that the person knows why they are here.
        package var hasExpired = false
        /// Shown where the city runs with `--demo`.
        package var demoPeople: [DemoPerson]

        package init(
            name: String = "", residentID: String = "", returnTo: SitePath.SignInReturn? = nil,
            nameError: String? = nil, residentIDError: String? = nil, problem: String? = nil,
            demoPeople: [DemoPerson] = []
        ) {
            self.name = name
            self.residentID = residentID
            self.returnTo = returnTo
            self.nameError = nameError
            self.residentIDError = residentIDError
            self.problem = problem
            self.demoPeople = demoPeople
        }
    }

    /// An invented person with whom the city can be tried out.
    package struct DemoPerson: Sendable {
        let name: String
        let residentID: String
        let note: String

        package init(name: String, residentID: String, note: String) {
            self.name = name
            self.residentID = residentID
            self.note = note
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(IdentityCopy.signIn)
        let head = PageHead("\(title)", lead: context.say(IdentityCopy.signInLead))
        let other = Callout(
            .info, context.say(IdentityCopy.noPhone), "<p>\(context.say(IdentityCopy.noPhoneText))</p>")
        return PageLayout.page(
            context, title: title,
            main: """
                \(problems(model), in: context)\(head, in: context)\(expired(model, context))\
                \(form(model, context))\(other, in: context)\
                \(demo(model, context))
                """)
    }

    private static func expired(_ model: Model, _ context: PageContext) -> HTML? {
        guard model.hasExpired else { return nil }
        return Callout(
            .info, context.say(IdentityCopy.expired), "<p>\(context.say(IdentityCopy.expiredText))</p>"
        ).html(in: context)
    }

    private static func problems(_ model: Model) -> ErrorSummary {
        let entries = [
            (model.problem, nil), (model.nameError, FormName.name), (model.residentIDError, FormName.residentID),
        ].compactMap { message, field in message.map { ErrorSummary.Entry($0, field: field) } }
        return ErrorSummary(entries)
    }

    private static func form(_ model: Model, _ context: PageContext) -> HTML {
        let name = FormField(
            FormName.name, context.say(IdentityCopy.name), .text(.personName), value: model.name,
            hint: context.say(IdentityCopy.nameHint), error: model.nameError)
        let number = FormField(
            FormName.residentID, context.say(IdentityCopy.residentID), .text(.residentID), value: model.residentID,
            hint: context.say(IdentityCopy.residentIDHint), error: model.residentIDError)
        let button = ActionButton(context.say(IdentityCopy.sendCode), isLarge: true)
        return PostForm(
            .signIn(model.returnTo),
            content: """
                \(name, in: context)\(number, in: context)<p class="quiet">\(context.say(IdentityCopy.privacy))</p>\
                <div class="actions">\(button, in: context)</div>
                """
        ).html(in: context)
    }

    private static func demo(_ model: Model, _ context: PageContext) -> HTML? {
        guard context.isDemo, !model.demoPeople.isEmpty else { return nil }
        let columns = [IdentityCopy.demoName, IdentityCopy.demoNumber, IdentityCopy.demoNote].map { context.say($0) }
        let rows = model.demoPeople.map { person -> [HTML] in
            [context.chinese(person.name), "<code>\(person.residentID)</code>", context.chinese(person.note)]
        }
        let table = DataTable(caption: context.say(IdentityCopy.demoAccounts), columns: columns, rows: rows)
        return "<div class=\"panel\">\(table, in: context)</div>"
    }
}
