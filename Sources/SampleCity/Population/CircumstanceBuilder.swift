import Kernel

/// Draws what else has come to people's lives, each part from a stream of its own, so that a new part changes no other.
struct CircumstanceBuilder {
    let seed: UInt64
    let today: CivilDate

    func circumstances(of citizen: Citizen, at index: Int) -> Circumstances {
        var result = Circumstances()
        guard citizen.isAlive else { return result }
        let age = citizen.age(on: today)
        result.residence = residence(of: citizen, random("life.residence", index))
        result.unemploymentInsurance = unemploymentInsurance(of: citizen, age, random("life.unemployment", index))
        result.medicalInsurance = medicalInsurance(of: citizen, random("life.medical", index))
        result.disability = disability(random("life.disability", index))
        result.drivingLicence = drivingLicence(age, random("life.driving", index))
        result.degree = degree(of: citizen, age, random("life.degree", index))
        result.schooling = schooling(age, random("life.school", index))
        return result
    }

    private func random(_ stream: StaticString, _ index: Int) -> SeededRandom {
        SeededRandom(seed: seed, stream: stream, index: index)
    }

    /// Whoever moved the household registration away may still live here, on a permit.
    private func residence(of citizen: Citizen, _ random: SeededRandom) -> Circumstances.Residence? {
        var random = random
        guard citizen.movedOutOn != nil, random.happens(permille: 700) else { return nil }
        let until = today.adding(days: random.within(-60...365))
        return Circumstances.Residence(
            district: random.pick(Places.districts).code, endorsedUntil: until, isRevoked: random.happens(permille: 20),
            isConfirmed: random.happens(permille: 800) ? random.happens(permille: 750) : nil)
    }

    private func unemploymentInsurance(
        of citizen: Citizen, _ age: Int, _ random: SeededRandom
    ) -> Circumstances.UnemploymentInsurance? {
        var random = random
        let months = random.within(2...170)
        let left = random.happens(permille: 150) ? random.within(1...8) : 0
        if citizen.employer != nil { return .init(monthsPaid: months, monthsLeft: left) }
        guard (22...59).contains(age), random.happens(permille: 350) else { return nil }
        let isRegistered = random.happens(permille: 700)
        return .init(
            monthsPaid: months,
            ending: .init(
                isInvoluntary: random.happens(permille: 600), isRegistered: isRegistered,
                isSeeking: isRegistered && random.happens(permille: 900),
                isReceiving: isRegistered && random.happens(permille: 150)),
            monthsLeft: left)
    }

    private func medicalInsurance(of citizen: Citizen, _ random: SeededRandom) -> Circumstances.MedicalInsurance? {
        var random = random
        if citizen.employer != nil { return .init(isOfEmployees: true, yearPaid: today.year) }
        switch random.below(1000) {
        case ..<50: return nil
        case ..<130: return .init(isOfEmployees: false, yearPaid: today.year - random.within(1...3))
        default: return .init(isOfEmployees: false, yearPaid: today.year)
        }
    }

    private func disability(_ random: SeededRandom) -> Circumstances.Disability? {
        var random = random
        guard random.happens(permille: 60) else { return nil }
        let standing: [Circumstances.Disability.Standing] = [.valid, .frozen, .cancelled]
        return .init(
            category: random.within(1...7), grade: 1 + random.index(byWeight: [14, 22, 32, 32]),
            expiresOn: today.adding(days: random.within(-300...3300)),
            standing: standing[random.index(byWeight: [94, 3, 3])])
    }

    private func drivingLicence(_ age: Int, _ random: SeededRandom) -> Circumstances.DrivingLicence? {
        var random = random
        guard (19...78).contains(age), random.happens(permille: 520) else { return nil }
        let terms: [Circumstances.DrivingLicence.Term] = [.sixYears, .tenYears, .unlimited]
        let term = terms[random.index(byWeight: [45, 40, 15])]
        // Many are due just now, which is what one wants to see.
        let days = random.happens(permille: 200) ? random.within(0...90) : random.within(-200...3600)
        var licence = Circumstances.DrivingLicence(
            vehicle: ["C1", "C2", "B1", "B2", "A1", "D"][random.index(byWeight: [58, 25, 5, 6, 2, 4])], term: term,
            expiresOn: term == .unlimited ? nil : today.adding(days: days))
        licence.points = random.happens(permille: 700) ? 0 : random.within(1...11)
        licence.openViolations = random.happens(permille: 120) ? random.within(1...3) : 0
        licence.fullMarks = random.happens(permille: 40) ? 1 : 0
        licence.isWithheld = random.happens(permille: 10)
        if random.happens(permille: days < 91 ? 700 : 60) {
            licence.examination = .init(
                day: today.adding(days: -random.within(2...300)), isFit: random.happens(permille: 960))
        }
        return licence
    }

    private func degree(of citizen: Citizen, _ age: Int, _ random: SeededRandom) -> Circumstances.Degree? {
        var random = random
        guard (21...60).contains(age), random.happens(permille: 330) else { return nil }
        let level = Circumstances.Degree.Level.allCases[random.index(byWeight: [45, 44, 10, 1])]
        let years = [21, 22, 25, 29][Circumstances.Degree.Level.allCases.firstIndex(of: level) ?? 0]
        guard let summer = CivilDate(year: citizen.birthDate.year + years, month: 6, day: 30), summer < today else {
            return nil
        }
        return .init(
            level: level, isFullTime: random.happens(permille: 850), isCompleted: random.happens(permille: 980),
            graduatedOn: summer, needsLook: random.happens(permille: 50))
    }

    private func schooling(_ age: Int, _ random: SeededRandom) -> Circumstances.Schooling? {
        var random = random
        switch age {
        case 6...17: return random.happens(permille: 985) ? .enrolled : .suspended
        case 18...22: return random.happens(permille: 300) ? .enrolled : .graduated
        default: return nil
        }
    }

    /// 婴幼儿 of the city, under three, by the numbers of their guardians: the mother applies where there is one.
    func infants(of citizens: ArraySlice<Citizen>) -> [String: [Circumstances.Infant]] {
        let young = citizens.filter { $0.isAlive && $0.birthDate.adding(months: 36) > today && $0.birthDate <= today }
        return young.reduce(into: [:]) { result, child in
            var infant = Circumstances.Infant(
                birthRecord: "CS" + child.residentNumber.suffix(12), name: child.name, birthDate: child.birthDate,
                district: child.district, isApplicant: true)
            for guardian in [child.mother, child.father].compactMap(\.self) {
                result[guardian, default: []].append(infant)
                infant.isApplicant = false
            }
        }
    }
}
