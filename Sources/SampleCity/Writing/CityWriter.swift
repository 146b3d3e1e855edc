import Crypto
import Kernel
import Storage
import StorageSQLite

/// Writes the systems of all departments.
struct CityWriter {
    static let truthFile = "truth.csv"
    static let summaryFile = "city.json"

    let generator: CityGenerator
    let files: CityFiles
    let progress: @Sendable (CityDepartment, Int) -> Void

    private var blemishes: [Blemish] = []
    private var rows: [CityDepartment: Int] = [:]
    private var digest = SHA256()

    init(generator: CityGenerator, directory: String, progress: @escaping @Sendable (CityDepartment, Int) -> Void) {
        self.generator = generator
        files = CityFiles(directory: directory)
        self.progress = progress
    }

    mutating func write() async throws -> CitySummary {
        guard !files.exists(Self.summaryFile) else { throw CityError.exists(files.directory) }
        let population = generator.population()
        try await writePublicSecurity(population)
        try await writeCivilAffairs(population)
        try await writeSocialSecurity(population)
        try writeProvidentFund(population)
        let people = PeopleOnRecord(population, day: generator.day)
        for register in DepartmentRegister.all { try await write(register, people) }
        try files.write(CityKey.derive(seed: generator.seed).hexText, to: CityKey.file, isSecret: true)
        let summary = CitySummary(
            seed: generator.seed, people: population.citizens.count, day: generator.day, profile: generator.profile,
            rows: rows, blemishes: blemishes, demoPeople: generator.demoPeople,
            digest: Hex.text(Array(digest.finalize())))
        try files.write(summary.truthBytes, to: Self.truthFile)
        // Last, so that a city that is there is whole.
        try files.write(summary.json.bytes, to: Self.summaryFile)
        return summary
    }

    private mutating func writePublicSecurity(_ population: Population) async throws {
        let register = PopulationRegister(generator)
        let database = try open(PopulationRegister.file)
        var table = try await TableWriter(PopulationRegister.table, in: database)
        for (index, citizen) in population.citizens.enumerated() {
            let entry = register.rows(of: citizen, at: index)
            try await add(entry, to: &table, of: .publicSecurity)
        }
        try await finish(&table, of: .publicSecurity)
        let people = PeopleOnRecord(population, day: generator.day)
        for book in ResidenceTables.all {
            var table = try await write(book, people, in: database, of: .publicSecurity)
            try await finish(&table)
        }
        try database.close()
    }

    private mutating func writeCivilAffairs(_ population: Population) async throws {
        let register = BenefitRegister(generator)
        let database = try open(BenefitRegister.file)
        var payments = try await TableWriter(BenefitRegister.payments, in: database)
        var relief = try await TableWriter(BenefitRegister.relief, in: database)
        var allowances = try await TableWriter(BenefitRegister.allowances, in: database)
        var marginal = try await TableWriter(BenefitRegister.marginal, in: database)
        var row = 0
        for (index, citizen) in population.citizens.enumerated() {
            let given = register.relief(of: citizen, at: index)
            for cells in given { try await relief.append(cells) }
            if let cells = register.allowance(of: citizen, relief: given) { try await allowances.append(cells) }
            if let cells = register.marginal(citizen, at: index) { try await marginal.append(cells) }
            guard citizen.allowance != .none else { continue }
            let entry = register.payments(of: citizen, at: index, row: row)
            try await add(entry, to: &payments, of: .civilAffairs)
            row += 1
        }
        try await finish(&relief)
        try await finish(&allowances)
        try await finish(&marginal)
        try await finish(&payments, of: .civilAffairs)
        try database.close()
    }

    private mutating func writeSocialSecurity(_ population: Population) async throws {
        let register = CardRegister(generator)
        let database = try open(CardRegister.file)
        var cards = try await TableWriter(CardRegister.cards, in: database)
        var periods = try await TableWriter(CardRegister.periods, in: database)
        var row = 0
        for (index, citizen) in population.citizens.enumerated() {
            for cells in register.periods(of: citizen, at: index, firms: population.firms) {
                try await periods.append(cells)
            }
            guard citizen.account != .none else { continue }
            let entry = register.cards(of: citizen, at: index, row: row)
            try await add(entry, to: &cards, of: .socialSecurity)
            row += 1
        }
        try await finish(&periods)
        try await finish(&cards, of: .socialSecurity)
        try database.close()
    }

    /// Two drops, so that "the newest" means something.
    private mutating func writeProvidentFund(_ population: Population) throws {
        let drop = FundDrop(generator)
        for day in [generator.day.adding(days: -1), generator.day] {
            let (lines, wrong) = drop.allLines(of: population, day: day)
            let bytes = FundDrop.bytes(lines)
            try files.write(bytes, to: "\(FundDrop.directory)/\(FundDrop.fileName(day))")
            digest.update(data: bytes)
            guard day == generator.day else { continue }
            rows[.providentFund] = lines.count
            blemishes += wrong
            progress(.providentFund, lines.count)
        }
    }

    // MARK: Rows

    func open(_ name: String) throws -> SQLiteDatabase {
        try files.makeFolder(of: name)
        return try SQLiteDatabase(path: files.path(name))
    }

    mutating func add(
        _ entry: (rows: [[SQLValue]], blemish: Blemish?), to table: inout TableWriter, of department: CityDepartment
    ) async throws {
        for row in entry.rows { try await table.append(row) }
        if let blemish = entry.blemish { blemishes.append(blemish) }
        if table.rowCount % 10_000 == 0 { progress(department, table.rowCount) }
    }

    mutating func finish(_ table: inout TableWriter, of department: CityDepartment? = nil) async throws {
        try await table.flush()
        digest.update(data: Array(table.digest.finalize()))
        guard let department else { return }
        rows[department] = table.rowCount
        progress(department, table.rowCount)
    }
}
