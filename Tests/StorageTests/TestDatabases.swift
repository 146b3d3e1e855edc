import Foundation
import Rehearsal
import Scratch
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
        case .sqlite: try SQLiteDatabase(path: try TestFolder.folder() + "/test.sqlite")
        case .postgres: try await PostgresCluster.emptyDatabase()
        }
    }
}

/// Folders that a test may fill. Databases are held by whoever opened them, so they all go at the end.
enum TestFolder {
    private static let all = ScratchFolder("storage")

    static func folder() throws -> String {
        let path = all.path + "/\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
