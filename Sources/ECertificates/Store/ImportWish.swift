import EventLog
import Kernel
import Storage
import Web

/// 一次意愿 — one wish of a holder to have one kind of certificate read. Those of a kind are numbered in the order in which they
/// were made. An answer counts only while no later wish was answered and nothing was withdrawn since it was asked for: how long
/// a department takes, and which server asks it, decides nothing.
struct ImportWish: Sendable {
    /// How often a person may have one kind read in a day (China time): a department is not asked for sport.
    static let perDayMax: Int64 = 20

    let holder: Identifier<Person>
    let type: String
    /// From one.
    let number: Int64

    /// 归集的生平: one for its holder and kind, withdrawals notwithstanding; what is kept bears its id.
    let stream: Identifier<EventStream>

    /// Makes one, before anybody is asked: of many at once none is left uncounted.
    /// - Parameter fresh: becomes the stream of this holder and kind where there is none yet, or it was erased.
    /// - Returns: `nil` where there were enough on this day.
    static func make(
        _ type: String, by holder: Identifier<Person>, on day: CivilDate, fresh: Identifier<EventStream>,
        in tx: any WriteTransaction
    ) throws -> ImportWish? {
        let row = try tx.row(
            """
            INSERT INTO import_wish (holder, type, made, settled, day, of_day, stream)
            VALUES (\(holder), \(type), 1, 0, \(day), 1, \(fresh))
            ON CONFLICT (holder, type) DO UPDATE SET made = import_wish.made + 1, day = excluded.day,
                of_day = CASE WHEN import_wish.day = excluded.day THEN import_wish.of_day + 1 ELSE 1 END,
                stream = COALESCE(import_wish.stream, excluded.stream)
            RETURNING made, of_day, stream
            """)
        guard let row, row.integer("of_day") <= perDayMax else { return nil }
        var stream = row.identifier("stream", EventStream.self)
        if try EventJournal.isErased(stream, in: tx) {
            stream = fresh
            try tx.execute(
                "UPDATE import_wish SET stream = \(fresh) WHERE holder = \(holder) AND type = \(type)")
        }
        return ImportWish(holder: holder, type: type, number: row.integer("made"), stream: stream)
    }

    /// Those of a holder, one for each kind that was ever wished for.
    static func streams(
        of holder: Identifier<Person>, in database: any Database
    ) async throws -> [Identifier<EventStream>] {
        try await database.rows(
            "SELECT stream FROM import_wish WHERE holder = \(holder) AND stream IS NOT NULL ORDER BY type"
        ).map { $0.identifier("stream") }
    }

    /// Whether its answer counts.
    func isOpen(in database: any Database) async throws -> Bool {
        try await database.row(
            """
            SELECT made FROM import_wish WHERE holder = \(holder) AND type = \(type) AND settled < \(number)
            """) != nil
    }

    /// Its answer is kept, and none of an earlier wish after it.
    /// - Returns: whether it counted.
    func settle(in tx: any WriteTransaction) throws -> Bool {
        try tx.changes(
            """
            UPDATE import_wish SET settled = \(number)
            WHERE holder = \(holder) AND type = \(type) AND settled < \(number)
            """) == 1
    }

    /// 撤回 — no wish that was made until now is answered any more.
    static func withdraw(_ type: String, by holder: Identifier<Person>, in tx: any WriteTransaction) throws {
        try tx.execute("UPDATE import_wish SET settled = made WHERE holder = \(holder) AND type = \(type)")
    }
}

/// What a holder is still to be told of a wish. It stands here and not in an address, which anybody could make up, and which a
/// browser would remember.
struct ImportNewsStore: Sendable {
    let database: any Database

    /// In the place of what was to be told before.
    func leave(_ news: ImportNews, of type: String, for holder: Identifier<Person>) async throws {
        try await database.write { tx in
            try tx.execute("UPDATE import_wish SET news = NULL WHERE holder = \(holder)")
            try tx.execute(
                """
                INSERT INTO import_wish (holder, type, made, settled, day, of_day, news)
                VALUES (\(holder), \(type), 0, 0, '', 0, \(news.rawValue))
                ON CONFLICT (holder, type) DO UPDATE SET news = excluded.news
                """)
        }
    }

    /// Once.
    func take(for holder: Identifier<Person>) async throws -> (type: String, news: ImportNews)? {
        let row = try await database.row(
            "SELECT type, news FROM import_wish WHERE holder = \(holder) AND news IS NOT NULL")
        guard let row else { return nil }
        try await database.write { tx in
            try tx.execute("UPDATE import_wish SET news = NULL WHERE holder = \(holder)")
        }
        return ImportNews(rawValue: row.text("news")).map { (row.text("type"), $0) }
    }
}
