package import EventLog
package import Kernel
package import Storage
package import Web

/// 归集 — at the holder's wish, reads a department's own certificate from its system and keeps what it says as data. One wish is
/// for one kind (个人信息保护法第二十九条) and for the terms that the holder was shown (第十四条). That it was read is an event and a
/// line of 谁查过我的数据, whatever came of it, written with what was read and before it is shown.
package struct ImportCertificate: Sendable {
    /// Asks a department about a person, as the exchange allows it; `nil` where there is no such person.
    package typealias Gate = @Sendable (ImportedType, Identifier<Person>) async throws -> ImportReading?

    /// What there is to be read, in the city's order.
    package let types: [ImportedType]
    package let store: ImportStore
    private let gate: Gate
    private let presentations: PresentationStore
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        types: [ImportedType], store: ImportStore, gate: @escaping Gate, presentations: PresentationStore,
        database: any Database, journal: EventJournal, time: any TimeSource, ids: any IDSource
    ) {
        self.types = types
        self.store = store
        self.gate = gate
        self.presentations = presentations
        self.database = database
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    /// - Parameters:
    ///   - code: of the resource that holds it.
    ///   - terms: digest of what the holder agrees to, or agreed to before (`ImportTerms`).
    ///   - renewed: what was read before and is read anew; `nil` where the holder consents now.
    /// - Throws: `Rejection` where there is no such kind, what would be read is not what was agreed to, the consent to what is
    ///   renewed was withdrawn, or the holder has asked too often.
    package func callAsFunction(
        _ code: String, agreedTo terms: String, renewing renewed: Identifier<IssuedCertificate>? = nil,
        for holder: Identifier<Person>
    ) async throws -> ImportOutcome {
        guard let type = types.first(where: { $0.code == code }) else { throw ImportRejections.noSuchType }
        try await check(renewed, of: type, by: holder)
        guard type.terms.digest == terms else { throw ImportRejections.otherTerms }
        let wish = try await wish(for: type, renewing: renewed, by: holder)
        guard let reading = try await gate(type, holder) else { throw ImportRejections.noSuchType }
        // That it was read is on record whatever becomes of it.
        try await database.write { tx in try reading.record(tx) }
        // The same may be read in other windows at this moment; of those that write at once one gets through each time.
        return try await journal.onFreshReading(atMost: Int(ImportWish.perDayMax) + 2) {
            try await write(reading, of: type, to: wish)
        }
    }

    /// What is read anew is held, and was read by consent to what would be read now.
    private func check(
        _ renewed: Identifier<IssuedCertificate>?, of type: ImportedType, by holder: Identifier<Person>
    ) async throws {
        guard let renewed else { return }
        guard let held = try await store.certificate(renewed, holder: holder), held.typeName == type.name else {
            throw ImportRejections.notHeld
        }
        guard held.terms == type.terms else { throw ImportRejections.otherTerms }
    }

    private func wish(
        for type: ImportedType, renewing renewed: Identifier<IssuedCertificate>?, by holder: Identifier<Person>
    ) async throws -> ImportWish {
        let (day, fresh) = (time.now().civilDate(), ids.identifier(EventStream.self))
        let made = try await database.write { tx in
            let wish = try ImportWish.make(type.name, by: holder, on: day, fresh: fresh, in: tx)
            // After it is numbered: a withdrawal is then seen here, or it undoes this wish.
            if let renewed, try !ImportStore.holds(renewed, type.name, holder, in: tx) {
                throw ImportRejections.notHeld
            }
            return wish
        }
        guard let wish = made else { throw ImportRejections.tooOften }
        return wish
    }

    /// Keeps what is to be told, until it is told.
    func tell(_ news: ImportNews, of type: String, to holder: Identifier<Person>) async throws {
        try await ImportNewsStore(database: database).leave(news, of: type, for: holder)
    }

    /// What was not told yet; told once.
    func news(for holder: Identifier<Person>) async throws -> (type: ImportedType, news: ImportNews)? {
        guard let told = try await ImportNewsStore(database: database).take(for: holder),
            let type = types.first(where: { $0.name == told.type })
        else { return nil }
        return (type, told.news)
    }

    /// 撤回同意 — it is kept no longer, and what waits to be seen of it is not seen.
    /// - Returns: what was withdrawn.
    /// - Throws: `Rejection` where it is somebody else's, or gone.
    @discardableResult
    package func withdraw(
        _ id: Identifier<IssuedCertificate>, by holder: Identifier<Person>
    ) async throws -> ImportedCertificate {
        try await journal.onFreshReading {
            guard let held = try await store.certificate(id, holder: holder) else {
                throw CertificateRejections.noSuchCertificate
            }
            let (actor, now) = (EventActor.person(holder.description), time.now())
            // Whoever opens one of them at this moment writes into the same stream: one of the two is decided anew.
            let waiting = try await presentations.presentations(of: held.id, holder: holder, waitingAt: now)
            var writer = try await journal.open(held.life)
            for showing in waiting {
                writer.append(
                    CertificateEvents.withdrawn, .dataRead, by: actor, at: now,
                    body: ["presentation": JSON(showing.id.description)])
            }
            writer.append(ImportEvents.removed, .dataRead, by: actor, at: now, body: ["type": JSON(held.typeName)])
            let events = writer
            let showings = waiting.map { SealedPresentation($0.settled(.withdrawn, at: now), in: presentations) }
            try await database.write { tx in
                // What is being read at this moment is not kept either.
                try ImportWish.withdraw(held.typeName, by: holder, in: tx)
                try ImportStore.remove(id, in: tx)
                for showing in showings { _ = try showing.settle(in: tx) }
                try events.write(in: tx)
            }
            return held
        }
    }

    /// What the department cannot say just now takes nothing away; what it says it has no more is removed, and what is in doubt
    /// is not shown until it is clear.
    private func write(
        _ reading: ImportReading, of type: ImportedType, to wish: ImportWish
    ) async throws -> ImportOutcome {
        let (holder, now) = (wish.holder, time.now())
        let held = try await store.certificate(ofType: type.name, holder: holder)
        let isOpen = try await wish.isOpen(in: database)
        let isAnswer = isOpen && reading.finding.isAnswer
        let outcome =
            reading.finding.isAnswer && !isOpen ? .overtaken : ImportOutcome(reading.finding, isHeld: held != nil)
        let id = wish.stream.retyped(as: IssuedCertificate.self)
        let kept = isAnswer ? reading.kept(inPlaceOf: held, of: type, id: id, holder: holder, at: now) : nil
        var writer = try await journal.open(wish.stream)
        var asked = type.asked(outcome)
        asked[ImportEvents.kept] = kept.map { JSON($0.digest) }
        writer.append(ImportEvents.read, .dataRead, by: .person(holder.description), at: now, body: asked)
        if outcome == .gone {
            writer.append(
                ImportEvents.removed, .dataRead, by: .department(type.authority), at: now,
                body: ["type": JSON(type.name)])
        }
        let (events, sealed) = (writer, kept.map(store.seal))
        try await database.write { tx in
            // Overtaken since it was looked at: decided anew, like any other that was second.
            if isAnswer, try !wish.settle(in: tx) { throw StorageError.uniqueViolation("import_wish") }
            if outcome == .gone, let held { try ImportStore.remove(held.id, in: tx) }
            try sealed?.write(in: tx)
            try events.write(in: tx)
        }
        return outcome
    }
}

extension ImportedType {
    /// What the holder agreed to and what came of it, without what was read.
    fileprivate func asked(_ outcome: ImportOutcome) -> JSON {
        [
            "type": JSON(name), "department": JSON(authority), "resource": JSON(resource),
            "fields": .array(fields.map { JSON($0.name) }), "basis": JSON(basis), "terms": JSON(terms.digest),
            "outcome": JSON(outcome.rawValue),
        ]
    }
}
