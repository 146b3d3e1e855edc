package import EventLog
package import Kernel
package import Storage
package import Web

/// 申请共享 — an office asks for the fields that one of its items needs. The clock of the answer starts.
package struct AskForSharing: Sendable {
    /// No grant is asked for longer than this.
    static let yearsMax = 5
    /// With more thresholds than these a question of yes or no tells the value; of one item, over all of its grants.
    static let thresholdsMax = 3
    private let database: any Database
    private let journal: EventJournal
    private let settings: SharingSettings
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        database: any Database, journal: EventJournal, settings: SharingSettings, time: any TimeSource,
        ids: any IDSource
    ) {
        self.database = database
        self.journal = journal
        self.settings = settings
        self.time = time
        self.ids = ids
    }

    /// - Parameters:
    ///   - code: of the resource.
    ///   - item: the code of an item that the officer's office decides.
    ///   - until: the last day that is asked for.
    /// - Throws: `Rejection` where something is missing, or more is asked for than there is.
    @discardableResult
    package func callAsFunction(
        code: String, item: String?, fields: [String], aim: String?, until: CivilDate?, by officer: Viewer.Staff
    ) async throws -> SharingRequest {
        guard let entry = settings.entry(code: code) else { throw ResourceCopy.noSuchResource }
        guard let item = item.flatMap(settings.item), item.offices.contains(officer.office) else {
            throw SharingCopy.itemMissing
        }
        let known = try Self.known(fields, of: entry)
        try await checkThresholds(known.filter(entry.answers), of: entry, item: item.item)
        guard let aim else { throw SharingCopy.aimMissing }
        let now = time.now()
        let today = now.civilDate()
        guard let until, until > today, until <= today.adding(months: 12 * Self.yearsMax) else {
            throw SharingCopy.untilMissing
        }
        var writer = journal.begin(ids.identifier(EventStream.self))
        let request = SharingRequest(
            id: ids.identifier(SharingRequest.self),
            terms: SharingTerms(
                resource: entry.name, item: item.item, fields: known, aim: aim, basis: item.basis, from: today,
                until: until),
            office: officer.office, askedBy: officer.id, askedAt: now,
            dueOn: settings.workingDays(settings.times.days(for: entry.sharing), today), state: .asked,
            decidedBy: nil, reason: nil, stream: writer.stream)
        writer.append(
            ExchangeEvents.asked, .exchange, by: .clerk(officer.id), at: now,
            body: [
                "request": JSON(request.id.description), "terms": request.terms.json, "office": JSON(officer.office),
                "dueOn": JSON(request.dueOn.description),
            ])
        let events = writer
        try await database.write { tx in
            try RequestStore.insert(request, in: tx)
            try events.write(in: tx)
        }
        return request
    }

    /// What is asked for, each once, fields in the order of the catalogue and questions after them.
    /// - Throws: `Rejection` where something is no field and no question of it, or stands twice.
    private static func known(_ fields: [String], of entry: ResourceEntry) throws -> [String] {
        let names = entry.fields.map(\.name)
        if let strange = fields.first(where: { !names.contains($0) && !entry.answers($0) }) {
            throw SharingCopy.fieldUnknown(strange)
        }
        if let twice = Dictionary(grouping: fields, by: \.self).first(where: { $0.value.count > 1 })?.key {
            throw SharingCopy.fieldTwice(twice)
        }
        guard !fields.isEmpty else { throw SharingCopy.fieldsMissing }
        return names.filter(fields.contains) + fields.filter(entry.answers)
    }

    /// What the item may ask already counts, and what is asked for in its name and not yet answered: one request after
    /// another tells the value as well.
    private func checkThresholds(_ questions: [String], of entry: ResourceEntry, item: String) async throws {
        guard !questions.isEmpty else { return }
        let today = time.now().civilDate()
        let granted = try await GrantRegister(database: database).grants().filter {
            $0.revokedAt == nil && $0.terms.until >= today
        }.map(\.terms)
        let asked = try await RequestStore(database: database).open().map(\.terms)
        let others = (granted + asked).filter { $0.resource == entry.name && $0.item == item }
        let all = Set(questions).union(others.flatMap(\.fields).filter(entry.answers))
        let thresholds = Dictionary(grouping: all) { PredicateCall($0)?.name ?? "" }
        let names = Set(questions.map { PredicateCall($0)?.name ?? "" }).sorted()
        if let name = names.first(where: { (thresholds[$0]?.count ?? 0) > Self.thresholdsMax }) {
            throw SharingCopy.tooManyThresholds(name, max: Self.thresholdsMax)
        }
    }
}
