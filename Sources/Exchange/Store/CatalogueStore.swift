import Kernel
package import Storage

/// 目录的发布记录 — every state that each resource of the catalogue has had, under its code.
package struct CatalogueStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The newest state of each resource, by code.
    package func standing() async throws -> [String: CatalogueRecord] {
        try await database.rows(
            """
            SELECT code, sequence, state, name, digest, content, stream, published_at FROM resource_publication
            ORDER BY code, sequence
            """
        ).reduce(into: [:]) { $0[$1.text("code")] = try CatalogueRecord($1) }
    }

    /// All states of one resource, the first one first; empty where there is no such resource.
    package func history(of code: String) async throws -> [CatalogueRecord] {
        try await database.rows(
            """
            SELECT code, sequence, state, name, digest, content, stream, published_at FROM resource_publication
            WHERE code = \(code) ORDER BY sequence
            """
        ).map(CatalogueRecord.init)
    }

    static func insert(_ record: CatalogueRecord, in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO resource_publication (code, sequence, state, name, digest, content, stream, published_at)
            VALUES (\(record.code), \(record.sequence), \(record.state.rawValue), \(record.name), \(record.digest),
                    \(record.content.bytes), \(record.stream), \(record.at))
            """)
    }
}

extension CatalogueRecord {
    fileprivate init(_ row: Row) throws {
        guard let state = State(rawValue: row.text("state")) else {
            preconditionFailure("a resource was published in the state \(row.text("state"))")
        }
        self.init(
            code: row.text("code"), sequence: Int(row.integer("sequence")), state: state, name: row.text("name"),
            digest: row.text("digest"), content: try JSON.parse(row.blob("content")), stream: row.identifier("stream"),
            at: row.instant("published_at"))
    }
}
