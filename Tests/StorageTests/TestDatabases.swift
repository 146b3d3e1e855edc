import Foundation
import Storage
import StoragePostgres
import StorageSQLite
import Synchronization
import Testing

/// The databases that the suite runs on.
enum DatabaseKind: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case sqlite, postgres

    var testDescription: String { rawValue }

    /// All that are installed on this machine.
    static let available = allCases.filter { $0 != .postgres || PostgresCluster.url != nil }

    /// An empty database.
    func open() async throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase(path: try Scratch.folder() + "/test.sqlite")
        case .postgres: try await PostgresCluster.emptyDatabase()
        }
    }
}

/// A PostgreSQL of our own, started with the first test that needs it. It ends when this process does, however that is:
/// the script waits for the end of its input.
enum PostgresCluster {
    static let url: String? = start()

    static func emptyDatabase() async throws -> PostgresDatabase {
        try await PostgresDatabase(url: emptyDatabaseURL())
    }

    /// The URL of a new, empty schema.
    static func emptyDatabaseURL() async throws -> String {
        let url = try #require(url)
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

/// Folders that a test may fill; the system clears them.
enum Scratch {
    static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "huimin-\(UInt64.random(in: 0 ... .max))"
        ).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
