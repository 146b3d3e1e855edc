import Foundation
import Storage
package import StoragePostgres
import Synchronization

/// A PostgreSQL of our own, started with the first test that needs it. It ends when this process does, however that is:
/// the script waits for the end of its input.
package enum PostgresCluster {
    package static let url: String? = start()

    package static func emptyDatabase() async throws -> PostgresDatabase {
        try await PostgresDatabase(url: emptyDatabaseURL())
    }

    /// The URL of a new, empty schema.
    package static func emptyDatabaseURL() async throws -> String {
        guard let url else { throw StorageError.unavailable("PostgreSQL is not installed") }
        let schema = "test_" + String(UInt64.random(in: 0 ... .max), radix: 36)
        let database = try await PostgresDatabase(url: url)
        try await database.write { tx in try tx.execute(SQL(pieces: ["CREATE SCHEMA \(schema)"], parameters: [])) }
        try await database.close()
        return url + "&application_name=\(schema)&options=-csearch_path%3D\(schema)"
    }

    private static func start() -> String? {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("scripts/postgres.sh")
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = script
        process.standardInput = input
        process.standardOutput = output
        guard (try? process.run()) != nil else { return nil }
        // Held open as long as this process lives.
        inputs.withLock { $0.append(input) }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let url = line.trimmingCharacters(in: .whitespacesAndNewlines)
        return url.hasPrefix("postgres://") ? url : nil
    }

    private static let inputs = Mutex<[Pipe]>([])
}
