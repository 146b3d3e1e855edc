import Cases
import ECertificates
import EventLog
import Exchange
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// What happens in the city of these tests, and what is to be seen in it.
extension WriteBackCorrectionTests {
    /// A person applies for an allowance, and it is granted.
    func apply(_ rehearsal: Rehearsal, serial: Int = 1) async throws -> (RehearsalBrowser, address: String) {
        let citizen = RehearsalCitizen(serial: serial)
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        try await browser.signIn(citizen)
        return (browser, try #require(await browser.apply("0007")))
    }

    /// The certificate that an act is about: what has ended is corrected, all else is done with what has not.
    func certificate(
        for act: CertificateAct, _ rehearsal: Rehearsal
    ) async throws -> Identifier<IssuedCertificate> {
        let ended: SQL = "state IN ('cancelled', 'revoked')"
        let condition: SQL = act == .correct ? ended : "NOT \(ended)"
        let row = try await rehearsal.platform.database.row(
            "SELECT id FROM certificate WHERE successor IS NULL AND \(condition) ORDER BY issued_at DESC LIMIT 1")
        return try #require(row).identifier("id")
    }

    func act(_ rehearsal: Rehearsal, _ act: CertificateAct, reach: ActReach? = .grant) async throws {
        let type = try #require(rehearsal.platform.environment.certificateTypes["高龄津贴核准通知书"])
        let officer = Viewer.Staff(
            id: act == .correct ? "QX98" : "QX99", sessionID: [], name: "周敏", office: type.keeper)
        rehearsal.clock.advance(seconds: 1)
        try await ActOnCertificate(rehearsal.platform)(
            act, certificate(for: act, rehearsal), reason: "本人已迁往外地。", ground: "本市证照管理办法（示例）", reach: reach, by: officer
        )
    }

    /// A review finds that something has to be put right.
    func amend(_ rehearsal: Rehearsal, _ browser: RehearsalBrowser, _ address: String) async throws {
        let row = try #require(try await rehearsal.platform.database.row("SELECT id, applicant FROM case_file"))
        let id = row.identifier("id", CaseFile.self)
        let environment = rehearsal.platform.environment
        _ = try await AskForPerson(environment)(id, by: row.identifier("applicant"), reason: "金额好像少了")
        let office = try #require(try await environment.cases.caseFile(linked: id)?.office)
        let post = StaffPost(id: "QX97", name: "方一", office: office, title: "核对", phone: "19900000001")
        _ = try await ClaimCase(environment)(id, by: post)
        rehearsal.clock.advance(seconds: 1)
        try await AnswerReview(environment)(id, outcome: .corrected, answer: "少发的一个月补发。", by: post)
    }

    func corrections(_ rehearsal: Rehearsal) async throws -> [WriteBackCorrection] {
        try await CorrectionStore(database: rehearsal.platform.database).newest([Self.resource])
    }

    func findings(_ rehearsal: Rehearsal) async throws -> [WriteBackFinding] {
        try await WriteBackFindingStore(database: rehearsal.platform.database, vault: rehearsal.platform.vault)
            .newest([Self.resource, Self.channel])
    }

    /// The only task that waits for somebody, by its values.
    func task(_ rehearsal: Rehearsal) async throws -> (kind: WriteBackFinding.Kind, values: [String: String]) {
        let open = try await findings(rehearsal).filter { !$0.state.isSettled }
        let only = try #require(open.count == 1 && open[0].state == .open ? open[0] : nil, "\(open)")
        return (only.kind, only.lines.reduce(into: [:]) { $0[$1.name] = $1.ours })
    }

    func answer(_ rehearsal: Rehearsal) async throws {
        let officer = Viewer.Staff(id: "MS01", sessionID: [], name: "卫和", office: "惠民市民政局（示例）")
        let verb = AnswerWriteBackFinding(
            database: rehearsal.platform.database, journal: rehearsal.platform.journal,
            vault: rehearsal.platform.vault, time: rehearsal.clock)
        for finding in try await findings(rehearsal) where finding.state == .open {
            try await verb(
                finding.id, outcome: .corrected, reason: "已照办。", by: officer, about: [Self.resource, Self.channel])
        }
    }

    func benefit(_ rehearsal: Rehearsal) async throws -> [String] {
        try await rehearsal.platform.database.rows("SELECT state FROM entitlement ORDER BY created_at").map {
            $0.text("state")
        }
    }

    /// Nothing that follows from events says something else than they do.
    func audit(_ rehearsal: Rehearsal) async throws {
        _ = try await AuditViews(
            database: rehearsal.platform.database, vault: rehearsal.platform.vault, journal: rehearsal.platform.journal,
            time: rehearsal.clock)()
    }

    /// What 民政 holds, in the order of arrival: its word for a change, or `核准`.
    func held(_ rehearsal: Rehearsal) -> [String] {
        rehearsal.civilAffairs.registered.map { ($0.values["更正"] ?? nil) ?? "核准" }
    }

    func pass(_ rehearsal: Rehearsal, hours: Int = 2) async throws {
        for _ in 0..<hours {
            rehearsal.clock.advance(seconds: 3_601)
            try await rehearsal.workOff()
        }
    }

    func nextDay(_ rehearsal: Rehearsal) async throws {
        rehearsal.clock.advance(seconds: 86_400)
        while try await rehearsal.platform.reconcile() {}
        try await rehearsal.workOff()
    }
}
