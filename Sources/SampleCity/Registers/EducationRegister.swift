import Storage

extension DepartmentRegister {
    /// 教育 — pupils and students `xsxj`, degrees `gdxl`.
    static let education = DepartmentRegister(
        department: .education, file: "jiaoyu/jiaoyu.sqlite", tables: [degrees, enrolledPupils])

    private static let degrees = PersonTable(
        table: DepartmentTable(
            name: "gdxl",
            schema: [
                """
                CREATE TABLE gdxl (
                  lsh INTEGER PRIMARY KEY, sfzjh TEXT, xm TEXT, xlcc TEXT, xxxs TEXT, bjyjl TEXT, bysj TEXT, xgsj TEXT)
                """,
                "CREATE INDEX i_gdxl_sfzjh ON gdxl (sfzjh)",
            ],
            columns: ["sfzjh", "xm", "xlcc", "xxxs", "bjyjl", "bysj", "xgsj"]),
        stream: "jiaoyu",
        wear: PersonTable.Wear(
            stream: "jiaoyu.blemish", number: "sfzjh", value: "xlcc", values: (.text("61"), .text("42")),
            updated: "xgsj", format: { .text(Format.slashed($0)) })
    ) { person, random in
        guard let degree = person.citizen.circumstances.degree else { return [] }
        let level =
            switch degree.level {
            case .college: "61"
            case .bachelor: "42"
            case .master: "31"
            case .doctor: "11"
            }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(level),
                .text(degree.isFullTime ? "1" : "2"), .text(degree.isCompleted ? "1" : "2"),
                .text(Format.slashed(degree.graduatedOn)),
                .text(Format.slashed(random.recentDay(before: person.day))),
            ]
        ]
    }

    private static let enrolledPupils = PersonTable(
        table: DepartmentTable(
            name: "xsxj",
            schema: [
                "CREATE TABLE xsxj (lsh INTEGER PRIMARY KEY, sfzjh TEXT, xm TEXT, xjzt TEXT, xgsj TEXT)",
                "CREATE INDEX i_xsxj_sfzjh ON xsxj (sfzjh)",
            ],
            columns: ["sfzjh", "xm", "xjzt", "xgsj"]),
        stream: "jiaoyu.pupils"
    ) { person, random in
        guard let schooling = person.citizen.circumstances.schooling else { return [] }
        let standing =
            switch schooling {
            case .enrolled: "01"
            case .suspended: "02"
            case .graduated: "07"
            }
        return [
            [
                .text(person.citizen.residentNumber), .text(person.citizen.name), .text(standing),
                .text(Format.slashed(random.recentDay(before: person.day))),
            ]
        ]
    }
}
