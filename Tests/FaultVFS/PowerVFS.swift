import GRDBSQLite
import Glibc
import Synchronization

/// Makes SQLite keep databases on `PowerDisk`s: the default VFS of this process, which passes everything that does not lie
/// on such a disk to the system's own.
package enum PowerVFS {
    private static let disks = Mutex<[String: PowerDisk]>([:])
    private static let isInstalled: Bool = install()

    /// SQLite finds databases below `disk.root` on that disk from now on.
    package static func mount(_ disk: PowerDisk) {
        precondition(isInstalled, "SQLite refused the VFS")
        disks.withLock { $0[disk.root] = disk }
    }

    /// To be called when every connection to the disk's databases is closed, or will never be used again.
    package static func unmount(_ disk: PowerDisk) {
        disks.withLock { _ = $0.removeValue(forKey: disk.root) }
        LockTable.forget(disk)
    }

    static func disk(of path: UnsafePointer<CChar>?) -> (disk: PowerDisk, path: String)? {
        guard let path else { return nil }
        let text = String(cString: path)
        return disks.withLock { disks in disks[PowerDisk.parent(text)].map { ($0, text) } }
    }

    private static func install() -> Bool {
        guard let system = sqlite3_vfs_find(nil) else { return false }
        let own = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        own.initialize(to: system.pointee)
        own.pointee.pNext = nil
        own.pointee.zName = UnsafePointer(strdup("power"))
        own.pointee.pAppData = UnsafeMutableRawPointer(system)
        own.pointee.szOsFile = max(system.pointee.szOsFile, CInt(MemoryLayout<PowerFile>.size))
        own.pointee.xOpen = { vfs, path, file, flags, outFlags in
            guard let (disk, path) = PowerVFS.disk(of: path) else {
                return PowerVFS.system(vfs).pointee.xOpen(PowerVFS.system(vfs), path, file, flags, outFlags)
            }
            outFlags?.pointee = flags
            return PowerFile.open(path, on: disk, flags: flags, in: file)
        }
        own.pointee.xDelete = { vfs, path, mustSync in
            guard let (disk, path) = PowerVFS.disk(of: path) else {
                return PowerVFS.system(vfs).pointee.xDelete(PowerVFS.system(vfs), path, mustSync)
            }
            guard disk.exists(path) else { return SQLITE_IOERR | (23 << 8) }  // SQLITE_IOERR_DELETE_NOENT
            let isDone = disk.removeName(path) && (mustSync == 0 || disk.syncNames(in: disk.root))
            return isDone ? SQLITE_OK : SQLITE_IOERR
        }
        own.pointee.xAccess = { vfs, path, flags, result in
            guard let (disk, path) = PowerVFS.disk(of: path) else {
                return PowerVFS.system(vfs).pointee.xAccess(PowerVFS.system(vfs), path, flags, result)
            }
            result?.pointee = disk.exists(path) ? 1 : 0
            return SQLITE_OK
        }
        own.pointee.xFullPathname = { vfs, path, size, result in
            guard let path, let result, let (_, text) = PowerVFS.disk(of: path) else {
                return PowerVFS.system(vfs).pointee.xFullPathname(PowerVFS.system(vfs), path, size, result)
            }
            guard text.utf8.count < size else { return SQLITE_CANTOPEN }
            strcpy(result, path)
            return SQLITE_OK
        }
        return sqlite3_vfs_register(own, 1) == SQLITE_OK
    }

    private static func system(_ vfs: UnsafeMutablePointer<sqlite3_vfs>?) -> UnsafeMutablePointer<sqlite3_vfs> {
        guard let system = vfs?.pointee.pAppData else { preconditionFailure("a VFS without the system's") }
        return system.assumingMemoryBound(to: sqlite3_vfs.self)
    }
}
