import Storage

extension DepartmentRegister {
    /// 就业 — unemployment insurance `sybx`, and `hzjs`, where grants decided elsewhere arrive.
    static let employment = DepartmentRegister(
        department: .employment, file: "jiuye/jiuye.sqlite", tables: [unemploymentInsurance])

    private static let unemploymentInsurance = PersonTable(
        table: DepartmentTable(
            name: "sybx",
            schema: [
                """
                CREATE TABLE sybx (
                  lsh INTEGER PRIMARY KEY, sfzh TEXT, xm TEXT, cbzt TEXT, ljys INTEGER, tbyy TEXT, sydj TEXT, qzyq TEXT,
                  lqzt TEXT, yldy TEXT, syys INTEGER, gxsj TEXT)
                """,
                "CREATE INDEX i_sybx_sfzh ON sybx (sfzh)",
                """
                CREATE TABLE hzjs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  slh TEXT GENERATED ALWAYS AS ('JYSL' || substr('000000000' || xh, -9)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, ywlx TEXT NOT NULL, sfzh TEXT NOT NULL, xm TEXT, je TEXT, qsrq TEXT,
                  zh TEXT, jsrq TEXT NOT NULL)
                """,
                """
                CREATE TRIGGER tr_hzjs_sybx AFTER INSERT ON hzjs BEGIN
                  UPDATE sybx SET lqzt = '1', gxsj = new.jsrq WHERE sfzh = new.sfzh;
                END
                """,
            ],
            columns: ["sfzh", "xm", "cbzt", "ljys", "tbyy", "sydj", "qzyq", "lqzt", "yldy", "syys", "gxsj"]),
        stream: "jiuye",
        wear: PersonTable.Wear(
            stream: "jiuye.blemish", number: "sfzh", value: "cbzt", values: (.text("1"), .text("2")), updated: "gxsj",
            format: { .text("\($0) 08:00:00") })
    ) { person, random in
        guard let insurance = person.citizen.circumstances.unemploymentInsurance else { return [] }
        let updated = "\(random.recentDay(before: person.day)) \(Format.clock(random.below(86_400)))"
        let ending = insurance.ending
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(ending == nil ? "1" : "2"),
                insurance.monthsPaid.sqlValue,
                ending.map { $0.isInvoluntary ? random.pick(["01", "02", "03"]) : "11" }.sqlValue,
                .flag(ending?.isRegistered), .flag(ending?.isSeeking), .flag(ending?.isReceiving), .flag(false),
                insurance.monthsLeft.sqlValue, .text(updated),
            ]
        ]
    }
}

extension SQLValue {
    /// `1` or `0` as such systems write it; no is also what they write where nothing was ever said.
    static func flag(_ flag: Bool?) -> SQLValue { .text(flag == true ? "1" : "0") }
}
