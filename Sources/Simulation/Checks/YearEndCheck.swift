import Cases
import Catalog
import ECertificates
import EventLog
import Exchange
import Flow
import Identity
import Kernel
import Server
import Storage
import TransparencyLog

/// 年终 — what only the whole shows: work lists, sums, and the product's own audits, which have to find nothing.
struct YearEndCheck {
    let inspector: Inspector
    /// Whether everything that departments are to be told has had the time to arrive.
    let isSettled: Bool

    func callAsFunction(_ server: SimulatedServer) async throws {
        try await WorkListCheck(inspector: inspector)(server)
        try await checkSums()
        if isSettled {
            try checkAcknowledgements()
            try await checkReconciliation()
            try inspector.partners.check(server.partner.filed, inspector.cases)
            try await CorrectionCheck(inspector: inspector)()
        }
        try await audit(server)
    }

    private func checkSums() async throws {
        let row = try await inspector.store.row(
            """
            SELECT (SELECT COUNT(*) FROM case_file) AS cases, (SELECT COUNT(*) FROM certificate) AS certificates,
                   (SELECT COUNT(*) FROM entitlement WHERE state = 'live') AS benefits,
                   (SELECT COUNT(*) FROM certificate WHERE state <> 'valid') AS ended
            """)
        let cases = inspector.cases.values
        let grants = cases.filter { $0.grant != nil }
        try hold(row?.integer("cases") == Int64(cases.count), "every case is known by its events", "\(cases.count)")
        let (certificates, issued) = (inspector.certificates, grants.count + inspector.certificates.renewed)
        try hold(
            row?.integer("certificates") == Int64(issued) && certificates.all.count == issued,
            "as many certificates as grants and renewals", "\(issued)")
        let corrections = CorrectionCheck(inspector: inspector)
        let paying = try inspector.cases.filter { id, replay in
            guard replay.grant != nil, replay.item?.outcome.entitlement != nil else { return false }
            return try corrections.decision(id, replay).standing != .ended
        }
        try hold(
            row?.integer("benefits") == Int64(paying.count), "as many benefits as grants of them that stand",
            "\(paying.count)")
        try certificates.checkLinks()
        let ended = try await CertificateStore(database: inspector.store, vault: inspector.vault).ended(inList: 0)
        try hold(
            Int64(ended.count) == row?.integer("ended") && ended.count == certificates.ended,
            "the status list agrees", "\(ended.count), by the events \(certificates.ended)")
    }

    private func checkAcknowledgements() throws {
        let corrections = CorrectionCheck(inspector: inspector)
        for (id, replay) in inspector.cases where replay.grant != nil && replay.item?.outcome.writeBack != nil {
            // Unless people suspended or ended it first.
            guard try corrections.decision(id, replay).standing == .standing else { continue }
            try hold(replay.acknowledgements.count == 1, "every grant reaches its department", replay.number)
        }
    }

    /// 对账: what departments lost was told again, or is a person's task as what they changed or made up: no machine's work.
    private func checkReconciliation() async throws {
        let rows = try await inspector.store.rows("SELECT delivery_id, kind FROM write_back_finding")
        let lost = Set(rows.filter { $0.text("kind") == "lost" }.map { $0.text("delivery_id") })
        let found = Set(rows.filter { $0.text("kind") != "lost" }.map { $0.text("delivery_id") })
        let obsolete = try CorrectionCheck(inspector: inspector).obsolete()
        for (name, department) in inspector.departments {
            let unnoticed = Set(department.lostKeys).subtracting(lost).subtracting(obsolete)
            try hold(unnoticed.isEmpty, "what a department lost is noticed", "\(name): \(unnoticed.sorted())")
            let unseen = department.oddKeys.subtracting(found).subtracting(obsolete)
            try hold(unseen.isEmpty, "what a department holds otherwise is found", "\(name): \(unseen.sorted())")
        }
    }

    private func audit(_ server: SimulatedServer) async throws {
        let (store, disk) = (inspector.store, server.disk)
        let folder = server.platform.directory.path
        let audit = AuditCity(
            database: store, vault: inspector.vault, ids: server.platform.environment.ids, time: server.clock)
        do {
            _ = try await audit(
                log: { disk.read("\(folder)/\($0)") }, key: server.platform.identity.signer.key)
        } catch { throw BrokenInvariant("the product's own audits find nothing", "\(error)") }
    }
}

/// 待办 — the work list of each office holds the live cases of that office, and no other.
struct WorkListCheck {
    let inspector: Inspector

    func callAsFunction(_ server: SimulatedServer) async throws {
        let store = CaseStore(database: inspector.store)
        let live = inspector.cases.filter { $0.value.status?.isOpen == true || $0.value.review == .open }
        let byOffice = Dictionary(grouping: live) { $0.value.office ?? "" }
        for office in inspector.city.staff.offices {
            guard let post = inspector.city.staff.all.first(where: { $0.office == office }) else { continue }
            var listed: Set<Identifier<CaseFile>> = []
            var query: DeskQuery? = DeskQuery(scope: .office)
            while let asked = query {
                let page = try await store.worklist(asked, for: post, limit: 200)
                listed.formUnion(page.cases.map(\.id))
                query = page.next.map { DeskQuery(scope: .office, after: $0) }
            }
            let expected = Set((byOffice[office] ?? []).map(\.key))
            try hold(
                listed == expected, "a work list holds the live cases of its office",
                "\(office): \(listed.count) listed, \(expected.count) by their events")
        }
    }
}
