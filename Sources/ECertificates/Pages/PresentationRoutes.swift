import EventLog
package import Kernel
package import Web

/// Addresses of showing a certificate: the holder's, and the verifier's, who needs no account.
package struct PresentationRoutes: Sendable {
    private let certificates: ShowableCertificates
    private let presentations: PresentationStore
    private let present: PresentCertificate
    private let open: OpenPresentation
    private let recordLook: RecordLook
    private let time: any TimeSource
    private let origin: String

    package init(
        certificates: ShowableCertificates, presentations: PresentationStore, present: PresentCertificate,
        open: OpenPresentation, recordLook: RecordLook, time: any TimeSource, origin: String
    ) {
        self.certificates = certificates
        self.presentations = presentations
        self.present = present
        self.open = open
        self.recordLook = recordLook
        self.time = time
        self.origin = origin
    }

    package var routes: [Route] {
        [
            Route(.get, "/certificates/{id}/presentation", .resident(.registered), choose),
            Route(.post, "/certificates/{id}/presentation", .resident(.registered), show),
            Route(.get, "/presentations/{id}", .resident(.registered), follow),
            Route(.post, "/presentations/{id}/withdrawal", .resident(.registered), withdraw),
            Route(.get, "/p", .everyone, entrance), Route(.get, "/p/{code}", .everyone, entrance),
            Route(.post, "/p", .everyone, look),
        ]
    }

    private func choose(_ request: WebRequest) async throws -> WebResponse {
        let certificate = try await held(request)
        guard certificate.isValid(on: time.now().civilDate()) else { throw PresentationRejections.notValid }
        return try await choice(of: certificate, request)
    }

    /// What cannot be shown brings the form again, with the reason and all that was ticked.
    private func show(_ request: WebRequest) async throws -> WebResponse {
        let (certificate, form) = (try await held(request), request.form)
        let claims = form.pairs.filter { $0.name.hasPrefix(FormName.claimPrefix) && $0.value == "yes" }
            .map { String($0.name.dropFirst(FormName.claimPrefix.count)) }
        do {
            let presentation = try await present(
                certificate.id, purpose: form[FormName.purpose].flatMap(PresentationPurpose.init(rawValue:)),
                claims: claims, by: person(request))
            return .redirect(.showing(presentation.id.description))
        } catch let rejection as Rejection where rejection.kind == .invalidInput {
            return try await choice(of: certificate, request, typed: form, problem: rejection)
        }
    }

    /// The form says what the certificate holds: that somebody sees it for its holder is written down first.
    private func choice(
        of certificate: ShowableCertificate, _ request: WebRequest, typed: FormFields = FormFields(),
        problem: Rejection? = nil
    ) async throws -> WebResponse {
        let person = try person(request)
        try await recordLook(at: .certificate(certificate), by: person)
        let model = ShowCertificatePage.Model(
            certificate: certificate, isOwn: certificate.holder == person, typed: typed, problem: problem)
        return .page(
            ShowCertificatePage.render(model, PageContext(request)), status: problem.map { $0.kind.httpStatus } ?? 200)
    }

    /// Its holder follows it also when the certificate is kept no longer.
    private func follow(_ request: WebRequest) async throws -> WebResponse {
        let (presentation, person) = (try await shown(request), try person(request))
        let certificate = try await certificates.certificate(
            presentation.certificate, seenBy: person, on: time.now().civilDate())
        guard certificate != nil || (presentation.holder == person && presentation.typeName != nil) else {
            throw PresentationRejections.noSuchPresentation
        }
        let model = PresentationPage.Model(
            presentation: presentation, certificate: certificate,
            address: origin + SitePath.openPresentation(presentation.code.text).text,
            entrance: origin + SitePath.openPresentation(nil).text, now: time.now())
        return .page(PresentationPage.render(model, PageContext(request)))
    }

    private func withdraw(_ request: WebRequest) async throws -> WebResponse {
        let presentation = try await shown(request)
        try await present.withdraw(presentation.id, by: person(request))
        return .redirect(.showing(presentation.id.description))
    }

    /// Looking at the address uses nothing up: messengers and scanners open addresses on their own.
    private func entrance(_ request: WebRequest) async throws -> WebResponse {
        let code = request.parameters["code"] ?? ""
        return form(.init(typed: FormFields([(FormName.code, code)])), request)
    }

    private func look(_ request: WebRequest) async throws -> WebResponse {
        let form = request.form
        do {
            let shown = try await open(
                code: form.text(FormName.code),
                purpose: form[FormName.purpose].flatMap(PresentationPurpose.init(rawValue:)),
                verifier: form.text(FormName.verifier))
            return .page(OpenPresentationPage.shown(shown, PageContext(request)))
        } catch let rejection as Rejection where rejection.field != nil {
            return self.form(.init(typed: form, problem: rejection), request, status: rejection.kind.httpStatus)
        }
    }

    private func form(
        _ model: OpenPresentationPage.Model, _ request: WebRequest, status: Int = 200
    ) -> WebResponse {
        var response = WebResponse.page(OpenPresentationPage.form(model, PageContext(request)), status: status)
        response.headers.append(("x-robots-tag", "noindex, nofollow"))
        return response
    }

    private func person(_ request: WebRequest) throws -> Identifier<Person> {
        guard let resident = request.viewer.resident else { throw CertificateRejections.noSuchCertificate }
        return resident.personID
    }

    private func held(_ request: WebRequest) async throws -> ShowableCertificate {
        guard let id = request.parameters["id"].flatMap({ Identifier<IssuedCertificate>($0) }),
            let certificate = try await certificates.certificate(
                id, seenBy: person(request), on: time.now().civilDate())
        else { throw CertificateRejections.noSuchCertificate }
        return certificate
    }

    private func shown(_ request: WebRequest) async throws -> CertificatePresentation {
        guard let id = request.parameters["id"].flatMap({ Identifier<CertificatePresentation>($0) }),
            let presentation = try await presentations.presentation(id, of: person(request))
        else { throw PresentationRejections.noSuchPresentation }
        return presentation
    }
}
