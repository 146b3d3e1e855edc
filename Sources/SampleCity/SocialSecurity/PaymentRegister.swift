import Kernel
import Storage

/// 一卡通发放 — what other offices have told 人社 to pay to somebody's card, and what became of it afterwards: one row for each event,
/// however often it comes.
struct PaymentRegister: Sendable {
    static let schema = [
        """
        CREATE TABLE ss_payment (
          id INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE, corrects TEXT, serial INTEGER NOT NULL, holder_id TEXT,
          holder_name TEXT, account TEXT, change TEXT NOT NULL, reason TEXT, sent_at TEXT NOT NULL, updated_at INTEGER NOT NULL,
          told TEXT NOT NULL)
        """,
        "CREATE INDEX ix_payment_sent ON ss_payment (sent_at, id)",
        "CREATE INDEX ix_payment_holder ON ss_payment (holder_id, id)",
    ]

    /// What a row says: that it is paid, or what has become of an earlier one.
    private static let changes: Set<String> = ["SUSPENDED", "RESUMED", "CANCELLED", "REVOKED"]

    let database: any Database
    let time: any TimeSource

    /// Registers what is told. The key of the header and the event of the signed body are the same, or nothing is; a
    /// key that comes again comes with the same body.
    func register(_ request: InterfaceRequest, _ told: JSON, isChange: Bool) async throws -> InterfaceAnswer {
        guard let event = told["event"]?.string, !event.isEmpty, request.headers["idempotency-key"] == event,
            let sentAt = told["sentAt"]?.string
        else { return .refused(40001, "event, sentAt and the same Idempotency-Key are required") }
        let corrects = told["corrects"]?.string
        let change = isChange ? told["change"]?.string ?? "" : "PAID"
        if isChange {
            guard Self.changes.contains(change), let corrects, try await number(of: corrects) != nil else {
                return .refused(40901, "nothing is registered that this could change")
            }
        } else if told["idNumber"]?.string?.isEmpty != false {
            return .refused(40001, "idNumber is required")
        }
        let serial = told["serial"]?.string.flatMap { Int($0) } ?? 0
        let now = time.now().milliseconds / 1000
        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO ss_payment
                    (event, corrects, serial, holder_id, holder_name, account, change, reason, sent_at, updated_at,
                     told)
                VALUES (\(event), \(corrects.sqlValue), \(serial), \((told["idNumber"]?.string).sqlValue),
                        \((told["name"]?.string).sqlValue), \((told["account"]?.string).sqlValue), \(change),
                        \((told["reason"]?.string).sqlValue), \(sentAt), \(now), \(told.text))
                ON CONFLICT (event) DO NOTHING
                """)
        }
        let first = try await database.row("SELECT told FROM ss_payment WHERE event = \(event)")?.text("told")
        guard first == told.text else { return .refused(40902, "this key was used for another body") }
        return .success(["receiptNo": try await number(of: event).map(JSON.string) ?? .null])
    }

    /// What was registered by the time at which it was sent.
    func registered(_ question: JSON, isChange: Bool, number page: Int, size: Int) async throws -> InterfaceAnswer {
        guard let from = question["from"]?.string, let until = question["until"]?.string else {
            return .refused(40001, "from and until are required")
        }
        let kind: SQL = isChange ? "corrects IS NOT NULL" : "corrects IS NULL"
        let span: SQL = "\(kind) AND sent_at >= \(from) AND sent_at < \(until)"
        let total = try await database.row("SELECT COUNT(*) AS n FROM ss_payment WHERE \(span)")?.integer("n") ?? 0
        let rows = try await database.rows(
            "SELECT * FROM ss_payment WHERE \(span) ORDER BY id LIMIT \(size) OFFSET \((page - 1) * size)")
        return .success(["total": JSON(total), "page": JSON(page), "items": .array(rows.map(Self.item))])
    }

    /// How the newest payment of a person stands.
    func standing(of holder: String) async throws -> InterfaceAnswer {
        let row = try await database.row(
            """
            SELECT paid.holder_id, COALESCE(
                (SELECT change FROM ss_payment AS later WHERE later.corrects = paid.event ORDER BY serial DESC LIMIT 1),
                paid.change) AS change,
                COALESCE((SELECT MAX(updated_at) FROM ss_payment AS later WHERE later.corrects = paid.event),
                         paid.updated_at) AS updated_at
            FROM ss_payment AS paid WHERE paid.holder_id = \(holder) AND paid.corrects IS NULL ORDER BY paid.id DESC LIMIT 1
            """)
        guard let row else { return .noRecord }
        let item: JSON = [
            "holder": ["idNumber": JSON(row.text("holder_id"))], "status": JSON(row.text("change")),
            "updatedAt": JSON(row.integer("updated_at")),
        ]
        return .success(["total": 1, "items": [item]])
    }

    private func number(of event: String) async throws -> String? {
        try await database.row("SELECT id FROM ss_payment WHERE event = \(event)").map {
            "RSFF" + Format.padded(Int($0.integer("id")), 9)
        }
    }

    private static func item(_ row: Row) -> JSON {
        func text(_ column: String) -> JSON { row.optionalText(column).map(JSON.string) ?? .null }
        return [
            "event": text("event"), "receiptNo": JSON("RSFF" + Format.padded(Int(row.integer("id")), 9)),
            "corrects": text("corrects"), "idNumber": text("holder_id"), "name": text("holder_name"),
            "account": text("account"), "change": text("change"),
        ]
    }
}
