package import EventLog
package import Kernel
package import Storage
package import Web

/// 归集 — at the holder's wish, reads a department's own certificate from its system and keeps what it says as data. One wish is
/// for one kind (个人信息保护法第二十九条). That it was read is an event and a line of 谁查过我的数据, whatever came of it, written
/// with what was read and before it is shown.
package struct ImportCertificate: Sendable {
    /// Asks a department about a person, as the exchange allows it; `nil` where the person has asked too often today.
    package typealias Gate = @Sendable (ImportedType, Identifier<Person>) async throws -> ImportReading?

    /// What there is to be read, in the city's order.
    package let types: [ImportedType]
    package let store: ImportStore
    private let gate: Gate
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        types: [ImportedType], store: ImportStore, gate: @escaping Gate, database: any Database, journal: EventJournal,
        time: any TimeSource, ids: any IDSource
    ) {
        self.types = types
        self.store = store
        self.gate = gate
        self.database = database
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    /// - Parameter code: of the resource that holds it.
    /// - Throws: `Rejection` where there is no such kind, or the holder has asked too often.
    package func callAsFunction(_ code: String, for holder: Identifier<Person>) async throws -> ImportOutcome {
        guard let type = types.first(where: { $0.code == code }) else { throw ImportRejections.noSuchType }
        guard let reading = try await gate(type, holder) else { throw ImportRejections.tooOften }
        // The same may be read in another window at this moment.
        return try await journal.onFreshReading { try await write(reading, of: type, for: holder) }
    }

    /// 撤回同意 — it is kept no longer, and what waits to be seen of it is not seen.
    /// - Throws: `Rejection` where it is somebody else's, or gone.
    package func withdraw(_ id: Identifier<IssuedCertificate>, by holder: Identifier<Person>) async throws {
        try await journal.onFreshReading {
            guard let held = try await store.certificate(id, holder: holder) else {
                throw CertificateRejections.noSuchCertificate
            }
            var writer = try await journal.open(held.life)
            writer.append(
                ImportEvents.removed, .dataRead, by: .person(holder.description), at: time.now(),
                body: ["type": JSON(held.typeName)])
            let events = writer
            try await database.write { tx in
                try ImportStore.remove(id, in: tx)
                try events.write(in: tx)
            }
        }
    }

    /// What the department cannot say just now takes nothing away; what it says it has no more is removed.
    private func write(
        _ reading: ImportReading, of type: ImportedType, for holder: Identifier<Person>
    ) async throws -> ImportOutcome {
        let (held, now) = (try await store.certificate(ofType: type.name, holder: holder), time.now())
        let outcome = ImportOutcome(reading.finding, isHeld: held != nil)
        let id = held?.id ?? ids.identifier(IssuedCertificate.self)
        let imported = ImportedCertificate(
            reading, of: type, id: id, holder: holder, agreedAt: held?.agreedAt ?? now)
        var writer = try await journal.open(id.retyped(as: EventStream.self))
        writer.append(
            ImportEvents.read, .dataRead, by: .person(holder.description), at: now, body: type.asked(outcome))
        if outcome == .gone {
            writer.append(
                ImportEvents.removed, .dataRead, by: .department(type.authority), at: now,
                body: ["type": JSON(type.name)])
        }
        let (events, sealed) = (writer, imported.map(store.seal))
        try await database.write { tx in
            try reading.record(tx)
            if outcome == .gone { try ImportStore.remove(id, in: tx) }
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
            "fields": .array(fields.map { JSON($0.name) }), "basis": JSON(basis), "outcome": JSON(outcome.rawValue),
        ]
    }
}
