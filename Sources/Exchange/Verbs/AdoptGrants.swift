package import EventLog
package import Kernel
package import Storage

/// 设定授权 — makes the grants that a city wrote down grants in force, each an event of its providing department. What was
/// taken out of the file is revoked; what was revoked is not given again by the file: new terms are a new grant.
package struct AdoptGrants: Sendable {
    private static let attemptsMax = 5
    private let database: any Database
    private let register: GrantRegister
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        database: any Database, register: GrantRegister, journal: EventJournal, time: any TimeSource, ids: any IDSource
    ) {
        self.database = database
        self.register = register
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    /// - Parameter providers: the department that answers for each resource, by the resource's name.
    package func callAsFunction(_ terms: [SharingTerms], providers: [String: String]) async throws {
        for _ in 0..<Self.attemptsMax {
            let known = try await register.digests()
            let written = Set(terms.map(\.digest))
            let gone = try await register.grants().filter {
                $0.request == nil && $0.revokedAt == nil && !written.contains($0.terms.digest)
            }
            var steps = terms.filter { !known.contains($0.digest) }.map { adoption($0, by: providers[$0.resource]) }
            for grant in gone { steps.append(try await removal(grant, by: providers[grant.terms.resource])) }
            let all = steps
            do {
                if !all.isEmpty { try await database.write { tx in for step in all { try step(tx) } } }
                return try await register.reload()
            } catch StorageError.uniqueViolation { continue }  // Another server was first: look again.
        }
        throw StorageError.unavailable("grants could not be adopted beside other servers")
    }

    private typealias Step = @Sendable (any WriteTransaction) throws -> Void

    private func adoption(_ terms: SharingTerms, by provider: String?) -> Step {
        var writer = journal.begin(ids.identifier(EventStream.self))
        let grant = SharingGrant(
            id: ids.identifier(SharingGrant.self), terms: terms, request: nil, stream: writer.stream,
            grantedAt: time.now())
        writer.append(
            ExchangeEvents.granted, .exchange, by: .department(provider ?? ""), at: grant.grantedAt,
            body: ["grant": JSON(grant.id.description), "terms": terms.json])
        let events = writer
        return { tx in
            try GrantRegister.insert(grant, in: tx)
            try events.write(in: tx)
        }
    }

    private func removal(_ grant: SharingGrant, by provider: String?) async throws -> Step {
        var writer = try await journal.open(grant.stream)
        let (now, reason) = (time.now(), "授权清单里不再有这一条")
        writer.append(
            ExchangeEvents.revoked, .exchange, by: .department(provider ?? ""), at: now,
            body: ["grant": JSON(grant.id.description), "reason": JSON(reason)])
        let events = writer
        return { tx in
            guard try GrantRegister.revoke(grant.id, reason: reason, at: now, in: tx) else { return }
            try events.write(in: tx)
        }
    }
}
