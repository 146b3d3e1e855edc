package import EventLog
package import Kernel
package import Storage
package import Web

/// Addresses under which officers look at resources, ask for them, and answer.
package struct SharingRoutes: Sendable {
    private let reading: CatalogueReading
    private let settings: SharingSettings
    private let register: GrantRegister
    private let requests: RequestStore
    private let ask: AskForSharing
    private let answer: AnswerSharing
    private let time: any TimeSource

    /// - Parameter uses: what items fill in from resources.
    package init(
        settings: SharingSettings, database: any Database, journal: EventJournal, register: GrantRegister,
        uses: [ResourceUse], time: any TimeSource, ids: any IDSource
    ) {
        reading = CatalogueReading(
            entries: settings.entries, store: CatalogueStore(database: database),
            quality: ResourceQualities(database: database, time: time), uses: uses)
        self.settings = settings
        self.register = register
        self.time = time
        requests = RequestStore(database: database)
        ask = AskForSharing(database: database, journal: journal, settings: settings, time: time, ids: ids)
        answer = AnswerSharing(
            database: database, journal: journal, register: register, settings: settings, time: time, ids: ids)
    }

    package var routes: [Route] {
        [
            Route(.get, "/desk/resources", .staff, list), Route(.get, "/desk/resources/{code}", .staff, show),
            Route(.post, "/desk/resources/{code}/requests", .staff, request),
            Route(.get, "/desk/sharing", .staff, work), Route(.post, "/desk/sharing/{id}/decision", .staff, decide),
            Route(.post, "/desk/grants/{id}/revocation", .staff, revoke),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        .page(ResourceListPage.render(try await reading.list(for: .officers), PageContext(request)))
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        try await page(request.parameters["code"] ?? "", request)
    }

    /// 申请. What cannot be sent shows the form again, with the reason and all that was typed.
    private func request(_ request: WebRequest) async throws -> WebResponse {
        let (code, form) = (request.parameters["code"] ?? "", request.form)
        do {
            try await ask(
                code: code, item: form.text(FormName.item), fields: form.ticked(FormName.askFieldPrefix),
                aim: form.text(FormName.note), until: form.day(FormName.until), by: officer(request))
            return .redirect(.sharing)
        } catch let rejection as Rejection where rejection.kind == .invalidInput {
            return try await page(code, request, asking: rejection)
        }
    }

    private func work(_ request: WebRequest) async throws -> WebResponse { try await workPage(request, nil) }

    private func decide(_ request: WebRequest) async throws -> WebResponse {
        let text = request.parameters["id"] ?? ""
        guard let id = Identifier<SharingRequest>(text) else { throw SharingCopy.notYours }
        let reason = request.form.text("\(FormName.note).\(text)")
        do {
            if request.form[FormName.decision] == "grant" {
                let fields = request.form.ticked("\(FormName.askFieldPrefix)\(text).")
                try await answer.grant(id, fields: fields, reason: reason, by: officer(request))
            } else {
                try await answer.refuse(id, reason: reason, by: officer(request))
            }
            return .redirect(.sharing)
        } catch let rejection as Rejection where rejection.kind == .invalidInput {
            return try await workPage(request, (text, rejection))
        }
    }

    private func revoke(_ request: WebRequest) async throws -> WebResponse {
        let text = request.parameters["id"] ?? ""
        guard let id = Identifier<SharingGrant>(text), let grant = try await register.grant(id),
            let entry = settings.entry(named: grant.terms.resource)
        else { throw SharingCopy.notYours }
        do {
            try await answer.revoke(id, reason: request.form.text("\(FormName.note).\(text)"), by: officer(request))
            return .redirect(.deskResource(entry.code))
        } catch let rejection as Rejection where rejection.kind == .invalidInput {
            return try await page(entry.code, request, revoking: (text, rejection))
        }
    }

    private func page(
        _ code: String, _ request: WebRequest, asking: Rejection? = nil,
        revoking: (grant: String, rejection: Rejection)? = nil
    ) async throws -> WebResponse {
        let (context, officer) = (PageContext(request), try officer(request))
        var model = try await reading.resource(code, for: .officers)
        if let entry = settings.entry(code: code) {
            let grants = try await register.grants().filter { $0.terms.resource == entry.name }
            let table = GrantTable(
                grants: grants, items: names, mayRevoke: settings.isProvider(officer, of: entry.name),
                today: time.now().civilDate(), problem: revoking)
            let own = settings.items.filter { $0.offices.contains(officer.office) }
            let form: AskForm? =
                own.isEmpty
                ? nil
                : AskForm(
                    entry: entry, items: own, questions: questions(own.map(\.item), of: entry),
                    answerDays: settings.times.days(for: entry.sharing),
                    typed: asking == nil ? FormFields() : request.form, problem: asking)
            model.desk = "\(table, in: context)\(form, in: context)"
        }
        let isWrong = asking != nil || revoking != nil
        return .page(ResourcePage.render(model, context), status: isWrong ? 422 : 200)
    }

    private func workPage(
        _ request: WebRequest, _ problem: (request: String, rejection: Rejection)?
    ) async throws -> WebResponse {
        let officer = try officer(request)
        let provided = Set(settings.entries.filter { $0.provider.name == officer.office }.map(\.name))
        let all = try await requests.requests(forResources: provided, orOf: officer.office)
        let asked = all.filter { provided.contains($0.terms.resource) }
        let model = SharingPage.Model(
            waiting: asked.filter { $0.state == .asked }, answered: asked.filter { $0.state != .asked },
            own: all.filter { $0.office == officer.office }, items: names, today: time.now().civilDate(),
            problem: problem, typed: problem == nil ? FormFields() : request.form)
        return .page(SharingPage.render(model, PageContext(request)), status: problem == nil ? 200 : 422)
    }

    private func questions(_ items: [String], of entry: ResourceEntry) -> [String] {
        let uses = reading.uses.filter { $0.resource == entry.name && items.contains($0.item) }
        return Set(uses.flatMap(\.fields).filter { entry.answers($0) }).sorted()
    }

    private var names: [String: Phrase] {
        settings.items.reduce(into: [
            ReadPurpose.signIn: SharingCopy.signIn, ReadPurpose.parentage: SharingCopy.parentage,
            ReadPurpose.importing: SharingCopy.importing,
        ]) { $0[$1.item] = $1.name }
    }

    private func officer(_ request: WebRequest) throws -> Viewer.Staff {
        guard let officer = request.viewer.staff else { throw SharingCopy.notYours }
        return officer
    }
}

extension FormFields {
    /// The rest of the names of boxes that were ticked.
    fileprivate func ticked(_ prefix: String) -> [String] {
        pairs.filter { $0.name.hasPrefix(prefix) && $0.value == "yes" }.map { String($0.name.dropFirst(prefix.count)) }
    }
}
