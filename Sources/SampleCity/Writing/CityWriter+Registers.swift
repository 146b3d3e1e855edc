import Storage
import StorageSQLite

extension CityWriter {
    /// Writes the whole system of a department.
    mutating func write(_ register: DepartmentRegister, _ people: PeopleOnRecord) async throws {
        let database = try open(register.file)
        for (position, book) in register.tables.enumerated() {
            var table = try await write(book, people, in: database, of: register.department)
            try await finish(&table, of: position == 0 ? register.department : nil)
        }
        try database.close()
    }

    /// Writes one table; it is to be finished.
    mutating func write(
        _ book: PersonTable, _ people: PeopleOnRecord, in database: SQLiteDatabase, of department: CityDepartment
    ) async throws -> TableWriter {
        var table = try await TableWriter(book.table, in: database)
        let plan = book.wear.map { BlemishPlan(generator, stream: $0.stream, isInTurn: true) }
        var row = 0
        for index in people.indices {
            let person = people[index]
            var random = SeededRandom(seed: generator.seed, stream: book.stream, index: index)
            let clean = book.rows(person, &random)
            guard !clean.isEmpty else { continue }
            defer { row += 1 }
            guard let wear = book.wear, let kind = plan?.kind(row: row, of: index) else {
                try await add((clean, nil), to: &table, of: department)
                continue
            }
            let (rows, column) = book.spoilt(clean, kind, wear, day: generator.day, &random)
            let blemish = Blemish(
                department: department, kind: kind, residentNumber: person.citizen.residentNumber,
                place: "\(book.table.name).\(column)")
            try await add((rows, blemish), to: &table, of: department)
        }
        return table
    }
}
