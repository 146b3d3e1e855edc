import Kernel
import Storage

extension DepartmentRegister {
    /// 市场监管 — traders and companies `zt_djxx`, food businesses `spjy`, and `bajs`, where filings made elsewhere arrive.
    static let marketRegulation = DepartmentRegister(
        department: .marketRegulation, file: "shichang/shichang.sqlite", tables: [businesses, foodBusinesses])

    private static let businesses = PersonTable(
        table: DepartmentTable(
            name: "zt_djxx",
            schema: [
                """
                CREATE TABLE zt_djxx (
                  lsh INTEGER PRIMARY KEY, jyzsfzh TEXT, jyzxm TEXT, tyshxydm TEXT, mc TEXT, ztlx TEXT, djzt TEXT,
                  djqh TEXT, hspxs TEXT, gxsj TEXT)
                """,
                "CREATE INDEX i_zt_djxx_jyz ON zt_djxx (jyzsfzh)",
            ],
            columns: ["jyzsfzh", "jyzxm", "tyshxydm", "mc", "ztlx", "djzt", "djqh", "hspxs", "gxsj"]),
        stream: "shichang",
        wear: PersonTable.Wear(
            stream: "shichang.blemish", number: "jyzsfzh", value: "djzt", values: (.text("1"), .text("3")),
            updated: "gxsj", format: { .text(Format.compact($0) + " 080000") })
    ) { person, random in
        person.firms.map { firm in
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(firm.creditCode),
                .text(firm.name), .text(String(firm.creditCode.prefix(2))),
                .text(standing(of: firm, &random)), .text(person.citizen.district),
                .flag(firm.sellsFood), .text(stamp(person.day, &random)),
            ]
        }
    }

    private static let foodBusinesses = PersonTable(
        table: DepartmentTable(
            name: "spjy",
            schema: [
                """
                CREATE TABLE spjy (
                  lsh INTEGER PRIMARY KEY, jyzsfzh TEXT, jyzxm TEXT, xkzt TEXT, bazt TEXT, gxsj TEXT)
                """,
                "CREATE INDEX i_spjy_jyz ON spjy (jyzsfzh)",
                // 备案编号: YB, 1 for wholesale and 2 for retail, the division, a serial and a last digit.
                """
                CREATE TABLE bajs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  babh TEXT GENERATED ALWAYS AS ('YB' || CASE ywlx WHEN '批发' THEN '1' ELSE '2' END || '339900'
                    || substr('000000' || xh, -6) || (xh * 7 % 10)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, sfzh TEXT NOT NULL, xm TEXT, mc TEXT, ywlx TEXT NOT NULL,
                  jsrq TEXT NOT NULL)
                """,
                """
                CREATE TRIGGER tr_bajs_spjy AFTER INSERT ON bajs BEGIN
                  UPDATE spjy SET bazt = '1', gxsj = new.jsrq WHERE jyzsfzh = new.sfzh;
                  INSERT INTO spjy (jyzsfzh, jyzxm, xkzt, bazt, gxsj)
                  SELECT new.sfzh, new.xm, '0', '1', new.jsrq
                   WHERE NOT EXISTS (SELECT 1 FROM spjy WHERE jyzsfzh = new.sfzh);
                END
                """,
            ],
            columns: ["jyzsfzh", "jyzxm", "xkzt", "bazt", "gxsj"]),
        stream: "shichang.food"
    ) { person, random in
        guard person.firms.contains(where: { $0.sellsFood && !$0.isNew }), random.happens(permille: 500) else {
            return []
        }
        let isLicensed = random.happens(permille: 600)
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .flag(isLicensed),
                .flag(!isLicensed), .text(stamp(person.day, &random)),
            ]
        ]
    }

    /// 登记状态: in business, revoked, cancelled.
    private static func standing(of firm: Firm, _ random: inout SeededRandom) -> String {
        firm.isNew ? "1" : ["1", "2", "3"][random.index(byWeight: [93, 2, 5])]
    }

    private static func stamp(_ day: CivilDate, _ random: inout SeededRandom) -> String {
        Format.compact(random.recentDay(before: day)) + " " + Format.clock(random.below(86_400), separator: "")
    }
}

extension Firm {
    /// Whether its registered business includes selling food.
    var sellsFood: Bool { ["面馆", "便利店", "水果店", "早餐店", "食品有限公司"].contains { name.hasSuffix($0) } }
}
