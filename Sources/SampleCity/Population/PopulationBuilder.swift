import Kernel

/// Puts families together into a city: gives everybody a number and what life has brought them.
struct PopulationBuilder {
    let seed: UInt64
    let peopleMax: Int
    let today: CivilDate
    let profile: CityGenerator.Profile

    private var citizens: [Citizen] = []
    private var numbers = NumberOffice()
    private var nextHousehold = 1

    init(seed: UInt64, people: Int, today: CivilDate, profile: CityGenerator.Profile) {
        self.seed = seed
        peopleMax = people
        self.today = today
        self.profile = profile
        citizens.reserveCapacity(people)
    }

    static func build(_ generator: CityGenerator) -> Population {
        var builder = PopulationBuilder(
            seed: generator.seed, people: generator.people, today: generator.day, profile: generator.profile)
        return builder.build()
    }

    private mutating func build() -> Population {
        settle(DemoPeople(today: today).drafts)
        var family = 0
        while citizens.count < peopleMax {
            switch profile {
            case .everyday: settle(FamilyBuilder.family(seed: seed, index: family, today: today))
            case .eligibleElders: settle(FamilyBuilder.eligibleElder(seed: seed, index: family, today: today))
            }
            family += 1
        }
        if profile == .everyday { for index in DemoPeople.count..<citizens.count { live(index) } }
        guard profile == .everyday else { return Population(citizens: citizens, firms: []) }
        let firms = foundFirms()
        befall()
        return Population(citizens: citizens, firms: firms)
    }

    /// After work, since insurance goes by it.
    private mutating func befall() {
        let builder = CircumstanceBuilder(seed: seed, today: today)
        let others = DemoPeople.count..<citizens.count
        let infants = builder.infants(of: citizens[others])
        for index in others {
            citizens[index].circumstances = builder.circumstances(of: citizens[index], at: index)
            citizens[index].circumstances.infants = infants[citizens[index].residentNumber] ?? []
        }
    }

    // MARK: Numbers

    private mutating func settle(_ drafts: [DemoPeople.Draft]) {
        for draft in drafts where citizens.count < peopleMax {
            var family = FamilyDraft(district: draft.district)
            family.members = [draft.member]
            settle(family)
            draft.adjust(&citizens[citizens.count - 1])
        }
    }

    private mutating func settle(_ family: FamilyDraft) {
        let first = citizens.count
        for member in family.members.prefix(peopleMax - first) {
            let number = numbers.issue(district: family.district, birth: member.birth, sex: member.sex)
            citizens.append(citizen(member, number: number, family: family))
        }
        for (offset, member) in family.members.prefix(peopleMax - first).enumerated() {
            citizens[first + offset].spouse = number(of: member.spouse, from: first)
            citizens[first + offset].father = number(of: member.father, from: first)
            citizens[first + offset].mother = number(of: member.mother, from: first)
            citizens[first + offset].maritalStatus = maritalStatus(of: offset, in: family)
        }
        nextHousehold += family.householdCount
    }

    private func citizen(_ member: FamilyDraft.Member, number: String, family: FamilyDraft) -> Citizen {
        let isChild = member.birth > today.adding(months: -12 * 12)
        return Citizen(
            residentNumber: number, name: member.fullName, sex: member.sex, birthDate: member.birth,
            ethnicity: member.ethnicity, district: family.district,
            phone: isChild ? nil : SampleNumbers.phone(serial: citizens.count &* 48_271 + Int(seed % 90_000_000)),
            household: nextHousehold + member.household, relationToHead: member.relation, maritalStatus: "10",
            deathDate: member.death, account: member.birth > today.adding(months: -12 * 16) ? .none : .own)
    }

    private func number(of relative: Int?, from first: Int) -> String? {
        guard let relative, first + relative < citizens.count else { return nil }
        return citizens[first + relative].residentNumber
    }

    private func maritalStatus(of offset: Int, in family: FamilyDraft) -> String {
        if let spouse = family.members[offset].spouse { return family.members[spouse].death == nil ? "20" : "30" }
        return family.members.contains { $0.father == offset || $0.mother == offset } ? "40" : "10"
    }

    // MARK: Life

    private mutating func live(_ index: Int) {
        var random = SeededRandom(seed: seed, stream: "life", index: index)
        var citizen = citizens[index]
        let age = citizen.age(on: today)
        if citizen.isAlive, age >= 20, random.happens(permille: 18) {
            citizen.movedOutOn = today.adding(days: -random.within(30...1500))
            citizen.district = random.pick(Places.elsewhere)
        }
        citizen.allowance = allowance(of: citizen, &random)
        citizen.account = account(of: index, &random)
        citizens[index] = citizen
    }

    private func allowance(of citizen: Citizen, _ random: inout SeededRandom) -> Citizen.Allowance {
        let eightieth = citizen.birthDate.adding(months: 80 * 12)
        let since = eightieth.adding(days: random.within(5...200))
        let end = citizen.deathDate ?? citizen.movedOutOn
        guard since < end ?? today, random.happens(permille: 700) else { return .none }
        return end.map { .stopped(since: since, until: $0) } ?? .receiving(since: since)
    }

    private func account(of index: Int, _ random: inout SeededRandom) -> Citizen.Account {
        let chance = random.below(1000)
        guard citizens[index].account == .own, chance < 60 else { return citizens[index].account }
        guard chance < 25, let relative = relative(of: index) else { return .none }
        return .held(byName: relative.name, number: relative.residentNumber)
    }

    /// Families are settled together, so a relative stands close by.
    private func relative(of index: Int) -> Citizen? {
        let citizen = citizens[index]
        guard let number = citizen.spouse ?? citizen.mother ?? citizen.father else { return nil }
        return citizens[max(0, index - 12)..<min(citizens.count, index + 12)].first { $0.residentNumber == number }
    }

    // MARK: Work

    private mutating func foundFirms() -> [Firm] {
        var random = SeededRandom(seed: seed, stream: "firms")
        let workers = citizens.indices.filter { index in
            index >= DemoPeople.count && citizens[index].isAlive && citizens[index].movedOutOn == nil
                && (22...59).contains(citizens[index].age(on: today))
        }
        guard !workers.isEmpty else { return [] }
        var firms = (0..<max(1, citizens.count / 25)).map { serial in
            FirmDraft.firm(serial: serial, owner: citizens[random.pick(workers)], &random)
        }
        for index in workers where random.happens(permille: 620) {
            citizens[index].employer = random.below(firms.count)
        }
        if let trader = DemoPeople.index(of: .trader) {
            firms.append(FirmDraft.grocery(serial: firms.count, owner: citizens[trader]))
        }
        return firms
    }
}
