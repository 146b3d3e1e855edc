package import Kernel

/// A synthetic person with whom something particular can be shown.
package struct DemoPerson: Sendable {
    package enum Role: String, CaseIterable, Sendable {
        case elder, shopOwner, rareName, alreadyReceiving, accountHeldByAnother, deceased, movedOut, dirtyRow
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
        ]
    }

    /// The daughter who holds the account lives in another household of the city; only the bank names her.
    private static let daughterNumber = SampleNumbers.residentNumber(
        district: "339905", birth: CivilDate(daysSinceEpoch: 1234), sequence: 996)

    private func draft(
        _ role: DemoPerson.Role, _ district: String, _ sex: Citizen.Sex, _ surname: String, _ given: String, age: Int,
        adjust: @escaping @Sendable (inout Citizen) -> Void = { _ in }
    ) -> Draft {
        // Half a year past the birthday, so that the age holds for months on both sides of the day.
        let birth = today.adding(months: -12 * age - 6)
        let member = FamilyDraft.Member(
            sex: sex, birth: birth, surname: surname, given: given, ethnicity: surname.isEmpty ? "05" : "01",
            relation: "02")
        return Draft(role: role, district: district, member: member, adjust: adjust)
    }
}

extension DemoPerson.Role {
    /// What applying as this person shows.
    package var shows: Phrase {
        switch self {
        case .elder:
            Phrase("demo.elder", zh: "83 岁，户籍在本市，账户在本人名下：当场核准", en: "83, registered here, own account: granted at once")
        case .shopOwner:
            Phrase("demo.shopOwner", zh: "38 岁，准备开店", en: "38, about to open a shop")
        case .rareName:
            Phrase(
                "demo.rareName", zh: "91 岁，姓名带间隔号：按九十岁档当场核准",
                en: "91, a name with a middle dot: granted at the higher rate")
        case .alreadyReceiving:
            Phrase("demo.alreadyReceiving", zh: "86 岁，已在领取：转人工", en: "86, already receiving: goes to a person")
        case .accountHeldByAnother:
            Phrase(
                "demo.accountHeldByAnother", zh: "81 岁，账户在女儿名下：转人工",
                en: "81, account in the daughter's name: goes to a person")
        case .deceased:
            Phrase("demo.deceased", zh: "公安登记已去世：不会自动核准", en: "recorded as deceased: never granted automatically")
        case .movedOut:
            Phrase("demo.movedOut", zh: "82 岁，户籍已迁出：转人工", en: "82, registration moved away: goes to a person")
        case .dirtyRow:
            Phrase(
                "demo.dirtyRow", zh: "84 岁，公安有两条互相矛盾的记录：转人工核对", en: "84, two contradicting records: goes to a person")
        }
    }
}
