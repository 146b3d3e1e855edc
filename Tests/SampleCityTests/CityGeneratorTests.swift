import Kernel
import SampleCity
import Storage
import StorageSQLite
import Testing

@Suite("CityGenerator")
struct CityGeneratorTests {
    @Test("the same seed gives the same city, another seed another")
    func isDeterministic() async throws {
        let (first, second, other) = (try CityFixture(), try CityFixture(), try CityFixture())
        let city = try await CityGenerator.sample(people: 300).write(to: first.directory)
        let again = try await CityGenerator.sample(people: 300).write(to: second.directory)
        let stranger = try await CityGenerator.sample(seed: 8, people: 300).write(to: other.directory)
        #expect(city.digest == again.digest)
        #expect(city.digest != stranger.digest)
        for file in ["truth.csv", "city.json", "gjj/gjj_20261122.csv", "renshe/keys/huimin.hex"] {
            #expect(try first.bytes(file) == second.bytes(file), "\(file)")
        }
        #expect(try first.bytes("renshe/keys/huimin.hex") != other.bytes("renshe/keys/huimin.hex"))
    }

    @Test("the content is the same on every machine, by a recorded digest")
    func hasTheRecordedDigest() async throws {
        let fixture = try CityFixture()
        let city = try await CityGenerator.sample(people: 300).write(to: fixture.directory)
        #expect(city.digest == "addb567bbf3ab2d161cb8c1a01fb341c7459e2b944e48add0a06ecfc48cda07d")
    }

    @Test("a directory that holds a city is not written over")
    func refusesToOverwrite() async throws {
        let fixture = try CityFixture()
        let generator = CityGenerator.sample(people: 50)
        _ = try await generator.write(to: fixture.directory)
        await #expect(throws: CityError.exists(fixture.directory)) {
            _ = try await generator.write(to: fixture.directory)
        }
    }

    @Test("a written city says how it was made, and gets the drop of another day")
    func knowsItsGenerator() async throws {
        let fixture = try CityFixture()
        let generator = CityGenerator.sample(people: 200)
        _ = try await generator.write(to: fixture.directory)
        let found = try #require(CityGenerator.existing(in: fixture.directory))
        #expect((found.seed, found.people, found.day) == (generator.seed, generator.people, generator.day))
        try found.writeFundDrop(day: generator.day.adding(days: 3), to: fixture.directory)
        #expect(try fixture.names(in: "gjj") == ["gjj_20261121.csv", "gjj_20261122.csv", "gjj_20261125.csv"])
        #expect(CityGenerator.existing(in: fixture.directory + "/gjj") == nil)
    }

    @Test("one row in twenty is wrong in every department, in every way, and the truth says which")
    func hasTheDirtyShare() async throws {
        let fixture = try CityFixture()
        let city = try await CityGenerator.sample(people: 4000).write(to: fixture.directory)
        for department in CityDepartment.allCases {
            let blemishes = city.blemishes.filter { $0.department == department }
            let share = Double(blemishes.count) / Double(city.rows[department] ?? 0)
            #expect((0.04...0.055).contains(share), "\(department.rawValue): \(share)")
            #expect(Set(blemishes.map(\.kind)) == Set(Blemish.Kind.allCases), "\(department.rawValue)")
        }
        let lines = String(decoding: try fixture.bytes("truth.csv"), as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == city.blemishes.count + 1)
    }

    @Test("what the truth says of 公安 is what stands in its table")
    func truthIsTrue() async throws {
        let fixture = try CityFixture()
        let city = try await CityGenerator.sample(people: 1500).write(to: fixture.directory)
        let database = try ReadOnlySQLite(path: fixture.directory + "/gongan/gongan.sqlite")
        for blemish in city.blemishes where blemish.department == .publicSecurity {
            let number = blemish.residentNumber
            let rows = try await database.read { try $0.rows("SELECT * FROM t_czrk WHERE gmsfhm = \(number)") }
            switch blemish.kind {
            case .wrongCheckDigit: #expect(rows.isEmpty)
            case .duplicate: #expect(rows.count == 2 && rows[0].text("hjdz_qh") != rows[1].text("hjdz_qh"))
            case .stale: #expect(rows.count == 1 && rows[0].text("gxsj") < "20240101")
            case .missing:
                let column = blemish.place.split(separator: ".")[1]
                #expect(column == "*" ? rows.isEmpty : (rows[0].optionalText(String(column)) ?? "").isEmpty)
            }
        }
    }

    @Test("progress is told, up to the last row")
    func tellsProgress() async throws {
        let fixture = try CityFixture()
        try await confirmation(expectedCount: CityDepartment.allCases.count) { told in
            _ = try await CityGenerator.sample(people: 60).write(to: fixture.directory) { _, rows in
                if rows > 0 { told() }
            }
        }
    }
}
