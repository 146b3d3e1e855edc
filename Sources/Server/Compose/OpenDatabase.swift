import Foundation
package import Storage
import StoragePostgres
import StorageSQLite

extension Settings {
    /// Whether other servers may be at work on the same database. A file is ours alone, by the lock of the directory.
    var isDatabaseShared: Bool { database != nil }

    package func openDatabase() async throws -> any Database {
        guard let database else { return try SQLiteDatabase(path: data + "/huimin.sqlite") }
        return try await openPostgres(database, for: .readAndWrite)
    }

    /// The same for those who only read: a file that is not there is not made, a server is told not to write.
    func openDatabaseToRead() async throws -> any Database {
        if let database { return try await openPostgres(database, for: .readOnly) }
        let file = data + "/huimin.sqlite"
        guard FileManager.default.fileExists(atPath: file) else {
            throw StartupError("\(data) 里没有数据库 (no database in \(data))")
        }
        return try ReadOnlySQLite(path: file)
    }

    private func openPostgres(_ database: String, for access: PostgresDatabase.Access) async throws -> any Database {
        guard ["postgres://", "postgresql://"].contains(where: database.hasPrefix) else {
            throw StartupError(
                "--database 的值是 postgres://用户@主机:端口/库名 (--database takes postgres://user@host:port/name)")
        }
        do { return try await PostgresDatabase(url: database, access: access) } catch StorageError.unavailable(let why)
        {
            throw StartupError("连不上数据库，请检查 --database 和 PostgreSQL 服务 (cannot reach the database): \(why)")
        }
    }
}

extension StartupError {
    static func foreignKeys(_ data: String) -> StartupError {
        StartupError(
            """
            这个数据库的内容是用另一套密钥加密的，请把原来服务器的 keys.json 复制到 \(data) \
            (this database was written under other keys: copy keys.json of its first server to \(data))
            """)
    }
}
