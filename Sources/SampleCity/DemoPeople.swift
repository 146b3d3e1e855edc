package import Kernel

/// A synthetic person with whom something particular can be shown.
package struct DemoPerson: Sendable {
    package enum Role: String, CaseIterable, Sendable {
        case elder, shopOwner, rareName, alreadyReceiving, accountHeldByAnother, deceased, movedOut, dirtyRow
        case newcomer, jobSeeker, disabledPerson, trader, driver, parent, graduate
    }

    package let role: Role
    package let citizen: Citizen
    /// What applying as this person shows.
    package let shows: Phrase
}

/// The first people of every city, the same for every seed but for their numbers' day.
struct DemoPeople {
    struct Draft {
        let role: DemoPerson.Role
        let district: String
        let member: FamilyDraft.Member
        let adjust: @Sendable (inout Citizen) -> Void
    }

    static let count = DemoPerson.Role.allCases.count

    /// Where the person stands among the citizens of every city.
    static func index(of role: DemoPerson.Role) -> Int? { DemoPerson.Role.allCases.firstIndex(of: role) }

    let today: CivilDate

    var drafts: [Draft] {
        let since = today.adding(months: -30)
        let died = today.adding(days: -40)
        let movedOut = today.adding(months: -7)
        return [
            draft(.elder, "339902", .female, "顾", "春兰", age: 83),
            draft(.shopOwner, "339903", .male, "程", "远帆", age: 38),
            draft(.rareName, "339904", .male, "", "阿不都·艾力", age: 91),
            draft(.alreadyReceiving, "339902", .male, "沈", "福根", age: 86) { $0.allowance = .receiving(since: since) },
            draft(.accountHeldByAnother, "339905", .female, "郝", "玉珍", age: 81) {
                $0.account = .held(byName: "郝小满", number: Self.daughterNumber)
            },
            draft(.deceased, "339903", .male, "魏", "德寿", age: 90) { $0.deathDate = died },
            draft(.movedOut, "339921", .female, "尹", "月娥", age: 82) {
                $0.movedOutOn = movedOut
                $0.district = Places.elsewhere[0]
            },
            draft(.dirtyRow, "339904", .female, "陆", "㛃", age: 84),
        ] + furtherDrafts
    }

    /// The daughter who holds the account lives in another household of the city; only the bank names her.
    private static let daughterNumber = SampleNumbers.residentNumber(
        district: "339905", birth: CivilDate(daysSinceEpoch: 1234), sequence: 996)

    /// People with whom the services about residence, work, family and driving can be shown.
    private var furtherDrafts: [Draft] {
        let soon = today.adding(days: 20)
        let examined = Circumstances.DrivingLicence.Examination(day: today.adding(days: -15), isFit: true)
        let summer = CivilDate(year: today.year - (today.month > 6 ? 0 : 1), month: 6, day: 30) ?? today
        let infant = Circumstances.Infant(
            birthRecord: "CS339905000001", name: "乔小禾", birthDate: max(today.adding(months: -16), Self.subsidySince),
            district: "339905", isApplicant: true)
        return [
            draft(.newcomer, "339902", .male, "高", "远行", age: 29) {
                $0.movedOutOn = today.adding(months: -20)
                $0.district = Places.elsewhere[1]
                $0.circumstances.residence = .init(district: "339902", endorsedUntil: soon, isConfirmed: true)
                $0.circumstances.unemploymentInsurance = .init(monthsPaid: 30)
            },
            draft(.jobSeeker, "339903", .female, "蔡", "文静", age: 41) {
                $0.circumstances.unemploymentInsurance = .init(
                    monthsPaid: 76,
                    ending: .init(isInvoluntary: true, isRegistered: true, isSeeking: true, isReceiving: false),
                    monthsLeft: 2)
            },
            draft(.disabledPerson, "339904", .male, "严", "志强", age: 47) {
                $0.circumstances.disability = .init(category: 4, grade: 1, expiresOn: today.adding(months: 60))
            },
            draft(.trader, "339902", .female, "曹", "玉梅", age: 44),
            draft(.driver, "339903", .male, "邵", "平安", age: 33) {
                $0.circumstances.drivingLicence = .init(
                    vehicle: "C1", term: .sixYears, expiresOn: soon, points: 3, examination: examined)
            },
            draft(.parent, "339905", .female, "乔", "思敏", age: 30) { $0.circumstances.infants = [infant] },
            draft(.graduate, "339902", .female, "陶", "初晴", age: 23) {
                $0.movedOutOn = today.adding(months: -60)
                $0.district = Places.elsewhere[0]
                $0.circumstances.degree = .init(level: .bachelor, graduatedOn: summer)
            },
        ]
    }

    /// 育儿补贴 is for those born since then in full.
    private static let subsidySince = CivilDate(daysSinceEpoch: 20_089)

    private func draft(
        _ role: DemoPerson.Role, _ district: String, _ sex: Citizen.Sex, _ surname: String, _ given: String, age: Int,
        adjust: @escaping @Sendable (inout Citizen) -> Void = { _ in }
    ) -> Draft {
        // Half a year past the birthday, so that the age holds for months on both sides of the day.
        let birth = today.adding(months: -12 * age - 6)
        let member = FamilyDraft.Member(
            sex: sex, birth: birth, surname: surname, given: given, ethnicity: surname.isEmpty ? "05" : "01",
            relation: "02")
        let insured = Circumstances.MedicalInsurance(isOfEmployees: false, yearPaid: today.year)
        return Draft(role: role, district: district, member: member) { citizen in
            citizen.circumstances.medicalInsurance = insured
            adjust(&citizen)
        }
    }
}
