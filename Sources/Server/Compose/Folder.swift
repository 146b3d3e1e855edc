import EventLog
import Foundation

/// Folders of the data directory.
enum Folder {
    /// Makes a folder for the city's own eyes only, and waits until its name and those above it are on disk: all that is
    /// promised to last lies in it.
    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try MachineDisk().settle(folder: path)
        } catch { throw StartupError("不能建立文件夹 \(path)，请检查权限 (cannot make this folder; check its permissions)") }
    }
}
