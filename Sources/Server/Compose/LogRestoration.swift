package import EventLog
import Foundation
import Storage
import StorageSQLite
package import TransparencyLog
import Vault

/// 恢复账本: the parts of a stopped city that `huimin log restore` works on. Nobody else has the data meanwhile.
package struct LogRestoration: Sendable {
    /// What the name of the city's log is now.
    package let identity: LogIdentity
    private let data: String
    private let database: any Database
    private let lock: DirectoryLock

    /// - Parameter city: the folder with `city.yaml`, which names the log and its witnesses.
    package init(city: String, data: String, database: String?) async throws {
        self.data = data
        let vault = try CityKeys(data: data).vault()
        do { lock = try DirectoryLock(path: data + "/lock") } catch {
            throw StartupError("请先停下服务器再恢复账本 (stop the server first)")
        }
        identity = LogIdentity(origin: try CityFolder.logSetting(city).name, key: vault.logKey)
        self.database = try await Settings(data: data, database: database).openDatabase()
        try await self.database.migrate(Platform.migrations, at: SystemTime().now())
        guard try await KeyMark.agrees(self.database, vault) else { throw StartupError.foreignKeys(data) }
    }

    /// Goes on with the same log. Whether the files are the newest the witnesses know, who are asked when the server starts.
    package func importEntries(_ file: @escaping LogAudit.Source) async throws -> RestoreLog.Summary {
        defer { withExtendedLifetime(lock) {} }
        return try await RestoreLog(database: database, identity: identity).importEntries(file)
    }

    /// Begins anew under the name that the city's folder now has; the old log's files are kept beside the new ones.
    /// - Parameter note: the old log's last checkpoint; the one in the data directory where none is given.
    /// - Returns: the folder with the old files.
    package func beginAnew(after note: SignedNote?) async throws -> String {
        let (log, before) = (data + "/log", data + "/log.before")
        guard !FileManager.default.fileExists(atPath: before) else {
            throw StartupError("\(before) 已经在那里，请先移走 (it is there already: move it away first)")
        }
        let own = FileManager.default.contents(atPath: log + "/checkpoint")
        guard let last = try note ?? own.map({ try SignedNote(parsing: Array($0)) }),
            let checkpoint = Checkpoint(text: last.text)
        else { throw StartupError("没有旧账本的检查点，请用 --from 指出 (no checkpoint of the old log: name it with --from)") }
        let old = NoteKey(
            name: checkpoint.origin, algorithm: .ed25519, publicKey: identity.signer.key.publicKey,
            hasher: SHA256TreeHasher())
        guard let old, (try? last.verified(by: [LogIdentity.verifier(old)])) != nil else {
            throw StartupError("旧检查点不是这座城市的密钥签的 (the old checkpoint is not signed by this city's key)")
        }
        guard checkpoint.origin != identity.origin else {
            throw StartupError("请先在 city.yaml 里给“日志”改一个新名字 (first give the log a new name in city.yaml)")
        }
        try await RestoreLog(database: database, identity: identity).beginAnew(after: last)
        if FileManager.default.fileExists(atPath: log) { try FileManager.default.moveItem(atPath: log, toPath: before) }
        try TileDirectory(path: log).writePrevious(last)
        withExtendedLifetime(lock) {}
        return before
    }

    package func close() async throws { try await database.close() }
}
