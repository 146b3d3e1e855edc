import Foundation
import Rehearsal
import Storage
import StoragePostgres
import StorageSQLite
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
