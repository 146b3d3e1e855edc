package import Kernel

/// Makes a synthetic city: people, households, firms, and the departments' own systems that know about them.
/// The same seed, size, day and profile give the same content on every machine.
package struct CityGenerator: Sendable {
    /// What kind of city.
    package enum Profile: String, Sendable {
        /// Families of all ages, 5 % dirty rows, the ordinary exceptions of life.
        case everyday
        /// People over eighty who may all be granted 高龄津贴, every row clean: for benches. The demo people, who may not
        /// all, come first.
        case eligibleElders
    }

    package let seed: UInt64
    /// How many people stand in the population register, the dead and those who moved away included.
    package let people: Int
    /// The day on which the city is as it is: ages and "updated" days count from it.
    package let day: CivilDate
    package let profile: Profile

    /// - Parameter people: at least as many as there are demo people; fewer are raised to that.
    package init(seed: UInt64, people: Int = 2000, day: CivilDate, profile: Profile = .everyday) {
        self.seed = seed
        self.people = max(people, DemoPeople.count)
        self.day = day
        self.profile = profile
    }

    /// The generator of the city that `directory` holds; `nil` where there is none.
    package static func existing(in directory: String) -> CityGenerator? {
        guard let bytes = try? CityFiles(directory: directory).read(CityWriter.summaryFile),
            let json = try? JSON.parse(bytes), let seed = json["seed"]?.string.flatMap(UInt64.init),
            let people = json["people"]?.int, let day = json["day"]?.string.flatMap({ CivilDate($0) }),
            let profile = json["profile"]?.string.flatMap(Profile.init)
        else { return nil }
        return CityGenerator(seed: seed, people: people, day: day, profile: profile)
    }

    /// Everybody as they truly are, for tests and benches; departments know them only by their own rows.
    package func population() -> Population { PopulationBuilder.build(self) }

    /// The people with whom something particular can be shown, in the order of `DemoPerson.Role`.
    package var demoPeople: [DemoPerson] {
        let small = CityGenerator(seed: seed, people: DemoPeople.count, day: day, profile: .eligibleElders)
        return zip(DemoPerson.Role.allCases, small.population().citizens).map { role, citizen in
            DemoPerson(role: role, citizen: citizen, shows: role.shows)
        }
    }

    /// Writes the departments' systems below `directory` (which must not hold a city yet) and says what was written.
    ///
    /// - Parameter progress: called from time to time with the department and the rows done so far.
    package func write(
        to directory: String, progress: @escaping @Sendable (CityDepartment, Int) -> Void = { _, _ in }
    ) async throws -> CitySummary {
        var writer = CityWriter(generator: self, directory: directory, progress: progress)
        return try await writer.write()
    }

    /// Puts the drop of 公积金 for `day` into a city that was written before, as the department does every night.
    package func writeFundDrop(day: CivilDate, to directory: String) throws {
        let lines = FundDrop(self).allLines(of: population(), day: day).lines
        try CityFiles(directory: directory).write(
            FundDrop.bytes(lines), to: "\(FundDrop.directory)/\(FundDrop.fileName(day))")
    }
}

/// What was written.
package struct CitySummary: Sendable {
    package let seed: UInt64
    package let people: Int
    package let day: CivilDate
    package let profile: CityGenerator.Profile
    /// Rows in each department's main table.
    package let rows: [CityDepartment: Int]
    /// Every row that is wrong on purpose. Also in `truth.csv`.
    package let blemishes: [Blemish]
    package let demoPeople: [DemoPerson]
    /// SHA-256 over all rows in order, hexadecimal: equal cities have equal digests on every machine.
    package let digest: String
}

/// Why a city could not be written.
package enum CityError: Error, Sendable, Equatable {
    /// The directory holds a city already.
    case exists(String)
    /// The operating system refused a file.
    case file(String)
}
