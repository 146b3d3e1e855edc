import Kernel
import Storage

/// 公安 — the population register `t_czrk`, in the abbreviations, codes and days of its own that such systems have.
struct PopulationRegister {
    static let file = "gongan/gongan.sqlite"

    static let table = DepartmentTable(
        name: "t_czrk",
        schema: [
            """
            CREATE TABLE t_czrk (
              rkbh INTEGER PRIMARY KEY, gmsfhm TEXT, xm TEXT, xb TEXT, mz TEXT, csrq TEXT, hjdz_qh TEXT, hjdz_jd TEXT,
              hjdz_xz TEXT, hh TEXT, yhzgx TEXT, hyzk TEXT, pohm TEXT, fqhm TEXT, mqhm TEXT, swbs TEXT, swrq TEXT,
              qcbs TEXT, qcrq TEXT, lxdh TEXT, gxsj TEXT)
            """,
            "CREATE INDEX i_czrk_gmsfhm ON t_czrk (gmsfhm)",
        ],
        columns: [
            "gmsfhm", "xm", "xb", "mz", "csrq", "hjdz_qh", "hjdz_jd", "hjdz_xz", "hh", "yhzgx", "hyzk", "pohm", "fqhm",
            "mqhm", "swbs", "swrq", "qcbs", "qcrq", "lxdh", "gxsj",
        ])

    /// What the register says about one person; the parts that get dirty can be changed.
    private struct Entry {
        var number: String
        var birth: String?
        var district: String?
        var deathMark: String?
        var updated: String
    }

    let generator: CityGenerator
    private let plan: BlemishPlan

    init(_ generator: CityGenerator) {
        self.generator = generator
        plan = BlemishPlan(generator, stream: "gongan.blemish")
    }

    /// The rows of one person, none to two, and what is wrong with them.
    func rows(of citizen: Citizen, at index: Int) -> (rows: [[SQLValue]], blemish: Blemish?) {
        var random = SeededRandom(seed: generator.seed, stream: "gongan", index: index)
        let clean = Entry(
            number: citizen.residentNumber, birth: Format.compact(citizen.birthDate), district: citizen.district,
            deathMark: citizen.isAlive ? "0" : "1", updated: updated(daysAgo: random.within(1...60), &random))
        let isDemo = index == DemoPeople.index(of: .dirtyRow)
        guard let kind = isDemo ? .duplicate : plan.kind(row: index, of: index) else {
            return ([row(clean, of: citizen)], nil)
        }
        let (entries, place) = spoil(clean, kind: kind, of: citizen, &random)
        return (
            entries.map { row($0, of: citizen) },
            Blemish(
                department: .publicSecurity, kind: kind, residentNumber: citizen.residentNumber,
                place: "t_czrk.\(place)")
        )
    }

    private func spoil(
        _ clean: Entry, kind: Blemish.Kind, of citizen: Citizen, _ random: inout SeededRandom
    ) -> ([Entry], place: String) {
        var entry = clean
        switch kind {
        case .wrongCheckDigit:
            entry.number = SampleNumbers.mistyped(clean.number)
            return ([entry], "gmsfhm")
        case .duplicate:
            entry.updated = updated(daysAgo: random.within(61...300), &random)
            entry.district = random.pick(Places.elsewhere.filter { $0 != clean.district })
            return ([clean, entry], "hjdz_qh")
        case .stale:
            entry.updated = updated(daysAgo: random.within(1100...2900), &random)
            return ([entry], "gxsj")
        case .missing:
            switch random.below(4) {
            case 0: return ([], "*")
            case 1: entry.birth = nil
            case 2: entry.deathMark = ""
            default: entry.district = nil
            }
            return ([entry], entry.birth == nil ? "csrq" : entry.district == nil ? "hjdz_qh" : "swbs")
        }
    }

    private func row(_ entry: Entry, of citizen: Citizen) -> [SQLValue] {
        [
            .text(entry.number), .text(citizen.name), .text(citizen.sex == .male ? "1" : "2"), .text(citizen.ethnicity),
            entry.birth.sqlValue, entry.district.sqlValue,
            Places.street(district: citizen.district, household: citizen.household).sqlValue,
            Places.address(district: citizen.district, household: citizen.household).sqlValue,
            .text("HH" + Format.padded(citizen.household, 8)), .text(citizen.relationToHead),
            .text(citizen.maritalStatus),
            citizen.spouse.sqlValue, citizen.father.sqlValue, citizen.mother.sqlValue,
            entry.deathMark.sqlValue, citizen.deathDate.map(Format.compact).sqlValue,
            .text(citizen.movedOutOn == nil ? "0" : "1"), citizen.movedOutOn.map(Format.compact).sqlValue,
            citizen.phone.sqlValue, .text(entry.updated),
        ]
    }

    private func updated(daysAgo days: Int, _ random: inout SeededRandom) -> String {
        Format.compact(generator.day.adding(days: -days)) + Format.clock(random.below(86_400), separator: "")
    }
}
