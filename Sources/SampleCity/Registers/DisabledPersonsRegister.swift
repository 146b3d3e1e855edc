import Kernel
import Storage

extension DepartmentRegister {
    /// 残联 — certificates of disability `cjrz`.
    static let disabledPersons = DepartmentRegister(
        department: .disabledPersons, file: "canlian/canlian.sqlite", tables: [disabilityCertificates])

    private static let disabilityCertificates = PersonTable(
        table: DepartmentTable(
            name: "cjrz",
            schema: [
                """
                CREATE TABLE cjrz (
                  lsh INTEGER PRIMARY KEY, zjhm TEXT, sfzh TEXT, xm TEXT, cjlb TEXT, cjdj TEXT, yxqz TEXT, zt TEXT,
                  gxrq TEXT)
                """,
                "CREATE INDEX i_cjrz_sfzh ON cjrz (sfzh)",
            ],
            columns: ["zjhm", "sfzh", "xm", "cjlb", "cjdj", "yxqz", "zt", "gxrq"]),
        stream: "canlian",
        wear: PersonTable.Wear(
            stream: "canlian.blemish", number: "sfzh", value: "cjdj", values: (.text("2"), .text("3")),
            updated: "gxrq", format: { .text(Format.dotted($0)) })
    ) { person, random in
        guard let disability = person.citizen.circumstances.disability else { return [] }
        let standing =
            switch disability.standing {
            case .valid: "N"
            case .frozen: "D"
            case .cancelled: "Z"
            }
        return [
            [
                // 残疾人证号: the resident number, category and grade.
                .text("\(person.citizen.residentNumber)\(disability.category)\(disability.grade)"),
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(String(disability.category)),
                .text(String(disability.grade)), .text(Format.dotted(disability.expiresOn)), .text(standing),
                .text(Format.dotted(random.recentDay(before: person.day))),
            ]
        ]
    }
}

extension Format {
    /// `1943.05.01`
    static func dotted(_ date: CivilDate) -> String {
        "\(padded(date.year, 4)).\(padded(date.month, 2)).\(padded(date.day, 2))"
    }
}
