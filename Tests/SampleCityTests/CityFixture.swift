import FoundationEssentials
import Kernel
import SampleCity
import Scratch
import Storage
import StorageSQLite

/// A city in a directory of its own, removed when the test is done with it.
final class CityFixture {
    private let scratch: ScratchFolder
    let directory: String

    init() throws {
        scratch = ScratchFolder("city")
        directory = scratch.path
    }

    func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(filePath: directory + "/" + name)))
    }

    func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory + "/" + folder).sorted()
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: directory + "/" + name))
    }

    /// All values of all tables of a department's file, as texts.
    func values(of file: String) async throws -> [String] {
        let database = try ReadOnlySQLite(path: directory + "/" + file)
        return try await database.read { transaction in
            let tables = try transaction.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map {
                $0.text("name")
            }
            return try tables.flatMap { table in
                try transaction.rows(SQL(pieces: ["SELECT * FROM \(table)"], parameters: [])).flatMap { row in
                    row.columnNames.compactMap { column in
                        switch row[column] {
                        case .text(let text): text
                        case .integer(let number): String(number)
                        default: nil
                        }
                    }
                }
            }
        }
    }
}

extension CityGenerator {
    static func sample(
        seed: UInt64 = 7, people: Int = 2000, profile: Profile = .everyday
    ) -> CityGenerator {
        CityGenerator(seed: seed, people: people, day: sampleDay, profile: profile)
    }

    /// 2026-11-22
    static let sampleDay = CivilDate(daysSinceEpoch: 20_779)
}
