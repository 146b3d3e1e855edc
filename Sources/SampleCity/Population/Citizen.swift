package import Kernel

/// One synthetic person of the sample city, as the truth that departments record more or less well.
package struct Citizen: Sendable, Hashable {
    package enum Sex: String, Sendable { case male, female }

    /// What has happened about the old-age allowance (高龄津贴).
    package enum Allowance: Sendable, Hashable {
        case none
        case receiving(since: CivilDate)
        case stopped(since: CivilDate, until: CivilDate)
    }

    /// Who holds the bank account behind the social-security card.
    package enum Account: Sendable, Hashable {
        case none
        case own
        /// The account is a relative's: it may not be paid to.
        case held(byName: String, number: String)
    }

    package var residentNumber: String
    package var name: String
    package var sex: Sex
    package var birthDate: CivilDate
    /// Nationality by GB/T 3304: `01` Han, `05` Uyghur.
    package var ethnicity: String
    /// 户籍区划: six digits under 3399, or a fictional division elsewhere after moving out.
    package var district: String
    /// Children have none.
    package var phone: String?
    package var household: Int
    /// GB/T 4761: `02` head, `10` spouse, `20` son, `30` daughter, `51`/`52` parents …
    package var relationToHead: String
    /// GB/T 2261.2: `10` single, `20` married, `30` widowed, `40` divorced.
    package var maritalStatus: String
    package var spouse: String?
    package var father: String?
    package var mother: String?
    package var deathDate: CivilDate?
    package var movedOutOn: CivilDate?
    package var allowance: Allowance = .none
    package var account: Account = .own
    /// Index into the city's firms where the person works.
    package var employer: Int?
    package var circumstances = Circumstances()

    package var isAlive: Bool { deathDate == nil }

    /// Completed years on a day.
    package func age(on day: CivilDate) -> Int {
        day.year - birthDate.year - ((day.month, day.day) < (birthDate.month, birthDate.day) ? 1 : 0)
    }
}

/// A synthetic trader or company.
package struct Firm: Sendable, Hashable {
    package var name: String
    package var creditCode: String
    package var owner: String
    /// Just registered: in business, with no licence or filing yet.
    package var isNew = false
}

/// Everybody and everything of the city, before departments write it down.
package struct Population: Sendable {
    package var citizens: [Citizen]
    package var firms: [Firm]
}
