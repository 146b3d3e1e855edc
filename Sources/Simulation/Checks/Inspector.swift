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
import Vault
import Web

/// 稽查 — looks after each step at everything that the step wrote, from outside: reads the store itself, knows the residents and
/// departments, and counts on its own. What nobody wrote to cannot have changed, so that this is as much as to look at all.
final class Inspector {
    /// What is known of one stream since it was last looked at.
    struct Standing {
        var head: [UInt8] = []
        var length = 0
        var replay: CaseReplay?
        var applicant: Identifier<Person>?
        var subject: String?
    }

    let store: any Database
    let vault: KeyVault
    private let journal: EventJournal
    let departments: [String: SimulatedDepartment]
    let city: CityFolder
    let count: DayCount
    private var log: LogCheck
    private(set) var grants = GrantLedger()
    private(set) var certificates = CertificateBook()
    private(set) var mandates = MandateLedger()
    private(set) var partners = PartnerLedger()
    /// Which office keeps the certificates of each type.
    let keepers: [String: String]
    /// Their issuing authorities.
    let issuers: [String: String]
    private(set) var standings: [Identifier<EventStream>: Standing] = [:]
    /// Who has which benefit, by item and number of the person.
    private var benefits: [String: Identifier<EventStream>] = [:]
    /// Places in status lists that are taken.
    private var places: [String: Identifier<EventStream>] = [:]
    /// How often departments answered for a case, by case and resource; and how many of these answers died with a process.
    private var answered: [String: Int] = [:]
    private var forgotten: [String: Int] = [:]

    init(_ server: SimulatedServer, city: CityFolder) {
        store = server.database.inner
        vault = server.platform.vault
        journal = EventJournal(database: store, vault: vault, ids: server.platform.environment.ids)
        departments = server.departments
        self.city = city
        keepers = server.platform.environment.certificateTypes.mapValues(\.keeper)
        issuers = server.platform.environment.certificateTypes.mapValues(\.authority)
        count = DayCount(calendar: city.calendar)
        log = LogCheck(identity: server.platform.identity)
    }

    /// - Parameters:
    ///   - touched: the identifiers in what was written.
    ///   - hasEnded: whether a process ended over the step, and with it what only it knew.
    ///   - isSequenced: whether all that waited for the log was to get its place.
    func check(_ server: SimulatedServer, hasEnded: Bool, isSequenced: Bool) async throws {
        try takeReadings(hasEnded: hasEnded)
        var streams: Set<Identifier<EventStream>> = []
        for bytes in server.database.takeTouched() {
            if let stream = Identifier<EventStream>(bytes: bytes) { streams.insert(stream) }
        }
        for stream in streams.sorted(by: { ($0.high, $0.low) < ($1.high, $1.low) }) { try await check(stream) }
        for department in departments.values {
            for key in department.takeArrived() { try checkArrival(key) }
            let overtaking = department.takeOvertaking()
            try hold(overtaking.isEmpty, "a correction comes after what it corrects", "\(overtaking)")
        }
        try await log.check(store, checkpoint: server.platform.directory.checkpoint, isDone: isSequenced)
    }

    /// The same for every stream that there is, and what only the whole shows.
    func checkAll(_ server: SimulatedServer, isSettled: Bool) async throws {
        for stream in standings.keys { try await check(stream) }
        try await YearEndCheck(inspector: self, isSettled: isSettled)(server)
    }

    var cases: [Identifier<CaseFile>: CaseReplay] {
        standings.reduce(into: [:]) { cases, entry in
            if let replay = entry.value.replay, replay.status != nil {
                cases[entry.key.retyped(as: CaseFile.self)] = replay
            }
        }
    }

    // MARK: Reads

    /// 每次取数都有授权: held against the events of grants and revocations, not against the product's own book.
    private func takeReadings(hasEnded: Bool) throws {
        for department in departments.values {
            for reading in department.takeReadings() {
                try grants.check(reading)
                guard let reference = reading.purpose.caseReference else { continue }
                let key = "\(reference) \(reading.resource)"
                answered[key, default: 0] += 1
                if hasEnded { forgotten[key, default: 0] += 1 }
            }
        }
    }

    private func checkReads(_ stream: Identifier<EventStream>, _ rows: [Row]) throws {
        var (recorded, late) = ([String: Int](), [String: Int]())
        for row in rows {
            let key = "\(stream) \(row.text("resource"))"
            switch row.text("outcome") {
            case "answered", "notRecorded", "malformed": recorded[key, default: 0] += 1
            // On a machine that is too busy an answer may come after its deadline.
            case "timedOut": late[key, default: 0] += 1
            default: break
            }
        }
        for resource in city.departments.flatMap(\.resources) {
            let key = "\(stream) \(resource.name)"
            let (seen, written) = (answered[key] ?? 0, recorded[key] ?? 0)
            try hold(
                written <= seen && written >= seen - (forgotten[key] ?? 0) - (late[key] ?? 0),
                "what a department answered is on record, and nothing else", "\(key): \(written) of \(seen)")
        }
    }

    // MARK: Streams

    private func check(_ stream: Identifier<EventStream>) async throws {
        let rows = try await StreamRows(stream, in: store)
        guard !rows.events.isEmpty else {
            try hold(standings[stream] == nil, "no event is lost", "\(stream)")
            return
        }
        let events: [LoggedEvent]
        do { events = try await journal.events(of: stream) } catch {
            throw BrokenInvariant("each event follows the one before", "\(stream): \(error)")
        }
        var standing = standings[stream] ?? Standing()
        try hold(
            events.count >= standing.length
                && (standing.length == 0 || events[standing.length - 1].commitment == standing.head),
            "what was written stays as it was written", "\(stream)")
        if events[0].kind == CaseEvents.factsRead {
            var replay = CaseReplay(count: count, posts: city.staff.all, items: city.catalogue)
            for event in events { try replay.follow(event) }
            standing.replay = replay
            if replay.status != nil { try await check(replay, rows, stream, &standing) }
            try checkReads(stream, rows.reads)
        }
        for event in events.dropFirst(standing.length) {
            if GrantLedger.isAbout(event) { try grants.follow(event) }
            try certificates.follow(event, of: stream, for: self)
            try mandates.follow(event, of: stream)
            try partners.follow(event, of: stream)
        }
        try await certificates.check(stream, in: store)
        (standing.length, standing.head) = (events.count, events.last?.commitment ?? [])
        standings[stream] = standing
    }

    private func check(
        _ replay: CaseReplay, _ rows: StreamRows, _ stream: Identifier<EventStream>, _ standing: inout Standing
    ) async throws {
        guard let row = rows.caseRow else { throw BrokenInvariant("a case has its row", replay.number) }
        standing.applicant = row.identifier("applicant")
        if standing.subject == nil { standing.subject = try await number(of: row.identifier("applicant")) }
        try CaseRowCheck(replay: replay, row: row, offices: Set(city.staff.offices)).check()
        try checkCertificate(replay, rows, stream)
        try checkBenefit(replay, rows, stream, subject: standing.subject ?? "")
        try EffectCheck(
            replay: replay, outbox: rows.outbox, stream: stream, subject: standing.subject ?? "",
            departments: departments, resources: city.departments.flatMap(\.resources), seen: standing.length
        ).check()
    }

    private func number(of person: Identifier<Person>) async throws -> String {
        let found = try await PersonStore(database: store, vault: vault).person(person)
        guard let found else { throw BrokenInvariant("an applicant is known", "\(person)") }
        return found.residentID.text
    }

    private func checkCertificate(
        _ replay: CaseReplay, _ rows: StreamRows, _ stream: Identifier<EventStream>
    ) throws {
        let expected = replay.grant == nil ? 0 : 1
        try hold(
            rows.certificates.count == expected && replay.issues.count == expected,
            "a grant issues one certificate, and nothing else does",
            "\(replay.number): \(rows.certificates.count) kept, \(replay.issues.count) issued")
        for row in rows.certificates {
            let place = "\(row.integer("status_list"))/\(row.integer("status_index"))"
            try hold(places[place, default: stream] == stream, "a place in a status list is one certificate's", place)
            places[place] = stream
        }
    }

    private func checkBenefit(
        _ replay: CaseReplay, _ rows: StreamRows, _ stream: Identifier<EventStream>, subject: String
    ) throws {
        let isDue = replay.grant != nil && replay.item?.outcome.entitlement != nil
        try hold(
            rows.entitlements.count == (isDue ? 1 : 0), "a grant opens the benefit that the item names",
            "\(replay.number): \(rows.entitlements.count)")
        for row in rows.entitlements {
            let key = "\(row.text("item")) \(subject)"
            guard row.text("state") == "live" else {
                if benefits[key] == stream { benefits[key] = nil }
                continue
            }
            try hold(
                benefits[key, default: stream] == stream, "one live benefit for each person and item",
                "\(replay.item?.name ?? ""): \(replay.number) beside \(benefits[key].map { "\($0)" } ?? "")")
            benefits[key] = stream
            try hold(
                row.integer("amount_fen") == Int64(replay.grant?.body["amountFen"]?.int ?? -1)
                    && row.blob("subject") == vault.blindIndex(.residentID, subject),
                "a benefit is what was decided, and whose", replay.number)
        }
    }

    /// What a department has registered was decided.
    private func checkArrival(_ key: String) throws {
        if key.hasSuffix("-correction") { return try checkCorrection(key) }
        guard let dash = key.lastIndex(of: "-"), let stream = Identifier<EventStream>(String(key[..<dash])),
            let sequence = Int(key[key.index(after: dash)...]), let replay = standings[stream]?.replay,
            replay.grant?.sequence == sequence
        else { throw BrokenInvariant("a department is told of nothing but what was decided", key) }
        let decision = try CorrectionCheck(inspector: self).decision(stream.retyped(as: CaseFile.self), replay)
        try hold(decision.standing != .ended, "a department is told of nothing that has ended", replay.number)
    }

    private func checkCorrection(_ key: String) throws {
        let event = key.dropLast("-correction".count)
        let stream = event.lastIndex(of: "-").flatMap { Identifier<EventStream>(String(event[..<$0])) }
        let decided = stream.map {
            (certificates.all[$0]?.deeds ?? []) + (standings[$0]?.replay?.amendments ?? [])
        }
        try hold(
            decided?.contains { $0.key == key } == true, "a department is told of nothing but what was decided", key)
    }
}
