import Kernel
import Storage
import StorageSQLite

/// A request as the department's interface sees it.
struct InterfaceRequest: Sendable {
    let method: String
    let path: String
    let query: String
    let headers: [String: String]
    let body: [UInt8]
}

struct InterfaceAnswer: Sendable {
    let status: Int
    let body: JSON

    static func success(_ data: JSON) -> InterfaceAnswer {
        InterfaceAnswer(status: 200, body: ["code": 0, "message": "ok", "data": data])
    }

    /// The department's own codes: the first three digits are the HTTP status, but "no record" comes with 200.
    static func refused(_ code: Int, _ message: String) -> InterfaceAnswer {
        InterfaceAnswer(status: code / 100, body: ["code": JSON(code), "message": .string(message)])
    }

    static let noRecord = InterfaceAnswer(status: 200, body: ["code": 20404, "message": "no record"])
}

/// The interface of 人社: cards and periods of insurance by the holder's number, in pages; and payments to cards.
struct CardInterface: Sendable {
    private static let pageSizeMax = 100

    let store: ReadOnlySQLite
    let payments: PaymentRegister
    let signatures: RequestSignature
    let time: any TimeSource

    func answer(_ request: InterfaceRequest) async throws -> InterfaceAnswer {
        if request.method == "GET", request.path == "/v2/health" {
            return .success(["service": "renshe", "time": JSON(time.now().milliseconds / 1000)])
        }
        if let refusal = signatures.refusal(of: request) { return refusal }
        guard request.method == "POST" else { return .refused(40400, "no such endpoint") }
        guard let question = try? JSON.parse(request.body) else { return .refused(40001, "no JSON") }
        if let answer = try await answerOnPayments(request, question) { return answer }
        guard let holder = question["idNumber"]?.string, !holder.isEmpty else {
            return .refused(40001, "idNumber is required")
        }
        guard let page = Page(question, sizeMax: Self.pageSizeMax) else {
            return .refused(40001, "page is out of range")
        }
        switch request.path {
        case "/v2/cards/query":
            return try await list(cards(of: holder, status: question["status"]?.string), page: page, item: Self.card)
        case "/v2/cards/holder/verify":
            return try await verifyHolder(cards(of: holder, status: question["status"]?.string))
        case "/v2/payments/standing": return try await payments.standing(of: holder)
        case "/v2/insurance/periods/query":
            return try await list(periods(of: holder), page: page, item: Self.period)
        default: return .refused(40400, "no such endpoint")
        }
    }

    /// What is told of payments, and read back; `nil` for any other path.
    private func answerOnPayments(_ request: InterfaceRequest, _ question: JSON) async throws -> InterfaceAnswer? {
        let isChange = request.path.hasPrefix("/v2/payments/changes")
        switch request.path {
        case "/v2/payments", "/v2/payments/changes":
            return try await payments.register(request, question, isChange: isChange)
        case "/v2/payments/query", "/v2/payments/changes/query":
            guard let page = Page(question, sizeMax: Self.pageSizeMax) else {
                return .refused(40001, "page is out of range")
            }
            return try await payments.registered(question, isChange: isChange, number: page.number, size: page.size)
        default: return nil
        }
    }

    /// Whether the account of a card is its holder's own: yes or no, and whose it is stays here. Where the cards of a person do
    /// not say the same, or one does not say it, there is no answer.
    private func verifyHolder(_ sql: SQL) async throws -> InterfaceAnswer {
        let rows = try await store.read { try $0.rows(sql) }
        guard
            let newest = rows.max(by: {
                ($0.optionalInteger("updated_at") ?? 0) < ($1.optionalInteger("updated_at") ?? 0)
            })
        else { return .noRecord }
        let owners = rows.map { row in row.optionalText("account_holder_id").map { $0 == row.optionalText("holder_id") }
        }
        let answer = Set(owners).count == 1 ? owners[0] : nil
        return .success([
            "holder": ["idNumber": Self.text(newest, "holder_id")], "verified": answer.map { $0 ? "Y" : "N" } ?? .null,
            "updatedAt": Self.number(newest, "updated_at"),
        ])
    }

    private struct Page: Sendable {
        let number: Int
        let size: Int

        init?(_ question: JSON, sizeMax: Int) {
            number = question["page"]?.int ?? 1
            size = question["pageSize"]?.int ?? 20
            guard (1...10_000).contains(number), (1...sizeMax).contains(size) else { return nil }
        }
    }

    private func cards(of holder: String, status: String?) -> SQL {
        guard let status else { return "SELECT * FROM ss_card WHERE holder_id = \(holder) ORDER BY id" }
        return "SELECT * FROM ss_card WHERE holder_id = \(holder) AND status = \(status) ORDER BY id"
    }

    private func periods(of holder: String) -> SQL { "SELECT * FROM ss_period WHERE holder_id = \(holder) ORDER BY id" }

    private func list(_ sql: SQL, page: Page, item: @Sendable (Row) -> JSON) async throws -> InterfaceAnswer {
        let rows = try await store.read { try $0.rows(sql) }
        guard !rows.isEmpty else { return .noRecord }
        let shown = rows.dropFirst((page.number - 1) * page.size).prefix(page.size)
        return .success([
            "total": JSON(rows.count), "page": JSON(page.number), "pageSize": JSON(page.size),
            "items": .array(shown.map(item)),
        ])
    }

    private static func card(_ row: Row) -> JSON {
        [
            "cardNo": text(row, "card_no"),
            "holder": ["idNumber": text(row, "holder_id"), "name": text(row, "holder_name")],
            "bank": [
                "code": text(row, "bank_code"), "account": text(row, "bank_account"),
                "accountName": text(row, "account_name"), "accountHolderId": text(row, "account_holder_id"),
            ],
            "status": text(row, "status"), "issuedAt": number(row, "issued_at"), "updatedAt": number(row, "updated_at"),
        ]
    }

    private static func period(_ row: Row) -> JSON {
        [
            "idNumber": text(row, "holder_id"), "scheme": text(row, "scheme"),
            "employer": ["name": text(row, "employer_name"), "creditCode": text(row, "employer_code")],
            "startedAt": number(row, "started_at"), "endedAt": number(row, "ended_at"),
            "monthsPaid": number(row, "months_paid"), "updatedAt": number(row, "updated_at"),
        ]
    }

    private static func text(_ row: Row, _ column: String) -> JSON {
        row.optionalText(column).map(JSON.string) ?? .null
    }
    private static func number(_ row: Row, _ column: String) -> JSON {
        row.optionalInteger(column).map { JSON($0) } ?? .null
    }
}
