import Cases
import ECertificates
import EventLog
import FaultVFS
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import StorageSQLite
import TransparencyLog

/// Holds what is on the disk of a town against what was promised.
struct TownAudit: Sendable {
    let town: Town
    let server: TownServer
    let disk: PowerDisk
    let promises: Promises
    let civilAffairs: RehearsalDepartment

    static func head(of checkpoint: [UInt8], _ town: Town) throws -> TreeHead {
        try town.rehearsal.platform.identity.trust.verify(try SignedNote(parsing: checkpoint)).checkpoint.head
    }

    /// Right after a start: the database is sound and all that was promised is there.
    func promised() async throws {
        let integrity = try await server.database.read { tx in
            try tx.rows("PRAGMA integrity_check").map { $0.text("integrity_check") }
        }
        expect(integrity == ["ok"], "the database is damaged: \(integrity.prefix(3))")
        let state = promises.now
        for (id, draft) in state.drafts { try await check(draft, id, state) }
        for (id, file) in state.cases {
            let owner = town.residents[state.drafts[id]?.owner ?? 0].profile
            let found = try await server.environment.cases.caseFile(id, of: owner.id)
            expect(
                found?.number == file.number, "case \(file.number) was answered and is \(found?.number ?? "not there")")
        }
        try await checkReceipts(state.receipts)
    }

    /// Asks again for all that was asked for, lets the workers finish, and looks at everything.
    func settled() async throws {
        let state = promises.now
        for (id, owner) in state.asked {
            promises.answered(try await SubmitCase(server.environment)(id, by: town.residents[owner].profile))
        }
        for _ in 0..<4 {
            try await server.workOff()
            server.clock.advance(seconds: 3_600)
        }
        try await checkOnce(promises.now)
        try await checkStreams()
        try await checkLog()
    }

    private func expect(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { promises.problem(what()) } }

    private func check(
        _ draft: Promises.SavedDraft, _ id: Identifier<CaseFile>, _ state: Promises.State
    ) async throws {
        let owner = town.residents[draft.owner].profile
        guard let found = try await server.environment.drafts.draft(id, of: owner.id) else {
            return promises.problem("a draft that was begun is not there")
        }
        if !draft.isSubmitted { expect(!found.isSubmitted, "a draft closed itself") }
        guard draft.keptCount > 0 else { return }
        let said = found.content.answers[TownDay.story] ?? ""
        let allowed = draft.typed[(draft.keptCount - 1)...]
        expect(allowed.contains(said), "a draft holds “\(said)”, kept was “\(draft.typed[draft.keptCount - 1])”")
    }

    private func checkReceipts(_ receipts: [EventReceipt]) async throws {
        let held = try await server.database.read { tx in
            Set(try tx.rows("SELECT commitment FROM event").map { $0.blob("commitment") })
        }
        let missing = receipts.filter { !held.contains($0.commitment) }.count
        expect(missing == 0, "\(missing) of \(receipts.count) events that were answered are not there")
    }

    /// One case a draft, one certificate and one benefit a grant, one entry in the department's books.
    private func checkOnce(_ state: Promises.State) async throws {
        func rows(_ sql: SQL) async throws -> [Row] { try await server.database.read { tx in try tx.rows(sql) } }
        let cases = try await rows("SELECT id, status, number FROM case_file")
        expect(
            Set(cases.map { $0.blob("id") }) == Set(state.asked.keys.map(\.bytes)),
            "cases that nobody asked for, or none")
        expect(Set(cases.map { $0.text("number") }).count == cases.count, "a case number was given twice")
        let granted = Set(cases.filter { $0.text("status") == "granted" }.map { $0.blob("id") })
        let certificates = try await rows("SELECT stream, status_list, status_index FROM certificate").map {
            $0.blob("stream")
        }
        expect(certificates.count == granted.count && Set(certificates) == granted, "grants and certificates differ")
        let benefits = try await rows("SELECT subject, stream FROM entitlement WHERE state = 'live'")
        expect(Set(benefits.map { $0.blob("stream") }) == granted, "grants and benefits differ")
        expect(Set(benefits.map { $0.blob("subject") }).count == benefits.count, "somebody has a benefit twice")
        expect(
            civilAffairs.deliveries.count == granted.count,
            "\(civilAffairs.deliveries.count) written back of \(granted.count)")
        for resident in town.residents {
            // Opens each: what is sealed is whole.
            _ = try await server.environment.certificates.certificates(of: resident.profile.id)
        }
    }

    /// Each stream is a whole chain, and what happens once in a case happened once.
    private func checkStreams() async throws {
        let streams = try await server.database.read { tx in
            try tx.rows("SELECT DISTINCT stream FROM event").map { $0.identifier("stream", EventStream.self) }
        }
        let cases = Set(promises.now.cases.keys.map(\.bytes))
        let once: [EventKind] = [
            CaseEvents.received, CaseEvents.granted, CaseEvents.certificateIssued, CaseEvents.writtenBack,
        ]
        for stream in streams {
            let kinds = try await server.environment.journal.events(of: stream).map(\.kind)
            guard cases.contains(stream.bytes) else { continue }
            for kind in once {
                expect(kinds.filter { $0 == kind }.count <= 1, "\(kind.rawValue) happened twice in one case")
            }
            expect(kinds.contains(CaseEvents.received), "a case was never received")
            expect(
                kinds.contains(CaseEvents.granted) == kinds.contains(CaseEvents.writtenBack),
                "a grant was not written back")
        }
    }

    /// Every event has its leaf, the files hold exactly these leaves, and every checkpoint ever seen is of this very tree.
    private func checkLog() async throws {
        let rows = try await server.database.read { tx in
            try tx.rows("SELECT class, commitment, log_index FROM event ORDER BY log_index")
        }
        expect(rows.map { $0.optionalInteger("log_index") } == (0..<rows.count).map { Int64($0) }, "places have gaps")
        let (log, disk) = (disk.root + "/log/", disk)
        let head = try await LogAudit(key: town.rehearsal.platform.identity.signer.key) { disk.read(log + $0) }()
        expect(head.size == rows.count, "\(rows.count) events, \(head.size) leaves")
        var tree = TileWriter(hasher: SHA256TreeHasher())
        var roots = [0: tree.head.root]
        for row in rows {
            let entry = LogEntry(
                EntryClass(rawValue: UInt8(row.integer("class"))) ?? .caseEvent, commitment: row.blob("commitment"))
            _ = tree.append(leaves: [SHA256TreeHasher().leaf(entry.bytes)])
            roots[tree.size] = tree.head.root
        }
        expect(tree.head == head, "the leaves are not those of the events")
        for published in promises.now.checkpoints {
            expect(
                roots[published.size] == published.root,
                "a checkpoint over \(published.size) leaves was of another tree")
        }
    }
}
