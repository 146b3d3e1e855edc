import Kernel

/// Draws families of the common shapes: three generations under one roof, parents and grown child in two homes, couples
/// with children, single parents, people alone.
struct FamilyBuilder {
    let today: CivilDate
    private var random: SeededRandom
    private var family: FamilyDraft
    private let isUyghur: Bool

    static func family(seed: UInt64, index: Int, today: CivilDate) -> FamilyDraft {
        var builder = FamilyBuilder(seed: seed, index: index, today: today)
        return builder.build()
    }

    /// One person over eighty, living alone: for benches in which everybody is eligible.
    static func eligibleElder(seed: UInt64, index: Int, today: CivilDate) -> FamilyDraft {
        var builder = FamilyBuilder(seed: seed, index: index, today: today)
        _ = builder.addHead(sex: builder.random.happens(permille: 420) ? .male : .female, ages: 81...99)
        return builder.family
    }

    private init(seed: UInt64, index: Int, today: CivilDate) {
        self.today = today
        random = SeededRandom(seed: seed, stream: "family", index: index)
        family = FamilyDraft(district: random.pick(Places.districts).code)
        isUyghur = random.happens(permille: 12)
    }

    private mutating func build() -> FamilyDraft {
        switch random.index(byWeight: [27, 25, 26, 6, 8, 8]) {
        case 0: threeGenerations(underOneRoof: true)
        case 1: threeGenerations(underOneRoof: false)
        case 2: couple(ages: 24...58)
        case 3: singleParent()
        case 4: _ = addHead(sex: random.happens(permille: 500) ? .male : .female, ages: 22...60)
        default: elders(ages: 66...97)
        }
        return family
    }

    private mutating func threeGenerations(underOneRoof: Bool) {
        let (grandfather, grandmother) = elders(ages: 58...96)
        let motherAge = age(of: grandmother)
        let childAge = max(20, motherAge - random.within(21...33))
        let isSon = random.happens(permille: 600)
        let child = add(
            sex: isSon ? .male : .female, birth: birth(age: childAge), surname: family.members[grandfather].surname,
            relation: underOneRoof ? (isSon ? "20" : "30") : "02", father: grandfather, mother: grandmother)
        if !underOneRoof { moveToSecondHousehold(child) }
        guard childAge > 24, random.happens(permille: 850) else { return }
        let spouse = marry(child, relation: underOneRoof ? (isSon ? "38" : "28") : "10")
        let (father, mother) = isSon ? (child, spouse) : (spouse, child)
        children(of: father, and: mother, relations: !underOneRoof ? ("20", "30") : isSon ? ("41", "42") : ("43", "44"))
    }

    @discardableResult
    private mutating func elders(ages: ClosedRange<Int>) -> (husband: Int, wife: Int) {
        let husband = addHead(sex: .male, ages: ages)
        let wife = marry(husband, relation: "10")
        for member in [husband, wife] where random.happens(permille: deathPermille(age: age(of: member))) {
            family.members[member].death = today.adding(days: -random.within(20...3600))
        }
        return (husband, wife)
    }

    private mutating func couple(ages: ClosedRange<Int>) {
        let husband = addHead(sex: .male, ages: ages)
        let wife = marry(husband, relation: "10")
        children(of: husband, and: wife, relations: ("20", "30"))
    }

    private mutating func singleParent() {
        let mother = addHead(sex: .female, ages: 28...50)
        children(of: nil, and: mother, relations: ("20", "30"))
    }

    private mutating func children(of father: Int?, and mother: Int, relations: (son: String, daughter: String)) {
        let motherAge = age(of: mother)
        guard motherAge >= 23 else { return }
        for number in 0..<random.index(byWeight: [15, 55, 27, 3]) {
            let childAge = motherAge - random.within(22...34) - number * 2
            guard (0...24).contains(childAge) else { continue }
            let isSon = random.happens(permille: 515)
            let surname = family.members[random.happens(permille: 90) ? mother : father ?? mother].surname
            let child = add(
                sex: isSon ? .male : .female, birth: birth(age: childAge), surname: surname,
                relation: isSon ? relations.son : relations.daughter, father: father, mother: mother)
            family.members[child].household = family.members[mother].household
        }
    }

    // MARK: Members

    private mutating func addHead(sex: Citizen.Sex, ages: ClosedRange<Int>) -> Int {
        let surname = Names.surname(&random)
        return add(sex: sex, birth: birth(age: random.within(ages)), surname: surname, relation: "02")
    }

    private mutating func marry(_ member: Int, relation: String) -> Int {
        let partner = family.members[member]
        let sex: Citizen.Sex = partner.sex == .male ? .female : .male
        let spouseAge = max(21, age(of: member) + (sex == .female ? -1 : 1) * random.within(-2...5))
        let spouse = add(sex: sex, birth: birth(age: spouseAge), surname: Names.surname(&random), relation: relation)
        family.members[spouse].household = partner.household
        family.members[spouse].spouse = member
        family.members[member].spouse = spouse
        return spouse
    }

    private mutating func add(
        sex: Citizen.Sex, birth: CivilDate, surname: String, relation: String, father: Int? = nil, mother: Int? = nil
    ) -> Int {
        var member = FamilyDraft.Member(
            sex: sex, birth: birth, surname: surname, given: "", relation: relation, father: father, mother: mother)
        if isUyghur {
            let fatherGiven = father.map { String(family.members[$0].given.prefix { $0 != "·" }) }
            let fallback = Names.uyghur(sex: .male, fatherGiven: "", &random).given
            member.given = Names.uyghur(sex: sex, fatherGiven: fatherGiven ?? fallback, &random).full
            member.ethnicity = "05"
        } else {
            member.given = Names.given(sex: sex, birthYear: birth.year, &random)
        }
        family.members.append(member)
        return family.members.count - 1
    }

    private mutating func moveToSecondHousehold(_ member: Int) {
        family.householdCount = 2
        family.members[member].household = 1
    }

    /// A day of birth so that the person has completed exactly `age` years today.
    private mutating func birth(age: Int) -> CivilDate {
        today.adding(months: -12 * age).adding(days: -random.below(364))
    }

    private func age(of member: Int) -> Int {
        let birth = family.members[member].birth
        return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day) ? 1 : 0)
    }

    /// How many of a thousand of this age have died but still stand in the register.
    private func deathPermille(age: Int) -> Int {
        switch age {
        case ..<60: 8
        case ..<70: 40
        case ..<80: 110
        case ..<90: 260
        default: 480
        }
    }
}
