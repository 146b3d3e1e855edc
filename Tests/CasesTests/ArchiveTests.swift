import Cases
import Kernel
import Rehearsal
import Server
import Storage
import Testing

@Suite("A city's archive, beside its server")
struct ArchiveTests {
    @Test("It reads the decisions and cannot write, on both databases", arguments: [false, PostgresCluster.url != nil])
    func readsOnly(onPostgres: Bool) async throws {
        let house = RehearsalHouse(database: onPostgres ? try await PostgresCluster.emptyDatabaseURL() : nil)
        let stage = try await Stage(in: house)
        let file = try await stage.apply()
        let archive = try await CityArchive(data: house.folder, database: house.database)
        var numbers: [String] = []
        try await archive.decisions.forEach { numbers.append($0.decision.number) }
        #expect(numbers == [file.number])
        await #expect(throws: StorageError.unavailable("opened for reading only")) {
            try await archive.database.write { tx in try tx.execute("DELETE FROM case_file") }
        }
        await #expect(throws: (any Error).self) {
            _ = try await archive.database.read { tx in try tx.rows("DELETE FROM case_file RETURNING id").count }
        }
        #expect(try await stage.counts().cases == 1)
        try await archive.database.close()
    }
}
