import Kernel
import Storage

/// 公安 — tables beside the population register: residence permits `t_jzz`, where people live `t_jzdj`, what was looked into
/// before people settle here `t_lhhc`, and what arrives from elsewhere.
enum ResidenceTables {
    static let all = [permits, addresses, checks]

    private static let permits = PersonTable(
        table: DepartmentTable(
            name: "t_jzz",
            schema: [
                """
                CREATE TABLE t_jzz (
                  jzzbh INTEGER PRIMARY KEY, gmsfhm TEXT, xm TEXT, zt TEXT, qzrq TEXT, jzd_qh TEXT, gxsj TEXT)
                """,
                "CREATE INDEX i_jzz_gmsfhm ON t_jzz (gmsfhm)",
                """
                CREATE TABLE t_qzjs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  slh TEXT GENERATED ALWAYS AS ('GAQZ' || substr('000000000' || xh, -9)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, gmsfhm TEXT NOT NULL, jssj TEXT NOT NULL)
                """,
                // An endorsement counts from the day on which the last one ended (居住证暂行条例第十条).
                """
                CREATE TRIGGER tr_qzjs_jzz AFTER INSERT ON t_qzjs BEGIN
                  UPDATE t_jzz
                     SET qzrq = (CAST(substr(qzrq, 1, 4) AS INTEGER) + 1)
                           || CASE substr(qzrq, 5) WHEN '0229' THEN '0228' ELSE substr(qzrq, 5) END,
                         gxsj = new.jssj
                   WHERE gmsfhm = new.gmsfhm;
                END
                """,
            ],
            columns: ["gmsfhm", "xm", "zt", "qzrq", "jzd_qh", "gxsj"]),
        stream: "gongan.permits"
    ) { person, random in
        guard let residence = person.citizen.circumstances.residence else { return [] }
        let standing = residence.isRevoked ? "3" : residence.endorsedUntil < person.day ? "2" : "1"
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(standing),
                .text(Format.compact(residence.endorsedUntil)), .text(residence.district),
                .text(stamp(person.day, &random)),
            ]
        ]
    }

    private static let addresses = PersonTable(
        table: DepartmentTable(
            name: "t_jzdj",
            schema: [
                "CREATE TABLE t_jzdj (djbh INTEGER PRIMARY KEY, gmsfhm TEXT, xm TEXT, hszt TEXT, gxsj TEXT)",
                "CREATE INDEX i_jzdj_gmsfhm ON t_jzdj (gmsfhm)",
            ],
            columns: ["gmsfhm", "xm", "hszt", "gxsj"]),
        stream: "gongan.addresses"
    ) { person, random in
        guard let isConfirmed = person.citizen.circumstances.residence?.isConfirmed else { return [] }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .flag(isConfirmed),
                .text(stamp(person.day, &random)),
            ]
        ]
    }

    private static let checks = PersonTable(
        table: DepartmentTable(
            name: "t_lhhc",
            schema: [
                "CREATE TABLE t_lhhc (hcbh INTEGER PRIMARY KEY, gmsfhm TEXT, xm TEXT, hcjl TEXT, gxsj TEXT)",
                "CREATE INDEX i_lhhc_gmsfhm ON t_lhhc (gmsfhm)",
                """
                CREATE TABLE t_lhjs (
                  xh INTEGER PRIMARY KEY AUTOINCREMENT,
                  slh TEXT GENERATED ALWAYS AS ('GALH' || substr('000000000' || xh, -9)) VIRTUAL,
                  sjbh TEXT NOT NULL UNIQUE, gmsfhm TEXT NOT NULL, xm TEXT, qrqh TEXT, lhfs TEXT, jssj TEXT NOT NULL)
                """,
            ],
            columns: ["gmsfhm", "xm", "hcjl", "gxsj"]),
        stream: "gongan.checks"
    ) { person, random in
        guard let degree = person.citizen.circumstances.degree, person.citizen.movedOutOn != nil else { return [] }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .flag(degree.needsLook),
                .text(stamp(person.day, &random)),
            ]
        ]
    }

    private static func stamp(_ day: CivilDate, _ random: inout SeededRandom) -> String {
        Format.compact(random.recentDay(before: day)) + Format.clock(random.below(86_400), separator: "")
    }
}
