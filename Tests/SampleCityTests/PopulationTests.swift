import Kernel
import SampleCity
import Testing

@Suite("Population")
struct PopulationTests {
    private let day = CityGenerator.sampleDay

    @Test("every number is well formed, unique, and can belong to nobody")
    func numbersAreSyntheticAndValid() throws {
        let population = CityGenerator.sample(people: 5000).population()
        #expect(population.citizens.count == 5000)
        #expect(Set(population.citizens.map(\.residentNumber)).count == 5000)
        let phones = population.citizens.compactMap(\.phone)
        #expect(Set(phones).count == phones.count)
        for citizen in population.citizens {
            let number = try #require(ResidentID(citizen.residentNumber))
            #expect(number.text == citizen.residentNumber && number.text.hasPrefix("3399"))
            #expect(number.birthDate == citizen.birthDate)
            #expect((number.sex == .male) == (citizen.sex == .male))
        }
        for phone in phones { #expect(phone.hasPrefix("154") && MobileNumber(phone) != nil) }
        for firm in population.firms {
            #expect(SocialCreditCode(firm.creditCode) != nil && firm.creditCode.dropFirst(2).hasPrefix("3399"))
        }
    }

    @Test("no file holds a resident or mobile number that could be somebody's")
    func filesHoldNoRealNumber() async throws {
        let fixture = try CityFixture()
        _ = try await CityGenerator.sample(people: 1500).write(to: fixture.directory)
        var values: [String] = []
        let departments = [
            "gongan", "minzheng", "renshe", "jiuye", "yibao", "canlian", "weijian", "shichang", "jiaoguan", "jiaoyu",
        ]
        for file in departments.map({ "\($0)/\($0).sqlite" }) {
            values += try await fixture.values(of: file)
        }
        for file in ["gjj/gjj_20261121.csv", "gjj/gjj_20261122.csv", "truth.csv"] {
            values += String(decoding: try fixture.bytes(file), as: UTF8.self).split { ",\r\n".contains($0) }.map(
                String.init)
        }
        for value in values {
            if value.utf8.count == 18, ResidentID(value) != nil { #expect(value.hasPrefix("3399"), "\(value)") }
            if value.utf8.count == 11, MobileNumber(value) != nil { #expect(value.hasPrefix("154"), "\(value)") }
        }
        #expect(values.count > 30_000)
    }

    @Test("all ages are there, and enough people over eighty")
    func hasAPyramid() {
        let citizens = CityGenerator.sample(people: 5000).population().citizens
        let ages = citizens.filter(\.isAlive).map { $0.age(on: day) }
        let share = { (range: ClosedRange<Int>) in Double(ages.filter(range.contains).count) / Double(ages.count) }
        #expect((0.10...0.30).contains(share(0...17)), "\(share(0...17))")
        #expect((0.35...0.65).contains(share(18...59)), "\(share(18...59))")
        #expect((0.05...0.20).contains(share(80...110)), "\(share(80...110))")
        #expect(ages.allSatisfy { (0...110).contains($0) })
        let eligible = citizens.filter {
            $0.isAlive && $0.age(on: day) >= 80 && $0.allowance == .none && $0.movedOutOn == nil
        }
        #expect(eligible.count > 50)
    }

    @Test("families hold together: spouses name each other, parents are older, the dead have died")
    func familiesHold() {
        let citizens = CityGenerator.sample(people: 3000).population().citizens
        let byNumber = Dictionary(uniqueKeysWithValues: citizens.map { ($0.residentNumber, $0) })
        var children = 0
        for citizen in citizens {
            if let spouse = citizen.spouse {
                #expect(byNumber[spouse]?.spouse == citizen.residentNumber)
                #expect(byNumber[spouse]?.sex != citizen.sex)
            }
            for parent in [citizen.father, citizen.mother].compactMap({ $0 }) {
                children += 1
                #expect((byNumber[parent]?.birthDate).map { $0 < citizen.birthDate.adding(months: -16 * 12) } == true)
            }
            if let death = citizen.deathDate { #expect(death > citizen.birthDate && death < day) }
            if case .receiving = citizen.allowance { #expect(citizen.isAlive && citizen.movedOutOn == nil) }
        }
        #expect(children > 1000)
        #expect(
            citizens.contains { $0.name.unicodeScalars.contains { $0.value > 0xFFFF } }, "a name beyond the basic plane"
        )
        #expect(citizens.contains { $0.name.contains("·") })
    }

    @Test("demo people are who they say they are, on any day and for any seed", arguments: [1, 99] as [UInt64])
    func demoPeople(seed: UInt64) throws {
        let generator = CityGenerator(seed: seed, people: 500, day: day)
        let people = Dictionary(uniqueKeysWithValues: generator.demoPeople.map { ($0.role, $0.citizen) })
        #expect(people.count == DemoPerson.Role.allCases.count)
        let ages: [DemoPerson.Role: Int] = [
            .elder: 83, .shopOwner: 38, .rareName: 91, .alreadyReceiving: 86, .accountHeldByAnother: 81, .deceased: 90,
            .movedOut: 82, .dirtyRow: 84, .newcomer: 29, .jobSeeker: 41, .disabledPerson: 47, .trader: 44, .driver: 33,
            .parent: 30, .graduate: 23,
        ]
        for (role, age) in ages { #expect(people[role]?.age(on: day) == age, "\(role)") }
        #expect(Array(generator.population().citizens.prefix(people.count)) == generator.demoPeople.map(\.citizen))
        let elder = try #require(people[.elder])
        #expect(elder.isAlive && elder.allowance == .none && elder.account == .own && elder.district.hasPrefix("3399"))
        #expect(people[.movedOut]?.district.hasPrefix("3399") == false)
        for person in generator.demoPeople {
            #expect(!person.shows.text(in: .chinese).isEmpty && !person.shows.text(in: .english).isEmpty)
        }
    }

    @Test("a city of eligible elders is clean, and everybody but the demo people may be granted")
    func eligibleElders() async throws {
        let fixture = try CityFixture()
        let generator = CityGenerator.sample(people: 400, profile: .eligibleElders)
        let city = try await generator.write(to: fixture.directory)
        let demoNumbers = Set(city.demoPeople.map(\.citizen.residentNumber))
        #expect(city.blemishes.allSatisfy { demoNumbers.contains($0.residentNumber) })
        for citizen in generator.population().citizens.dropFirst(DemoPerson.Role.allCases.count) {
            #expect(
                citizen.age(on: day) >= 80 && citizen.isAlive && citizen.account == .own && citizen.allowance == .none)
        }
    }
}
