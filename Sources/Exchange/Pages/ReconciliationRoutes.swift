package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// Addresses under which officers of departments see how the comparing of write-backs went, and answer what it found.
package struct ReconciliationRoutes: Sendable {
    private let reconcile: ReconcileWriteBacks
    private let schedule: ReconciliationStore
    private let findings: WriteBackFindingStore
    private let corrections: CorrectionStore
    private let answer: AnswerWriteBackFinding

    package init(
        reconcile: ReconcileWriteBacks, database: any Database, journal: EventJournal,
        vault: KeyVault, time: any TimeSource
    ) {
        self.reconcile = reconcile
        schedule = ReconciliationStore(database: database)
        findings = WriteBackFindingStore(database: database, vault: vault)
        corrections = CorrectionStore(database: database)
        answer = AnswerWriteBackFinding(database: database, journal: journal, vault: vault, time: time)
    }

    package var routes: [Route] {
        [
            Route(.get, "/desk/write-backs", .staff) { try await page($0, nil) },
            Route(.post, "/desk/write-backs/{id}/answer", .staff, answer),
            Route(.post, "/desk/write-backs/{code}/reconciliation", .staff, run),
        ]
    }

    /// An answer that cannot be taken shows the list again, with the reason.
    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let text = request.parameters["id"] ?? ""
        guard let id = Identifier<WriteBackFinding>(text) else { throw ReconciliationCopy.notThere }
        do {
            try await answer(
                id, outcome: request.form[FormName.decision].flatMap(AnswerWriteBackFinding.Outcome.init),
                reason: request.form.text("\(FormName.note).\(text)"), by: officer(request),
                about: Set(resources(request).map(\.name)))
            return .redirect(.reconciliation)
        } catch let rejection as Rejection where rejection.kind == .invalidInput {
            return try await page(request, (text, rejection))
        }
    }

    /// 现在对账: what was written to a resource, and what corrects it.
    private func run(_ request: WebRequest) async throws -> WebResponse {
        let code = request.parameters["code"]
        let resources = try resources(request).filter { $0.code == code && $0.writeBack?.readBack != nil }
        guard !resources.isEmpty else { throw ReconciliationCopy.notThere }
        for resource in resources { try await reconcile.now(resource.name) }
        return .redirect(.reconciliation)
    }

    private func page(
        _ request: WebRequest, _ problem: (finding: String, rejection: Rejection)?
    ) async throws -> WebResponse {
        let resources = try resources(request)
        let names = Set(resources.map(\.name))
        let model = ReconciliationPage.Model(
            resources: resources.filter { $0.writeBack?.readBack != nil }, findings: try await findings.newest(names),
            corrections: try await corrections.newest(names), days: try await schedule.newest(names),
            problem: problem, typed: problem == nil ? FormFields() : request.form)
        return .page(
            ReconciliationPage.render(model, PageContext(request)), status: problem == nil ? 200 : 422)
    }

    /// Those of the officer's department that are written to.
    private func resources(_ request: WebRequest) throws -> [Resource] {
        let officer = try officer(request)
        return reconcile.channels.filter { $0.provider.name == officer.office }
    }

    private func officer(_ request: WebRequest) throws -> Viewer.Staff {
        guard let officer = request.viewer.staff else { throw ReconciliationCopy.notThere }
        return officer
    }
}
