import Kernel
import Storage

extension DepartmentRegister {
    /// 公安交管 — driving licences `jsz`, medical examinations of drivers `tjzm`, and `hzjs`, where renewals decided elsewhere
    /// arrive.
    static let trafficPolice = DepartmentRegister(
        department: .trafficPolice, file: "jiaoguan/jiaoguan.sqlite", tables: [licences, examinations])

    private static let licences = PersonTable(
        table: DepartmentTable(
            name: "jsz",
            schema: [
                """
                CREATE TABLE jsz (
                  lsh INTEGER PRIMARY KEY, sfzmhm TEXT, xm TEXT, zjcx TEXT, yxqz TEXT, yxns TEXT, zt TEXT, ljjf INTEGER,
                  wclwf INTEGER, mfcs INTEGER, gxsj TEXT)
                """,
                "CREATE INDEX i_jsz_sfzmhm ON jsz (sfzmhm)",
                """
                CREATE TABLE hzjs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  slh TEXT GENERATED ALWAYS AS ('JGHZ' || substr('000000000' || xh, -9)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, sfzmhm TEXT NOT NULL, xm TEXT, sjdz TEXT, jssj TEXT NOT NULL)
                """,
                // Six years become ten, ten become unlimited (道路交通安全法实施条例第二十六条).
                """
                CREATE TRIGGER tr_hzjs_jsz AFTER INSERT ON hzjs BEGIN
                  UPDATE jsz
                     SET yxqz = CASE yxns WHEN '6' THEN date(yxqz, '+10 years') END,
                         yxns = CASE yxns WHEN '6' THEN '10' ELSE '99' END, gxsj = new.jssj
                   WHERE sfzmhm = new.sfzmhm;
                END
                """,
            ],
            columns: ["sfzmhm", "xm", "zjcx", "yxqz", "yxns", "zt", "ljjf", "wclwf", "mfcs", "gxsj"]),
        stream: "jiaoguan",
        wear: PersonTable.Wear(
            stream: "jiaoguan.blemish", number: "sfzmhm", value: "yxns", values: (.text("6"), .text("10")),
            updated: "gxsj", format: { .text($0.description) })
    ) { person, random in
        guard let licence = person.citizen.circumstances.drivingLicence else { return [] }
        let years =
            switch licence.term {
            case .sixYears: "6"
            case .tenYears: "10"
            case .unlimited: "99"
            }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(licence.vehicle),
                (licence.expiresOn?.description).sqlValue, .text(years), .text(licence.isWithheld ? "C" : "A"),
                licence.points.sqlValue, licence.openViolations.sqlValue, licence.fullMarks.sqlValue,
                .text(random.recentDay(before: person.day).description),
            ]
        ]
    }

    private static let examinations = PersonTable(
        table: DepartmentTable(
            name: "tjzm",
            schema: [
                """
                CREATE TABLE tjzm (
                  lsh INTEGER PRIMARY KEY, sfzmhm TEXT, xm TEXT, tjrq TEXT, tjjl TEXT, gxsj TEXT)
                """,
                "CREATE INDEX i_tjzm_sfzmhm ON tjzm (sfzmhm)",
            ],
            columns: ["sfzmhm", "xm", "tjrq", "tjjl", "gxsj"]),
        stream: "jiaoguan.examinations"
    ) { person, _ in
        guard let examination = person.citizen.circumstances.drivingLicence?.examination else { return [] }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(examination.day.description),
                .flag(examination.isFit), .text(examination.day.description),
            ]
        ]
    }
}
