import Kernel

/// A family in one or two households before its members have numbers. Relatives are named by position in `members`.
struct FamilyDraft {
    struct Member {
        var sex: Citizen.Sex
        var birth: CivilDate
        var surname: String
        var given: String
        var ethnicity = "01"
        var relation: String
        /// 0, or 1 for the second household of the family.
        var household = 0
        var spouse: Int?
        var father: Int?
        var mother: Int?
        var death: CivilDate?

        var fullName: String { ethnicity == "05" ? given : surname + given }
    }

    var members: [Member] = []
    var district: String
    var householdCount = 1
}
