package import EventLog
package import Kernel
package import Storage

/// 发布 — makes the definitions that are served those that are in force: a version that is new here is kept byte for byte,
/// and that it came into force is an event in the public log. So is the end of an item whose definition is gone (停办).
/// Publishing what is in force already does nothing.
package struct PublishItems: Sendable {
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(database: any Database, journal: EventJournal, time: any TimeSource, ids: any IDSource) {
        self.database = database
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    /// - Parameter definitions: the files that the catalogue was read from; asked for only where there is something new.
    /// - Returns: what came into force.
    /// - Throws: `CatalogueFault.changedMeanwhile` where a file is not any more what was read and checked.
    @discardableResult
    package func callAsFunction(
        _ catalogue: Catalogue, definitions: () throws -> [DefinitionFile]
    ) async throws -> [ServiceItem] {
        for _ in 0..<5 {
            let inForce = try await inForce()
            let news = catalogue.items.filter { inForce[$0.id]?.isInForce($0.version) != true }
            let gone = inForce.filter { !$0.value.isWithdrawn && catalogue.item(id: $0.key) == nil }
            if news.isEmpty, gone.isEmpty { return [] }
            var prepared: [Prepared] = []
            let texts = try news.isEmpty ? [:] : Self.bytes(of: definitions())
            for item in news {
                guard let bytes = texts[item.version.digest] else {
                    throw CatalogueFault.changedMeanwhile(item.name)
                }
                prepared.append(try await prepare(item, bytes, after: inForce[item.id]))
            }
            for (id, last) in gone.sorted(by: { $0.key < $1.key }) {
                prepared.append(try await prepareWithdrawal(id, after: last))
            }
            let (all, now) = (prepared, time.now())
            do {
                try await database.write { tx in for one in all { try one.write(at: now, in: tx) } }
                return news
            } catch StorageError.uniqueViolation { continue }  // Another server was first: look again.
        }
        throw StorageError.unavailable("definitions could not be published beside other servers")
    }

    private static func bytes(of definitions: [DefinitionFile]) -> [String: [UInt8]] {
        definitions.reduce(into: [:]) { $0[ItemVersion(of: $1.bytes).digest] = $1.bytes }
    }

    private struct Publication {
        let sequence: Int
        let digest: String
        let stream: Identifier<EventStream>
        let isWithdrawn: Bool

        func isInForce(_ version: ItemVersion) -> Bool { !isWithdrawn && digest == version.digest }
    }

    /// The newest publication of each item, by code.
    private func inForce() async throws -> [String: Publication] {
        try await database.read { tx in
            try tx.rows(
                "SELECT item, sequence, digest, stream, is_withdrawn FROM item_publication ORDER BY item, sequence"
            ).reduce(into: [:]) { newest, row in
                newest[row.text("item")] = Publication(
                    sequence: Int(row.integer("sequence")), digest: row.text("digest"),
                    stream: row.identifier("stream"), isWithdrawn: row.integer("is_withdrawn") != 0)
            }
        }
    }

    /// One line of the list of publications, with its event.
    private struct Prepared {
        let item: String
        let digest: String
        /// The definition that comes into force; `nil` where the item ends.
        let bytes: [UInt8]?
        let sequence: Int
        let writer: StreamWriter

        func write(at now: Instant, in tx: any WriteTransaction) throws {
            if let bytes {
                try tx.execute(
                    """
                    INSERT INTO item_version (digest, item, bytes, published_at)
                    VALUES (\(digest), \(item), \(bytes), \(now)) ON CONFLICT (digest) DO NOTHING
                    """)
            }
            try tx.execute(
                """
                INSERT INTO item_publication (item, sequence, digest, stream, published_at, is_withdrawn)
                VALUES (\(item), \(sequence), \(digest), \(writer.stream), \(now), \(bytes == nil ? 1 : 0))
                """)
            try writer.write(in: tx)
        }
    }

    private func prepare(
        _ item: ServiceItem, _ bytes: [UInt8], after last: Publication?
    ) async throws -> Prepared {
        var writer =
            if let last { try await journal.open(last.stream) } else { journal.begin(ids.identifier(EventStream.self)) }
        let sequence = (last?.sequence ?? 0) + 1
        writer.append(
            CatalogEvents.published, .itemVersion, by: .system, at: time.now(),
            body: [
                "item": JSON(item.id), "name": JSON(item.name), "version": JSON(item.version.digest),
                "sequence": JSON(sequence), "replaces": last.map { JSON($0.digest) } ?? .null,
                "size": JSON(bytes.count),
            ])
        return Prepared(
            item: item.id, digest: item.version.digest, bytes: bytes, sequence: sequence, writer: writer)
    }

    private func prepareWithdrawal(_ id: String, after last: Publication) async throws -> Prepared {
        let name = try await PublishedItems(database: database).item(version: last.digest)?.name
        var writer = try await journal.open(last.stream)
        writer.append(
            CatalogEvents.withdrawn, .itemVersion, by: .system, at: time.now(),
            body: [
                "item": JSON(id), "name": name.map { JSON($0) } ?? .null, "version": JSON(last.digest),
                "sequence": JSON(last.sequence + 1),
            ])
        return Prepared(
            item: id, digest: last.digest, bytes: nil, sequence: last.sequence + 1, writer: writer)
    }
}

/// Events of the catalogue. Codes are published and never renamed.
package enum CatalogEvents {
    /// 发布: a version of a definition came into force.
    package static let published: EventKind = "item.published"
    /// 停办: an item ended. Its running cases go on under their versions.
    package static let withdrawn: EventKind = "item.withdrawn"
}
