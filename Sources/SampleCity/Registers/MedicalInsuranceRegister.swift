import Kernel
import Storage

extension DepartmentRegister {
    /// 医保 — enrolments `cbdj`, and `djjs`, where enrolments made elsewhere arrive.
    static let medicalInsurance = DepartmentRegister(
        department: .medicalInsurance, file: "yibao/yibao.sqlite", tables: [enrolments])

    private static let enrolments = PersonTable(
        table: DepartmentTable(
            name: "cbdj",
            schema: [
                """
                CREATE TABLE cbdj (
                  lsh INTEGER PRIMARY KEY, sfzh TEXT, xm TEXT, xzlx TEXT, cbzt TEXT, jfnd INTEGER, djnd INTEGER,
                  gxrq TEXT)
                """,
                "CREATE INDEX i_cbdj_sfzh ON cbdj (sfzh)",
                """
                CREATE TABLE djjs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  slh TEXT GENERATED ALWAYS AS ('YBSL' || substr('000000000' || xh, -9)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, sfzh TEXT NOT NULL, xm TEXT, jsrq TEXT NOT NULL)
                """,
                // Whoever enrols enrols for the coming year.
                """
                CREATE TRIGGER tr_djjs_cbdj AFTER INSERT ON djjs BEGIN
                  UPDATE cbdj SET djnd = CAST(substr(new.jsrq, 1, 4) AS INTEGER) + 1, gxrq = substr(new.jsrq, 1, 8)
                   WHERE sfzh = new.sfzh;
                END
                """,
            ],
            columns: ["sfzh", "xm", "xzlx", "cbzt", "jfnd", "djnd", "gxrq"]),
        stream: "yibao",
        wear: PersonTable.Wear(
            stream: "yibao.blemish", number: "sfzh", value: "xzlx", values: (.text("310"), .text("390")),
            updated: "gxrq", format: { .text(Format.compact($0)) })
    ) { person, random in
        guard let insurance = person.citizen.circumstances.medicalInsurance else { return [] }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name),
                .text(insurance.isOfEmployees ? "310" : "390"),
                .text(insurance.yearPaid == person.day.year ? "1" : "2"), insurance.yearPaid.sqlValue,
                insurance.yearPaid.sqlValue, .text(Format.compact(random.recentDay(before: person.day))),
            ]
        ]
    }
}
