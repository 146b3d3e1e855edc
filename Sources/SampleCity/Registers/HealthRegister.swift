import Kernel
import Storage

extension DepartmentRegister {
    /// 卫健 — infants and their guardians `yyert`, hygiene of public places `ggcs`, and what arrives from elsewhere:
    /// subsidies `btjs`, licences on commitment `xkjs`.
    static let health = DepartmentRegister(
        department: .health, file: "weijian/weijian.sqlite", tables: [infants, publicPlaces])

    private static let infants = PersonTable(
        table: DepartmentTable(
            name: "yyert",
            schema: [
                """
                CREATE TABLE yyert (
                  lsh INTEGER PRIMARY KEY, csbh TEXT, jhrsfzh TEXT, jhrxm TEXT, yexm TEXT, yecsrq TEXT, yehj TEXT,
                  hfsy TEXT, sldjr TEXT, btzt TEXT, gxsj TEXT)
                """,
                "CREATE INDEX i_yyert_jhr ON yyert (jhrsfzh)", "CREATE INDEX i_yyert_cs ON yyert (csbh)",
                """
                CREATE TABLE btjs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  slh TEXT GENERATED ALWAYS AS ('WJBT' || substr('000000000' || xh, -9)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, sfzh TEXT NOT NULL, xm TEXT, je TEXT, qsrq TEXT, zh TEXT,
                  jsrq TEXT NOT NULL)
                """,
                // A child's subsidy goes to one guardian: from then on it is taken for the other as well.
                """
                CREATE TRIGGER tr_btjs_yyert AFTER INSERT ON btjs BEGIN
                  UPDATE yyert SET btzt = '1', gxsj = new.jsrq
                   WHERE csbh IN (SELECT csbh FROM yyert WHERE jhrsfzh = new.sfzh);
                END
                """,
            ],
            columns: ["csbh", "jhrsfzh", "jhrxm", "yexm", "yecsrq", "yehj", "hfsy", "sldjr", "btzt", "gxsj"]),
        stream: "weijian.infants",
        wear: PersonTable.Wear(
            stream: "weijian.blemish", number: "jhrsfzh", value: "btzt", values: (.text("0"), .text("1")),
            updated: "gxsj", format: { .text("\($0) 08:00:00") })
    ) { person, random in
        let updated = "\(random.recentDay(before: person.day)) \(Format.clock(random.below(86_400)))"
        return person.citizen.circumstances.infants.map { infant in
            [
                .text(infant.birthRecord), .text(person.citizen.residentNumber), .text(person.citizen.name),
                .text(infant.name), .text(infant.birthDate.description), .text(infant.district), .flag(true),
                .flag(infant.isApplicant), .flag(false), .text(updated),
            ]
        }
    }

    private static let publicPlaces = PersonTable(
        table: DepartmentTable(
            name: "ggcs",
            schema: [
                """
                CREATE TABLE ggcs (
                  lsh INTEGER PRIMARY KEY, fzrsfzh TEXT, xm TEXT, xkzt TEXT, cnxz TEXT, gxsj TEXT)
                """,
                "CREATE INDEX i_ggcs_fzr ON ggcs (fzrsfzh)",
                """
                CREATE TABLE xkjs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  slh TEXT GENERATED ALWAYS AS ('WJXK' || substr('000000000' || xh, -9)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, sfzh TEXT NOT NULL, xm TEXT, jsrq TEXT NOT NULL,
                  zt TEXT NOT NULL DEFAULT '1', gzbh TEXT UNIQUE, gzxh INTEGER NOT NULL DEFAULT 0, gzsj TEXT)
                """,
                // What a row has become afterwards stands in the row; of a person's rows the newest counts.
                """
                CREATE TRIGGER tr_xkjs_zt AFTER UPDATE OF zt ON xkjs BEGIN
                  UPDATE ggcs SET xkzt = CASE new.zt WHEN '1' THEN '1' ELSE '2' END, gxsj = new.gzsj
                   WHERE fzrsfzh = new.sfzh
                     AND NOT EXISTS (SELECT 1 FROM xkjs AS later WHERE later.sfzh = new.sfzh AND later.xh > new.xh);
                END
                """,
                """
                CREATE TRIGGER tr_xkjs_ggcs AFTER INSERT ON xkjs BEGIN
                  UPDATE ggcs SET xkzt = '1', gxsj = new.jsrq WHERE fzrsfzh = new.sfzh;
                  INSERT INTO ggcs (fzrsfzh, xm, xkzt, cnxz, gxsj)
                  SELECT new.sfzh, new.xm, '1', '0', new.jsrq
                   WHERE NOT EXISTS (SELECT 1 FROM ggcs WHERE fzrsfzh = new.sfzh);
                END
                """,
            ],
            columns: ["fzrsfzh", "xm", "xkzt", "cnxz", "gxsj"]),
        stream: "weijian.places"
    ) { person, random in
        guard person.firms.contains(where: { $0.name.hasSuffix("理发店") }), random.happens(permille: 500) else {
            return []
        }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(random.pick(["1", "1", "2"])),
                .flag(random.happens(permille: 60)),
                .text("\(random.recentDay(before: person.day)) \(Format.clock(random.below(86_400)))"),
            ]
        ]
    }
}
