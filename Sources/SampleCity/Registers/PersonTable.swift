import Kernel
import Storage

/// One person as a department comes to know of them.
struct PersonOnRecord: Sendable {
    let citizen: Citizen
    /// The firms of which the person is the trader or legal representative.
    let firms: [Firm]
    /// The day on which the city stands.
    let day: CivilDate
}

/// Everybody with what departments ask about them, put together once.
struct PeopleOnRecord: Sendable {
    private let citizens: [Citizen]
    private let firms: [String: [Firm]]
    private let day: CivilDate

    init(_ population: Population, day: CivilDate) {
        citizens = population.citizens
        firms = Dictionary(grouping: population.firms, by: \.owner)
        self.day = day
    }

    var indices: Range<Int> { citizens.indices }

    subscript(index: Int) -> PersonOnRecord {
        PersonOnRecord(citizen: citizens[index], firms: firms[citizens[index].residentNumber] ?? [], day: day)
    }
}

/// A table that holds one row, or a few, for each person whom it concerns.
struct PersonTable: Sendable {
    let table: DepartmentTable
    /// The random stream of its rows; that of its dirt is derived from `wear`.
    let stream: StaticString
    /// How its rows go wrong; `nil` for tables that are kept clean.
    var wear: Wear?
    let rows: @Sendable (PersonOnRecord, inout SeededRandom) -> [[SQLValue]]

    /// Where rows go wrong, by column.
    struct Wear: Sendable {
        let stream: StaticString
        let number: String
        /// A column that decides something, and two values of it: the second row of a person says the other one.
        let value: String
        let values: (SQLValue, SQLValue)
        let updated: String
        /// The day of update as the department writes it.
        let format: @Sendable (CivilDate) -> SQLValue
    }
}

/// 部门业务系统 — a department's own database of tables about people. The first table is the one that goes wrong.
struct DepartmentRegister: Sendable {
    let department: CityDepartment
    let file: String
    let tables: [PersonTable]

    /// The departments whose whole system is such a database, in the order in which they are written.
    static let all: [DepartmentRegister] = [
        employment, medicalInsurance, disabledPersons, health, marketRegulation, trafficPolice, education,
    ]
}

extension PersonTable {
    /// A person's rows after something went wrong with the last of them, and the column where it did.
    func spoilt(
        _ rows: [[SQLValue]], _ kind: Blemish.Kind, _ wear: Wear, day: CivilDate, _ random: inout SeededRandom
    ) -> (rows: [[SQLValue]], column: String) {
        guard var row = rows.last else { return (rows, "*") }
        let kept = Array(rows.dropLast())
        let place = { (column: String) in table.columns.firstIndex(of: column) ?? 0 }
        switch kind {
        case .wrongCheckDigit:
            if case .text(let number) = row[place(wear.number)] {
                row[place(wear.number)] = .text(SampleNumbers.mistyped(number))
            }
            return (kept + [row], wear.number)
        case .duplicate:
            let clean = row
            row[place(wear.value)] = clean[place(wear.value)] == wear.values.0 ? wear.values.1 : wear.values.0
            return (kept + [clean, row], wear.value)
        case .stale:
            row[place(wear.updated)] = wear.format(day.adding(days: -random.within(1100...2900)))
            return (kept + [row], wear.updated)
        case .missing:
            row[place(wear.value)] = .null
            return (kept + [row], wear.value)
        }
    }
}

extension SeededRandom {
    /// A day within the last two months on which a row was last touched.
    mutating func recentDay(before day: CivilDate) -> CivilDate { day.adding(days: -within(1...60)) }
}
