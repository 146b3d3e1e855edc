import Cases
import EventLog
import Kernel
import Storage

extension PartnerStore {
    /// A message that is to go out, or has gone.
    struct Outgoing: Sendable {
        let message: CityMessage
        let stream: Identifier<EventStream>
        /// When it was first to be told.
        let since: Instant
    }

    /// Messages about a case that have not arrived, in their order, up to one of them.
    func waiting(_ linked: LinkedCase, from sender: String, upTo number: Int) async throws -> [Outgoing] {
        let rows = try await database.rows(
            """
            SELECT id, number, kind, sealed, created_at FROM partner_message
            WHERE stream = \(linked.stream) AND direction = 'out' AND state = 'waiting' AND number <= \(number)
            ORDER BY number
            """)
        return try rows.compactMap { row in
            guard let kind = CityMessage.Kind(rawValue: row.text("kind")), let sealed = row.optionalBlob("sealed")
            else { return nil }
            let id = row.text("id")
            return Outgoing(
                message: CityMessage(
                    id: id, sender: sender, receiver: linked.partner, reference: linked.reference,
                    number: Int(row.integer("number")), kind: kind, body: try open(sealed, id: id)),
                stream: linked.stream, since: row.instant("created_at"))
        }
    }

    /// Keeps what is to be told, and that it was; `false` where another server did so first.
    func tell(
        _ linked: LinkedCase, upTo told: Int, _ messages: [CityMessage], isAgain: Bool,
        _ entries: [Outbox.PreparedEntry], at now: Instant
    ) async throws -> Bool {
        let rows = messages.map { message -> SQL in
            """
            (\(message.receiver), 'out', \(message.id), \(linked.stream.shard), \(linked.stream), \(message.number),
             \(message.kind.rawValue), \(message.digest), \(seal(message.body, id: message.id)), 'waiting', \(now))
            """
        }
        return try await database.write { tx in
            let changed = try tx.changes(
                """
                UPDATE partner_case SET told = \(told), sent = sent + \(messages.count)
                WHERE shard = \(linked.stream.shard) AND stream = \(linked.stream) AND told = \(linked.told)
                """)
            guard changed == 1 else { return false }
            if !rows.isEmpty {
                try tx.execute(
                    """
                    INSERT INTO partner_message (partner, direction, id, shard, stream, number, kind, digest, sealed,
                                                 state, created_at)
                    VALUES \(SQL.list(rows))
                    """)
            }
            if isAgain {
                try tx.execute(
                    """
                    UPDATE partner_message SET state = 'waiting'
                    WHERE stream = \(linked.stream) AND direction = 'out' AND state = 'refused'
                    """)
            }
            for entry in entries { try entry.write(in: tx) }
            return true
        }
    }

    /// Another delivery of the same message has ended it.
    struct EndedBefore: Error {}

    /// How a message ended. What it said is in the event beside it.
    /// - Throws: `EndedBefore`, so that nothing of the transaction is written twice.
    static func end(_ outgoing: Outgoing, as state: String, in tx: any WriteTransaction) throws {
        let message = outgoing.message
        let changed = try tx.changes(
            """
            UPDATE partner_message SET state = \(state)
            WHERE partner = \(message.receiver) AND direction = 'out' AND id = \(message.id) AND state = 'waiting'
            """)
        guard changed == 1 else { throw EndedBefore() }
        if state == "done" {
            try tx.execute(
                """
                UPDATE partner_message SET sealed = NULL
                WHERE partner = \(message.receiver) AND direction = 'out' AND id = \(message.id)
                """)
        }
    }

    /// A message that came before: by what it said, and the case that it was about.
    func incoming(_ id: String, from partner: String) async throws -> (digest: [UInt8], caseNumber: String)? {
        try await database.row(
            """
            SELECT digest, case_number FROM partner_message
            WHERE partner = \(partner) AND direction = 'in' AND id = \(id)
            """
        ).map { ($0.blob("digest"), $0.optionalText("case_number") ?? "") }
    }

    /// Written in the transaction of what the message led to. Throws `StorageError.uniqueViolation` where it came before.
    static func insertIncoming(
        _ message: CityMessage, about file: CaseFile, at now: Instant, in tx: any WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO partner_message (partner, direction, id, shard, stream, number, kind, digest, state,
                                         case_number, created_at)
            VALUES (\(message.sender), 'in', \(message.id), \(file.stream.shard), \(file.stream), \(message.number),
                    \(message.kind.rawValue), \(message.digest), 'done', \(file.number), \(now))
            """)
        try tx.execute(
            """
            UPDATE partner_case SET heard = \(message.number)
            WHERE shard = \(file.stream.shard) AND stream = \(file.stream)
            """)
    }
}

extension PartnerStore {
    /// What has been added to the log since it was last followed.
    struct Growth: Sendable {
        /// Cases of two cities that have grown.
        let streams: [Identifier<EventStream>]
        /// From where it is to be followed next.
        let next: Int64
    }

    /// - Returns: `nil` where nothing was added.
    func grown() async throws -> Growth? {
        try await database.read { tx in
            guard let next = try tx.row("SELECT next FROM partner_cursor WHERE id = 1")?.integer("next") else {
                // The first look is at all of them.
                let size = try tx.row("SELECT size FROM log_state WHERE id = 1")?.integer("size") ?? 0
                let all = try tx.rows("SELECT stream FROM partner_case").map {
                    $0.identifier("stream", EventStream.self)
                }
                return Growth(streams: all, next: size)
            }
            let rows = try tx.rows(
                "SELECT stream, log_index FROM event WHERE log_index >= \(next) ORDER BY log_index LIMIT 1024")
            guard let last = rows.last?.integer("log_index") else { return nil }
            let grown = Set(
                rows.compactMap { $0.optionalBlob("stream").flatMap { Identifier<EventStream>(bytes: $0) } })
            let linked = try tx.rows(
                """
                SELECT stream FROM partner_case WHERE (shard, stream) IN (VALUES \(SQL.list(
                    grown.map { stream -> SQL in "(\(stream.shard), \(stream))" })))
                """)
            return Growth(streams: linked.map { $0.identifier("stream") }, next: last + 1)
        }
    }

    func followed(to next: Int64) async throws {
        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO partner_cursor (id, next) VALUES (1, \(next))
                ON CONFLICT (id) DO UPDATE SET next = excluded.next WHERE partner_cursor.next < excluded.next
                """)
        }
    }

    /// The keys that are believed of a partner.
    func keys(of partner: String) async throws -> [JSON] {
        try await database.rows("SELECT jwk FROM partner_key WHERE partner = \(partner) ORDER BY key_id")
            .compactMap { try? JSON.parse(Array($0.text("jwk").utf8)) }
    }

    /// When they were announced, in seconds of 1970; `nil` where there are none.
    func keysAnnounced(by partner: String) async throws -> Int64? {
        try await database.row("SELECT MAX(announced_at) AS at FROM partner_key WHERE partner = \(partner)")?
            .optionalInteger("at")
    }

    /// Where it is written down which keys of a partner are believed; `nil` where none are yet.
    func keyStream(of partner: String) async throws -> Identifier<EventStream>? {
        try await database.row("SELECT stream FROM partner_key WHERE partner = \(partner) AND stream IS NOT NULL")?
            .optionalIdentifier("stream")
    }

    /// - Parameter events: say so; they are written with the keys.
    /// - Returns: whether they are others than before; an older announcement changes nothing.
    func replaceKeys(
        of partner: String, _ announced: KeyAnnouncement.Announced, by events: StreamWriter
    ) async throws -> Bool {
        let stream = events.stream
        let rows = announced.keys.compactMap { key in
            key["kid"]?.string.map { id -> SQL in
                let jwk = String(decoding: key.bytes, as: UTF8.self)
                return "(\(partner), \(id), \(jwk), \(Int64(announced.at)), \(stream))"
            }
        }
        return try await database.write { tx in
            let known = try tx.rows("SELECT key_id, announced_at FROM partner_key WHERE partner = \(partner)")
            guard known.allSatisfy({ $0.integer("announced_at") <= Int64(announced.at) }) else { return false }
            try tx.execute("DELETE FROM partner_key WHERE partner = \(partner)")
            try tx.execute(
                "INSERT INTO partner_key (partner, key_id, jwk, announced_at, stream) VALUES \(SQL.list(rows))")
            try events.write(in: tx)
            return Set(known.map { $0.text("key_id") }) != Set(announced.keys.compactMap { $0["kid"]?.string })
        }
    }
}
