import Identity
import Kernel
package import Web

/// What this browser sent when the session had ended, put back where it belongs after sign-in. The routes have let in the
/// owner of the draft or case already; every write asks once more.
package struct KeptEntries: Sendable {
    private let environment: CaseEnvironment
    private let visitor: String?

    package init(_ environment: CaseEnvironment, _ request: WebRequest) {
        self.environment = environment
        visitor = request.cookies[SiteCookie.visitor]
    }

    /// The draft with what was typed; `nil` where nothing was kept. Entered, never submitted.
    func entered(in draft: Draft, by person: PersonProfile) async throws -> Draft? {
        let id = draft.id.description
        guard
            let kept = try await environment.keptForms.form(sentTo: [.draft(id), .draftDispute(id)], visitor: visitor)
        else { return nil }
        let edit = EditDraft(environment)
        // What was wrong with the form then is no reason to lose the rest of it.
        let entered: Draft
        do { entered = try await edit.take(kept.form, in: draft.id, by: person) } catch is Rejection {
            entered = try await edit.enter(EditDraft.Entries(kept.form), in: draft.id, by: person).draft
        }
        try await environment.keptForms.erase(visitor: visitor)
        return entered
    }

    /// What was typed into a form that has no draft: its page shows it again, until it is sent.
    package func form(sentTo path: SitePath) async throws -> FormFields? {
        try await environment.keptForms.form(sentTo: [path], visitor: visitor)?.form
    }

    /// It was sent.
    package func done(_ path: SitePath) async throws {
        if try await form(sentTo: path) != nil { try await environment.keptForms.erase(visitor: visitor) }
    }
}

/// 还在 — said where what was typed before signing in again is on the page.
package struct KeptNote: Component {
    private let isKept: Bool

    package init(isKept: Bool) { self.isKept = isKept }

    package func html(in context: PageContext) -> HTML {
        guard isKept else { return .empty }
        return Callout(
            .success, context.say(CasePagesCopy.kept), "<p>\(context.say(CasePagesCopy.keptText))</p>"
        ).html(in: context)
    }
}

extension EditDraft {
    /// A form of the draft's page: what was entered, and a "this is wrong" where one was pressed.
    func take(_ form: FormFields, in id: Identifier<CaseFile>, by person: PersonProfile) async throws -> Draft {
        let entries = Entries(form)
        if let field = form[FormName.dispute] { return try await dispute(field, in: id, entries: entries, by: person) }
        if let field = form[FormName.undispute] {
            return try await acceptAgain(field, in: id, entries: entries, by: person)
        }
        return try await enter(entries, in: id, by: person).draft
    }
}

extension EditDraft.Entries {
    init(_ form: FormFields) {
        self.init(
            answers: form.entries(FormName.factPrefix), corrections: form.entries(FormName.correctionPrefix))
    }
}
