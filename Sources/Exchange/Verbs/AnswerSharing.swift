package import EventLog
package import Kernel
package import Storage
package import Web

/// 答复共享申请 — the department's officer lets an item read what it needs, less than was asked for where less will do, or
/// says no with a reason; and takes back what was granted. Each is a named person's act.
package struct AnswerSharing: Sendable {
    private let database: any Database
    private let journal: EventJournal
    private let register: GrantRegister
    private let settings: SharingSettings
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        database: any Database, journal: EventJournal, register: GrantRegister, settings: SharingSettings,
        time: any TimeSource, ids: any IDSource
    ) {
        self.database = database
        self.journal = journal
        self.register = register
        self.settings = settings
        self.time = time
        self.ids = ids
    }

    /// 同意.
    /// - Parameter fields: those of the request that may be read.
    /// - Throws: `Rejection` where the officer does not answer for the resource, or the request was answered already.
    @discardableResult
    package func grant(
        _ id: Identifier<SharingRequest>, fields: [String], reason: String?, by officer: Viewer.Staff
    ) async throws -> SharingGrant {
        let request = try await waiting(id, officer)
        if let strange = fields.first(where: { !request.terms.fields.contains($0) }) {
            throw SharingCopy.fieldNotAsked(strange)
        }
        let granted = request.terms.fields.filter(fields.contains)
        guard !granted.isEmpty else { throw SharingCopy.fieldsMissing }
        guard granted == request.terms.fields || reason != nil else { throw SharingCopy.reasonMissing }
        var writer = try await journal.open(request.stream)
        let (now, asked) = (time.now(), request.terms)
        let grant = SharingGrant(
            id: ids.identifier(SharingGrant.self),
            terms: SharingTerms(
                resource: asked.resource, item: asked.item, fields: granted, aim: asked.aim, basis: asked.basis,
                from: max(asked.from, now.civilDate()), until: asked.until),
            request: id, stream: request.stream, grantedAt: now)
        guard grant.terms.from <= grant.terms.until else { throw SharingCopy.tooLate }
        writer.append(
            ExchangeEvents.granted, .exchange, by: .clerk(officer.id), at: now,
            body: [
                "request": JSON(id.description), "grant": JSON(grant.id.description), "terms": grant.terms.json,
                "reason": reason.map { JSON($0) } ?? .null,
            ])
        try await write(.granted, id, by: officer, reason: reason, at: now, writer) { tx in
            try GrantRegister.insert(grant, in: tx)
        }
        try await register.reload()
        return grant
    }

    /// 不同意, with a reason.
    package func refuse(
        _ id: Identifier<SharingRequest>, reason: String?, by officer: Viewer.Staff
    ) async throws {
        let request = try await waiting(id, officer)
        guard let reason else { throw SharingCopy.reasonMissing }
        var writer = try await journal.open(request.stream)
        let now = time.now()
        writer.append(
            ExchangeEvents.refused, .exchange, by: .clerk(officer.id), at: now,
            body: ["request": JSON(id.description), "reason": JSON(reason)])
        try await write(.refused, id, by: officer, reason: reason, at: now, writer) { _ in }
    }

    /// 撤回授权, with a reason: from now on nothing is read by it.
    package func revoke(
        _ id: Identifier<SharingGrant>, reason: String?, by officer: Viewer.Staff
    ) async throws {
        guard let grant = try await register.grant(id), settings.isProvider(officer, of: grant.terms.resource) else {
            throw SharingCopy.notYours
        }
        guard let reason else { throw SharingCopy.reasonMissing }
        var writer = try await journal.open(grant.stream)
        let now = time.now()
        writer.append(
            ExchangeEvents.revoked, .exchange, by: .clerk(officer.id), at: now,
            body: ["grant": JSON(id.description), "reason": JSON(reason)])
        let events = writer
        do {
            try await database.write { tx in
                guard try GrantRegister.revoke(id, reason: reason, at: now, in: tx) else {
                    throw SharingCopy.alreadyAnswered
                }
                try events.write(in: tx)
            }
        } catch StorageError.uniqueViolation { throw SharingCopy.alreadyAnswered }
        try await register.reload()
    }

    private func waiting(
        _ id: Identifier<SharingRequest>, _ officer: Viewer.Staff
    ) async throws -> SharingRequest {
        guard let request = try await RequestStore(database: database).request(id),
            settings.isProvider(officer, of: request.terms.resource)
        else { throw SharingCopy.notYours }
        guard request.state == .asked else { throw SharingCopy.alreadyAnswered }
        return request
    }

    private func write(
        _ state: SharingRequest.State, _ id: Identifier<SharingRequest>, by officer: Viewer.Staff, reason: String?,
        at now: Instant, _ events: StreamWriter,
        _ more: @escaping @Sendable (any WriteTransaction) throws -> Void
    ) async throws {
        do {
            try await database.write { tx in
                guard try RequestStore.decide(id, state, by: officer.id, reason: reason, at: now, in: tx) else {
                    throw SharingCopy.alreadyAnswered
                }
                try more(tx)
                try events.write(in: tx)
            }
        } catch StorageError.uniqueViolation { throw SharingCopy.alreadyAnswered }
    }
}
