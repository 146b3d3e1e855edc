import Catalog
package import Identity
package import Kernel
import Storage
import Web

/// Changes an open draft: answers, and "this is wrong".
package struct EditDraft: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// What a form sent: answers and corrections by field name.
    package struct Entries: Sendable {
        package let answers: [String: String]
        package let corrections: [String: String]

        package init(answers: [String: String], corrections: [String: String] = [:]) {
            self.answers = answers
            self.corrections = corrections
        }
    }

    /// Keeps what was typed, valid or not, and says what has to be mended: nothing entered is ever lost.
    /// - Returns: the draft as it now is, and a rejection for each answer that cannot be what it should be.
    package func enter(
        _ entries: Entries, in id: Identifier<CaseFile>, by person: PersonProfile
    ) async throws -> (draft: Draft, faults: [Rejection]) {
        try await change(id, by: person, entries: entries) { _, _ in }
    }

    /// 这不对: the applicant says that a filled value is wrong; a person will look at it.
    package func dispute(
        _ fieldName: String, in id: Identifier<CaseFile>, entries: Entries, by person: PersonProfile
    ) async throws -> Draft {
        try await change(id, by: person, entries: entries) { content, item in
            guard item.field(named: fieldName)?.source != nil else { throw CaseRejections.noSuchField }
            if content.disputed[fieldName] == nil { content.disputed[fieldName] = "" }
        }.draft
    }

    /// Takes a dispute back.
    package func acceptAgain(
        _ fieldName: String, in id: Identifier<CaseFile>, entries: Entries, by person: PersonProfile
    ) async throws -> Draft {
        try await change(id, by: person, entries: entries) { content, _ in content.disputed[fieldName] = nil }.draft
    }

    private func change(
        _ id: Identifier<CaseFile>, by person: PersonProfile, entries: Entries,
        _ further: (inout DraftContent, ServiceItem) throws -> Void
    ) async throws -> (draft: Draft, faults: [Rejection]) {
        for _ in 0..<20 {
            do { return try await changeOnce(id, by: person, entries: entries, further) } catch is DraftChanged {
                continue
            }
        }
        throw StorageError.unavailable("a draft changed again and again while it was being written")
    }

    private func changeOnce(
        _ id: Identifier<CaseFile>, by person: PersonProfile, entries: Entries,
        _ further: (inout DraftContent, ServiceItem) throws -> Void
    ) async throws -> (draft: Draft, faults: [Rejection]) {
        let (draft, item) = try await open(id, person)
        var content = draft.content
        for field in item.informationFields where field.isAskable {
            if let typed = entries.answers[field.name] { content.take(typed, for: field) }
        }
        for (name, correction) in entries.corrections where content.disputed[name] != nil {
            content.disputed[name] = correction.trimmingWhiteSpace()
        }
        try further(&content, item)
        // Saving what is there already is no change: the same request on many connections does not race with itself.
        if content.json == draft.content.json { return (draft, TypedAnswer.faults(content, item)) }
        let changed = draft.changed(to: content, at: environment.time.now())
        let sealed = environment.drafts.seal(content, id: draft.id)
        try await environment.database.write { tx in try DraftStore.update(changed, over: draft, sealed: sealed, in: tx)
        }
        return (changed, TypedAnswer.faults(content, item))
    }

    private func open(_ id: Identifier<CaseFile>, _ person: PersonProfile) async throws -> (Draft, ServiceItem) {
        guard let draft = try await environment.drafts.draft(id, of: person.id) else {
            throw CaseRejections.noSuchDraft
        }
        guard !draft.isSubmitted else { throw CaseRejections.alreadySubmitted }
        guard let item = environment.catalogue.item(id: draft.itemID) else { throw CaseRejections.noSuchItem }
        return (draft, item)
    }
}

/// Answers as people type them.
enum TypedAnswer {
    /// Without the spaces and hyphens with which people group long numbers.
    static func tidied(_ typed: String, for type: FieldType) -> String {
        switch type {
        case .bankAccount, .residentID, .creditCode, .telephone, .division:
            typed.filter { !$0.isWhitespace && $0 != "-" }.uppercased()
        case .text, .date, .flag, .number, .amount, .choice: typed.trimmingWhiteSpace()
        }
    }

    static func faults(_ content: DraftContent, _ item: ServiceItem) -> [Rejection] {
        item.informationFields.compactMap { field in
            guard let typed = content.answers[field.name], field.value(typed) == nil else { return nil }
            return CaseRejections.answer(field)
        }
    }
}
