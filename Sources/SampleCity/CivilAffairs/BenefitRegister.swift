import Kernel
import Storage

/// 民政 — benefit payments `jljt`, relief `shjz`, who lives on 低保 now `dbdx` or close to it `dbby`, and `hzjs`, where
/// grants decided elsewhere arrive, `hzgz` what corrects them.
struct BenefitRegister {
    static let file = "minzheng/minzheng.sqlite"

    static let payments = DepartmentTable(
        name: "jljt",
        schema: [
            """
            CREATE TABLE jljt (
              lsh INTEGER PRIMARY KEY, sfzh TEXT, xm TEXT, jtlb TEXT, zt TEXT, bz TEXT, qsrq TEXT, tzrq TEXT, gxrq TEXT)
            """,
            "CREATE INDEX i_jljt_sfzh ON jljt (sfzh, jtlb)",
            // The acceptance number is the department's own; a grant that arrives twice is one row.
            """
            CREATE TABLE hzjs (
              xh INTEGER PRIMARY KEY AUTOINCREMENT,
              slh TEXT GENERATED ALWAYS AS ('MZSL' || substr('000000000' || xh, -9)) VIRTUAL,
              sjbh TEXT NOT NULL UNIQUE, ywlx TEXT NOT NULL, sfzh TEXT NOT NULL, xm TEXT, je TEXT, qsrq TEXT, zh TEXT,
              jsrq TEXT NOT NULL)
            """,
            // What was granted and does not stand as it was told; a correction that arrives twice is one row.
            """
            CREATE TABLE hzgz (
              xh INTEGER PRIMARY KEY AUTOINCREMENT,
              slh TEXT GENERATED ALWAYS AS ('MZGZ' || substr('000000000' || xh, -9)) VIRTUAL,
              sjbh TEXT NOT NULL UNIQUE, yssjbh TEXT NOT NULL, ywlx TEXT NOT NULL, gzlx TEXT NOT NULL,
              gzxh INTEGER NOT NULL, gzsy TEXT, gzrq TEXT, jsrq TEXT NOT NULL)
            """,
            // The last correction of a grant says whether it is paid; of a person's grants the newest counts.
            """
            CREATE TRIGGER tr_hzgz_jljt AFTER INSERT ON hzgz
            WHEN NOT EXISTS (SELECT 1 FROM hzgz WHERE yssjbh = new.yssjbh AND gzxh > new.gzxh) BEGIN
              UPDATE jljt SET zt = CASE new.gzlx WHEN '01' THEN '01' ELSE '02' END, tzrq = new.gzrq, gxrq = new.jsrq
               WHERE (sfzh, jtlb) IN (
                 SELECT sfzh, ywlx FROM hzjs WHERE sjbh = new.yssjbh AND NOT EXISTS (
                   SELECT 1 FROM hzjs AS later
                    WHERE later.sfzh = hzjs.sfzh AND later.ywlx = hzjs.ywlx AND later.xh > hzjs.xh));
            END
            """,
            // The department's system takes an arrived grant into its payments by itself: one row for a person and kind.
            """
            CREATE TRIGGER tr_hzjs_jljt AFTER INSERT ON hzjs BEGIN
              UPDATE jljt SET zt = '01', bz = new.je, qsrq = new.qsrq, tzrq = NULL, gxrq = new.jsrq
               WHERE sfzh = new.sfzh AND jtlb = new.ywlx AND zt = '02';
              INSERT INTO jljt (sfzh, xm, jtlb, zt, bz, qsrq, tzrq, gxrq)
              SELECT new.sfzh, new.xm, new.ywlx, '01', new.je, new.qsrq, NULL, new.jsrq
               WHERE NOT EXISTS (SELECT 1 FROM jljt WHERE sfzh = new.sfzh AND jtlb = new.ywlx AND zt = '01');
            END
            """,
        ],
        columns: ["sfzh", "xm", "jtlb", "zt", "bz", "qsrq", "tzrq", "gxrq"])

    static let relief = DepartmentTable(
        name: "shjz",
        schema: [
            """
            CREATE TABLE shjz (
              lsh INTEGER PRIMARY KEY, sfzh TEXT, xm TEXT, jzlb TEXT, jzje TEXT, jzrq TEXT, sy TEXT, gxrq TEXT)
            """,
            "CREATE INDEX i_shjz_sfzh ON shjz (sfzh)",
        ],
        columns: ["sfzh", "xm", "jzlb", "jzje", "jzrq", "sy", "gxrq"])

    static let allowances = DepartmentTable(
        name: "dbdx",
        schema: [
            "CREATE TABLE dbdx (lsh INTEGER PRIMARY KEY, sfzh TEXT, xm TEXT, zt TEXT, qsrq TEXT, gxrq TEXT)",
            "CREATE INDEX i_dbdx_sfzh ON dbdx (sfzh)",
        ],
        columns: ["sfzh", "xm", "zt", "qsrq", "gxrq"])

    static let marginal = DepartmentTable(
        name: "dbby",
        schema: [
            "CREATE TABLE dbby (lsh INTEGER PRIMARY KEY, sfzh TEXT, xm TEXT, zt TEXT, gxrq TEXT)",
            "CREATE INDEX i_dbby_sfzh ON dbby (sfzh)",
        ],
        columns: ["sfzh", "xm", "zt", "gxrq"])

    private struct Payment {
        var number: String
        var status: String?
        var updated: String
    }

    let generator: CityGenerator
    private let plan: BlemishPlan

    init(_ generator: CityGenerator) {
        self.generator = generator
        plan = BlemishPlan(generator, stream: "minzheng.blemish")
    }

    /// The payment rows of one person; `row` counts the people who have any.
    func payments(of citizen: Citizen, at index: Int, row: Int) -> (rows: [[SQLValue]], blemish: Blemish?) {
        var random = SeededRandom(seed: generator.seed, stream: "minzheng", index: index)
        let clean = Payment(
            number: citizen.residentNumber, status: isReceiving(citizen) ? "01" : "02",
            updated: updated(daysAgo: random.within(1...60), &random))
        guard let kind = plan.kind(row: row, of: index) else { return ([cells(clean, of: citizen)], nil) }
        let (payments, place) = spoil(clean, kind: kind, &random)
        return (
            payments.map { cells($0, of: citizen) },
            Blemish(
                department: .civilAffairs, kind: kind, residentNumber: citizen.residentNumber, place: "jljt.\(place)")
        )
    }

    private func spoil(
        _ clean: Payment, kind: Blemish.Kind, _ random: inout SeededRandom
    ) -> ([Payment], place: String) {
        var payment = clean
        switch kind {
        case .wrongCheckDigit:
            payment.number = SampleNumbers.mistyped(clean.number)
            return ([payment], "sfzh")
        case .duplicate:
            payment.status = clean.status == "01" ? "02" : "01"
            return ([clean, payment], "zt")
        case .stale:
            // Nobody told the department that a person died or moved: still paid.
            payment.status = "01"
            payment.updated = updated(daysAgo: random.within(700...1500), &random)
            return ([payment], "gxrq")
        case .missing:
            payment.status = nil
            return ([payment], "zt")
        }
    }

    private func cells(_ payment: Payment, of citizen: Citizen) -> [SQLValue] {
        let (since, until) = period(of: citizen)
        return [
            .text(payment.number), .text(citizen.name), .text("GL"), payment.status.sqlValue,
            .text(standard(of: citizen)),
            since.map(Format.slashed).sqlValue, until.map(Format.slashed).sqlValue, .text(payment.updated),
        ]
    }

    /// Relief payments of one person: most people have none.
    func relief(of citizen: Citizen, at index: Int) -> [[SQLValue]] {
        var random = SeededRandom(seed: generator.seed, stream: "minzheng.relief", index: index)
        guard index >= DemoPeople.count, citizen.isAlive, random.happens(permille: 20) else { return [] }
        return (0..<random.within(1...3)).map { _ in
            let day = generator.day.adding(days: -random.within(10...900))
            return [
                .text(citizen.residentNumber), .text(citizen.name), .text(random.pick(["A1", "A2", "B1", "B1"])),
                .text(Format.yuan(fen: random.within(4...40) * 5000)), .text(Format.slashed(day)),
                .text(random.pick(["1", "2", "3", "3", "4", "9"])),
                .text(updated(daysAgo: random.within(1...60), &random)),
            ]
        }
    }

    /// 低保对象: whoever was ever given 低保, once, with whether it is received now, by the day it was last given.
    func allowance(of citizen: Citizen, relief: [[SQLValue]]) -> [SQLValue]? {
        let given = relief.filter { $0[2] == .text("A1") }.map { (day: slashedDay($0[4]), updated: $0[6]) }
        guard let first = given.min(by: { $0.day < $1.day }), let last = given.max(by: { $0.day < $1.day }) else {
            return nil
        }
        let isReceived = last.day >= Format.slashed(generator.day.adding(days: -365))
        return [
            .text(citizen.residentNumber), .text(citizen.name), .text(isReceived ? "01" : "02"), .text(first.day),
            last.updated,
        ]
    }

    /// 低保边缘家庭: one in fifty, some of them no more.
    func marginal(_ citizen: Citizen, at index: Int) -> [SQLValue]? {
        var random = SeededRandom(seed: generator.seed, stream: "minzheng.marginal", index: index)
        guard index >= DemoPeople.count, citizen.isAlive, random.happens(permille: 20) else { return nil }
        return [
            .text(citizen.residentNumber), .text(citizen.name), .text(random.happens(permille: 850) ? "01" : "02"),
            .text(updated(daysAgo: random.within(1...60), &random)),
        ]
    }

    private func slashedDay(_ value: SQLValue) -> String { if case .text(let text) = value { text } else { "" } }

    private func isReceiving(_ citizen: Citizen) -> Bool {
        if case .receiving = citizen.allowance { true } else { false }
    }

    private func period(of citizen: Citizen) -> (since: CivilDate?, until: CivilDate?) {
        switch citizen.allowance {
        case .none: (nil, nil)
        case .receiving(let since): (since, nil)
        case .stopped(let since, let until): (since, until)
        }
    }

    private func standard(of citizen: Citizen) -> String {
        switch citizen.age(on: generator.day) {
        case ..<90: "100.00"
        case ..<100: "200.00"
        default: "800.00"
        }
    }

    private func updated(daysAgo days: Int, _ random: inout SeededRandom) -> String {
        Format.slashed(generator.day.adding(days: -days)) + " " + Format.clock(random.below(86_400))
    }
}
