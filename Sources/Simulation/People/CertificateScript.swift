import Cases
import ECertificates
import Identity
import Kernel
import Server
import Web

/// 证照的脚本 — officers annotate, renew, suspend, resume, cancel and revoke, and correct what was ended; holders show theirs,
/// and somebody looks: in time or too late, for the same purpose or another, once or twice.
extension SimulatedYear {
    /// A few certificates of the city on a working day.
    func certificatesAreLookedAfter() async throws {
        guard let listed = inspector?.certificates.listed, !listed.isEmpty else { return }
        for _ in 0..<draws.within(1...3) {
            let (id, life) = draws.pick(listed)
            // Now and then somebody tries whose office it is not.
            let offices = [life.keeper, life.issuer]
            let posts = city.staff.all.filter { draws.happens(permille: 60) || offices.contains($0.office) }
            guard !posts.isEmpty else { continue }
            let post = draws.pick(posts)
            clock.advance(seconds: draws.within(60...900))
            try await perform("\(post.id) certificate \(life.number)") { try await act(on: id, post) }
        }
    }

    private func act(on id: Identifier<IssuedCertificate>, _ post: StaffPost) async throws -> String {
        let act: CertificateAct = draws.pick([
            .annotate, .annotate, .suspend, .suspend, .resume, .resume, .resume, .renew, .cancel, .revoke, .correct,
        ])
        let officer = Viewer.Staff(id: post.id, sessionID: [], name: post.name, office: post.office)
        let (hasReason, hasGround) = (!draws.happens(permille: 30), !draws.happens(permille: 100))
        let reach = draws.happens(permille: 50) ? nil : draws.pick(ActReach.allCases)
        try await ActOnCertificate(server.platform)(
            act, id, reason: hasReason ? "情况有变化（示例）。" : nil, ground: hasGround ? "本市证照管理办法（示例）" : nil,
            reach: reach, by: officer)
        return act.rawValue
    }

    /// 亮证 — what a holder shows, and what becomes of it.
    /// - Returns: `nil` where there is nothing to show.
    func showCertificate(_ person: PersonProfile) async throws -> String? {
        let platform = server.platform
        let own = try await platform.environment.certificates.certificates(of: person.id)
        guard !own.isEmpty else { return nil }
        let certificate = draws.pick(own)
        let showings = Showings(platform)
        let known = certificate.showableFields.map(\.claim)
        let claims = known.filter { _ in draws.happens(permille: 500) }
        let purpose = draws.pick(PresentationPurpose.allCases)
        let agreed = try await showings.present(certificate.id, purpose: purpose, claims: claims, by: person.id)
        if draws.happens(permille: 100) { try await showings.present.withdraw(agreed.id, by: person.id) }
        clock.advance(seconds: draws.within(5...75))
        let wanted = draws.happens(permille: 800) ? purpose : draws.pick(PresentationPurpose.allCases)
        let seen = try await showings.open(code: agreed.code.text, purpose: wanted, verifier: "惠民宾馆（示例）")
        try hold(
            Set(seen.fields.map(\.claim)) == Set(claims) && wanted == purpose,
            "a verifier sees what was agreed to, for what, within its minute", certificate.number)
        if draws.happens(permille: 300) {
            _ = try await showings.open(code: agreed.code.text, purpose: wanted, verifier: "另一家（示例）")
            throw BrokenInvariant("a showing is opened once, by leave of its holder", certificate.number)
        }
        return "showed \(certificate.number)"
    }
}
