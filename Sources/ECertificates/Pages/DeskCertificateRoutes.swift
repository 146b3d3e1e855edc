package import Kernel
package import Web

/// Addresses under which officers look after the certificates of their office.
package struct DeskCertificateRoutes: Sendable {
    private let act: ActOnCertificate
    private let time: any TimeSource

    package init(act: ActOnCertificate, time: any TimeSource) {
        self.act = act
        self.time = time
    }

    package var routes: [Route] {
        [
            Route(.get, "/desk/certificates", .staff, search), Route(.post, "/desk/certificates", .staff, find),
            Route(.get, "/desk/certificates/{id}", .staff, show),
            Route(.post, "/desk/certificates/{id}/{act}", .staff, take),
        ]
    }

    private func search(_ request: WebRequest) async throws -> WebResponse {
        .page(DeskCertificatePage.search(FormFields(), nil, PageContext(request)))
    }

    private func find(_ request: WebRequest) async throws -> WebResponse {
        let number = request.form.text(FormName.certificateNumber) ?? ""
        guard let found = try await act.certificate(number: number, for: officer(request)) else {
            return .page(
                DeskCertificatePage.search(request.form, ActRejections.notYours, PageContext(request)), status: 404)
        }
        return .redirect(.deskCertificate(found.id.description))
    }

    private func show(_ request: WebRequest) async throws -> WebResponse { try await page(request, nil) }

    /// What cannot be done shows the page again, with the reason and all that was typed.
    private func take(_ request: WebRequest) async throws -> WebResponse {
        guard let wanted = request.parameters["act"].flatMap(CertificateAct.init(rawValue:)) else {
            throw ActRejections.notYours
        }
        do {
            let next = try await act(
                wanted, identifier(request), reason: request.form.text("\(FormName.note).\(wanted.rawValue)"),
                ground: request.form.text("\(FormName.ground).\(wanted.rawValue)"),
                reach: request.form.text("\(FormName.reach).\(wanted.rawValue)").flatMap(ActReach.init),
                by: officer(request))
            return .redirect(.deskCertificate(next.description))
        } catch let rejection as Rejection where [.invalidInput, .conflict, .notAllowed].contains(rejection.kind) {
            return try await page(request, (wanted, rejection))
        }
    }

    private func page(
        _ request: WebRequest, _ problem: (act: CertificateAct, rejection: Rejection)?
    ) async throws -> WebResponse {
        guard let certificate = try await act.certificate(identifier(request), for: officer(request)) else {
            throw ActRejections.notYours
        }
        let model = DeskCertificatePage.Model(
            certificate: certificate, standing: certificate.standing(on: time.now().civilDate()),
            deeds: try await act.deeds(of: certificate), typed: problem == nil ? FormFields() : request.form,
            problem: problem, allowed: act.allowed(with: certificate),
            possible: try act.possible(with: certificate, for: officer(request)),
            grant: try await act.grant(behind: certificate))
        return .page(
            DeskCertificatePage.render(model, PageContext(request)), status: problem?.rejection.kind.httpStatus ?? 200)
    }

    private func identifier(_ request: WebRequest) throws -> Identifier<IssuedCertificate> {
        guard let id = request.parameters["id"].flatMap({ Identifier<IssuedCertificate>($0) }) else {
            throw ActRejections.notYours
        }
        return id
    }

    private func officer(_ request: WebRequest) throws -> Viewer.Staff {
        guard let officer = request.viewer.staff else { throw ActRejections.notYours }
        return officer
    }
}
