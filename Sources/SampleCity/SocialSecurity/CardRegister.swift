import Kernel
import Storage

/// 人社 — cards with their bank accounts and periods of insurance, behind the department's own interface.
struct CardRegister {
    static let file = "renshe/renshe.sqlite"

    static let cards = DepartmentTable(
        name: "ss_card",
        schema: [
            """
            CREATE TABLE ss_card (
              id INTEGER PRIMARY KEY, card_no TEXT, holder_id TEXT, holder_name TEXT, bank_code TEXT, bank_account TEXT,
              account_name TEXT, account_holder_id TEXT, status TEXT, issued_at INTEGER, updated_at INTEGER)
            """,
            "CREATE INDEX ix_card_holder ON ss_card (holder_id, id)",
        ],
        columns: [
            "card_no", "holder_id", "holder_name", "bank_code", "bank_account", "account_name", "account_holder_id",
            "status", "issued_at", "updated_at",
        ])

    static let periods = DepartmentTable(
        name: "ss_period",
        schema: [
            """
            CREATE TABLE ss_period (
              id INTEGER PRIMARY KEY, holder_id TEXT, scheme TEXT, employer_name TEXT, employer_code TEXT,
              started_at INTEGER, ended_at INTEGER, months_paid INTEGER, updated_at INTEGER)
            """,
            "CREATE INDEX ix_period_holder ON ss_period (holder_id, id)",
        ] + PaymentRegister.schema,
        columns: [
            "holder_id", "scheme", "employer_name", "employer_code", "started_at", "ended_at", "months_paid",
            "updated_at",
        ])

    private struct Card {
        var number: String
        var holder: String
        var account: String?
        var accountName: String?
        var accountHolder: String?
        var status = "ACTIVE"
        var updated: Int
    }

    let generator: CityGenerator
    private let plan: BlemishPlan

    init(_ generator: CityGenerator) {
        self.generator = generator
        plan = BlemishPlan(generator, stream: "renshe.blemish")
    }

    /// The cards of one person; `row` counts the people who have any. Some have lost an earlier one.
    func cards(of citizen: Citizen, at index: Int, row: Int) -> (rows: [[SQLValue]], blemish: Blemish?) {
        var random = SeededRandom(seed: generator.seed, stream: "renshe.card", index: index)
        let (name, holder) = accountOwner(of: citizen)
        let clean = Card(
            number: cardNumber(index * 4), holder: citizen.residentNumber, account: accountNumber(index * 4),
            accountName: name,
            accountHolder: holder, updated: updated(daysAgo: random.within(1...60), &random))
        var cards = [clean]
        if index >= DemoPeople.count, random.happens(permille: 30) {
            cards.insert(lost(before: clean, index: index), at: 0)
        }
        let bank = random.pick(["HMNC", "HMCB", "HMPS"])
        let issued = Format.epochSeconds(generator.day.adding(days: -random.within(100...3000)), secondsOfDay: 36_000)
        guard let kind = plan.kind(row: row, of: index) else {
            return (cards.map { cells($0, of: citizen, bank: bank, issued: issued) }, nil)
        }
        let place = spoil(&cards, kind: kind, index: index, &random)
        return (
            cards.map { cells($0, of: citizen, bank: bank, issued: issued) },
            Blemish(
                department: .socialSecurity, kind: kind, residentNumber: citizen.residentNumber,
                place: "ss_card.\(place)")
        )
    }

    private func spoil(
        _ cards: inout [Card], kind: Blemish.Kind, index: Int, _ random: inout SeededRandom
    ) -> String {
        let last = cards.count - 1
        switch kind {
        case .wrongCheckDigit:
            cards[last].holder = SampleNumbers.mistyped(cards[last].holder)
            return "holder_id"
        case .duplicate:
            var second = cards[last]
            second.number = cardNumber(index * 4 + 2)
            second.account = accountNumber(index * 4 + 2)
            cards.append(second)
            return "bank_account"
        case .stale:
            cards[last].updated = updated(daysAgo: random.within(1100...2900), &random)
            return "updated_at"
        case .missing:
            if random.happens(permille: 500) { cards[last].accountHolder = nil } else { cards[last].account = "" }
            return cards[last].accountHolder == nil ? "account_holder_id" : "bank_account"
        }
    }

    private func cells(_ card: Card, of citizen: Citizen, bank: String, issued: Int) -> [SQLValue] {
        [
            .text(card.number), .text(card.holder), .text(citizen.name), .text(bank), card.account.sqlValue,
            card.accountName.sqlValue, card.accountHolder.sqlValue, .text(card.status), issued.sqlValue,
            card.updated.sqlValue,
        ]
    }

    /// Periods of insurance at the person's employer, by scheme.
    func periods(of citizen: Citizen, at index: Int, firms: [Firm]) -> [[SQLValue]] {
        guard let employer = citizen.employer else { return [] }
        var random = SeededRandom(seed: generator.seed, stream: "renshe.period", index: index)
        let months = random.within(2...150)
        let start = Format.epochSeconds(generator.day.adding(months: -months))
        let updated = updated(daysAgo: random.within(1...30), &random)
        return ["PENSION", "UNEMPLOYMENT"].map { scheme in
            [
                .text(citizen.residentNumber), .text(scheme), .text(firms[employer].name),
                .text(firms[employer].creditCode),
                start.sqlValue, .null, months.sqlValue, updated.sqlValue,
            ]
        }
    }

    private func lost(before card: Card, index: Int) -> Card {
        var lost = card
        lost.number = cardNumber(index * 4 + 1)
        lost.account = accountNumber(index * 4 + 1)
        lost.status = "LOST"
        return lost
    }

    private func accountOwner(of citizen: Citizen) -> (name: String, number: String) {
        if case .held(let name, let number) = citizen.account {
            (name, number)
        } else {
            (citizen.name, citizen.residentNumber)
        }
    }

    private func cardNumber(_ serial: Int) -> String { "SM" + Format.padded(serial, 8) }

    /// 19 digits with a Luhn check. `9` stands for national numbering and 900 for no country (ISO/IEC 7812, ISO
    /// 3166), so no bank has issued it.
    private func accountNumber(_ serial: Int) -> String {
        let body = "990000" + Format.padded(serial * 7919 % 1_000_000_000_000, 12)
        let sum = body.utf8.reversed().enumerated().reduce(0) { sum, digit in
            let value = Int(digit.element - 48) * (digit.offset % 2 == 0 ? 2 : 1)
            return sum + value / 10 + value % 10
        }
        return body + String((10 - sum % 10) % 10)
    }

    private func updated(daysAgo days: Int, _ random: inout SeededRandom) -> Int {
        Format.epochSeconds(generator.day.adding(days: -days), secondsOfDay: random.below(86_400))
    }
}
