import Catalog
package import Identity
package import Kernel
package import Web

/// Changes an open draft: answers, and "this is wrong".
package struct EditDraft: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// Keeps what was typed, valid or not, and says what has to be mended: nothing entered is ever lost.
    /// - Returns: the draft as it now is, and a rejection for each answer that cannot be what it should be.
    package func answer(
        _ answers: [String: String], in id: Identifier<CaseFile>, by person: PersonProfile
    ) async throws -> (draft: Draft, faults: [Rejection]) {
        let (draft, item) = try await open(id, person)
        var content = draft.content
        for field in item.informationFields where field.isAskable {
            guard let typed = answers[field.name] else { continue }
            let compact = field.type == .text ? typed.trimmingWhiteSpace() : typed.filter { !$0.isWhitespace && $0 != "-" || field.type == .date }
            content.answers[field.name] = compact.isEmpty ? nil : compact
        }
        try await environment.drafts.save(content, of: draft, at: environment.time.now())
        let faults = item.informationFields.compactMap { field -> Rejection? in
            guard let typed = content.answers[field.name], field.value(typed) == nil else { return nil }
            return CaseRejections.answer(field)
        }
        return (Draft(draft, content: content), faults)
    }

    /// 这不对: the applicant says that a filled value is wrong; a person will look. Said again, it is taken back.
    package func toggleDispute(
        of fieldName: String, in id: Identifier<CaseFile>, by person: PersonProfile
    ) async throws -> Draft {
        let (draft, item) = try await open(id, person)
        guard item.field(named: fieldName)?.source != nil else { throw CaseRejections.noSuchField }
        var content = draft.content
        if content.disputed.remove(fieldName) == nil { content.disputed.insert(fieldName) }
        try await environment.drafts.save(content, of: draft, at: environment.time.now())
        return Draft(draft, content: content)
    }

    private func open(_ id: Identifier<CaseFile>, _ person: PersonProfile) async throws -> (Draft, ServiceItem) {
        guard let draft = try await environment.drafts.draft(id, of: person.id) else { throw CaseRejections.noSuchDraft }
        guard !draft.isSubmitted else { throw CaseRejections.alreadySubmitted }
        guard let item = environment.catalogue.item(id: draft.itemID) else { throw CaseRejections.noSuchItem }
        return (draft, item)
    }
}

extension Draft {
    init(_ draft: Draft, content: DraftContent) {
        self.init(
            id: draft.id, applicant: draft.applicant, itemID: draft.itemID, itemVersion: draft.itemVersion,
            createdAt: draft.createdAt, updatedAt: draft.updatedAt, content: content, isSubmitted: draft.isSubmitted)
    }
}
