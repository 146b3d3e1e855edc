import GRDBSQLite

/// What SQLite keeps of an open file: its methods, as SQLite wants them first, and our handle.
struct PowerFile {
    var base: sqlite3_file
    var handle: Unmanaged<PowerHandle>

    static func open(
        _ path: String, on disk: PowerDisk, flags: CInt, in place: UnsafeMutablePointer<sqlite3_file>?
    ) -> CInt {
        guard let place else { return SQLITE_MISUSE }
        place.pointee.pMethods = nil
        let isNew = !disk.exists(path)
        guard let file = disk.open(path, creating: flags & SQLITE_OPEN_CREATE != 0) else { return SQLITE_CANTOPEN }
        let isLog = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL) != 0
        let handle = PowerHandle(
            disk: disk, path: path, file: file, table: LockTable.of(disk, file), needsFolderSync: isNew && isLog)
        handle.table.enter(handle)
        UnsafeMutableRawPointer(place).bindMemory(to: PowerFile.self, capacity: 1).initialize(
            to: PowerFile(base: sqlite3_file(pMethods: methods), handle: .passRetained(handle)))
        return SQLITE_OK
    }

    static func handle(_ file: UnsafeMutablePointer<sqlite3_file>?) -> PowerHandle {
        guard let file else { preconditionFailure("SQLite gave no file") }
        return UnsafeMutableRawPointer(file).assumingMemoryBound(to: PowerFile.self).pointee.handle
            .takeUnretainedValue()
    }

    nonisolated(unsafe) private static let methods: UnsafePointer<sqlite3_io_methods> = {
        var methods = sqlite3_io_methods()
        methods.iVersion = 2
        methods.xClose = { file in
            guard let file else { return SQLITE_OK }
            let opened = UnsafeMutableRawPointer(file).assumingMemoryBound(to: PowerFile.self).pointee.handle
            opened.takeUnretainedValue().close()
            opened.release()
            return SQLITE_OK
        }
        methods.xRead = { file, buffer, count, offset in
            PowerFile.handle(file).read(
                into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)), at: Int(offset))
        }
        methods.xWrite = { file, buffer, count, offset in
            let bytes = [UInt8](UnsafeRawBufferPointer(start: buffer, count: Int(count)))
            return PowerFile.handle(file).write(bytes, at: Int(offset))
        }
        methods.xTruncate = { file, size in PowerFile.handle(file).truncate(to: Int(size)) }
        methods.xSync = { file, _ in PowerFile.handle(file).sync() }
        methods.xFileSize = { file, size in
            size?.pointee = sqlite3_int64(PowerFile.handle(file).size)
            return SQLITE_OK
        }
        methods.xLock = { file, level in PowerFile.handle(file).lock(level) }
        methods.xUnlock = { file, level in PowerFile.handle(file).unlock(level) }
        methods.xCheckReservedLock = { file, result in
            result?.pointee = PowerFile.handle(file).isReserved ? 1 : 0
            return SQLITE_OK
        }
        methods.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        // As the system's own VFS says of local disks.
        methods.xSectorSize = { _ in 4096 }
        methods.xDeviceCharacteristics = { _ in SQLITE_IOCAP_POWERSAFE_OVERWRITE }
        methods.xShmMap = { file, region, size, extend, result in
            let handle = PowerFile.handle(file)
            result?.pointee = UnsafeMutableRawPointer(
                bitPattern: handle.table.region(Int(region), size: Int(size), extend: extend != 0)
            ).map { UnsafeMutableRawPointer($0) }
            return SQLITE_OK
        }
        methods.xShmLock = { file, offset, count, flags in
            let handle = PowerFile.handle(file)
            return handle.table.lockShared(handle, slots: (1 << count - 1) << offset, flags: flags)
        }
        methods.xShmBarrier = { file in PowerFile.handle(file).table.barrier() }
        methods.xShmUnmap = { file, _ in
            let handle = PowerFile.handle(file)
            return handle.table.lockShared(handle, slots: ~0, flags: SQLITE_SHM_UNLOCK)
        }
        let place = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        place.initialize(to: methods)
        return UnsafePointer(place)
    }()
}

/// One opening of one file.
final class PowerHandle: Sendable {
    let disk: PowerDisk
    let path: String
    let file: Int
    let table: LockTable
    private let needsFolderSync: Bool

    init(disk: PowerDisk, path: String, file: Int, table: LockTable, needsFolderSync: Bool) {
        self.disk = disk
        self.path = path
        self.file = file
        self.table = table
        self.needsFolderSync = needsFolderSync
    }

    var size: Int { disk.size(file) }
    var isReserved: Bool { table.isReserved }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> CInt {
        guard let bytes = disk.bytes(file, offset..<offset + buffer.count) else { return SQLITE_IOERR | (1 << 8) }
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[..<bytes.count]).copyMemory(from: $0) }
        guard bytes.count < buffer.count else { return SQLITE_OK }
        // SQLite wants the rest zeroed.
        _ = UnsafeMutableRawBufferPointer(rebasing: buffer[bytes.count...]).initializeMemory(
            as: UInt8.self, repeating: 0)
        return SQLITE_IOERR | (2 << 8)  // SQLITE_IOERR_SHORT_READ
    }

    func write(_ bytes: [UInt8], at offset: Int) -> CInt {
        disk.write(bytes, to: file, at: offset) ? SQLITE_OK : SQLITE_IOERR | (3 << 8)
    }

    func truncate(to size: Int) -> CInt { disk.truncate(file, to: size) ? SQLITE_OK : SQLITE_IOERR | (6 << 8) }

    /// The system's VFS waits for the folder too, where the file is a new log.
    func sync() -> CInt {
        guard disk.sync(file, path: path), !needsFolderSync || disk.syncNames(in: disk.root) else {
            return SQLITE_IOERR | (4 << 8)
        }
        return SQLITE_OK
    }

    func lock(_ level: CInt) -> CInt { table.lock(self, level) }
    func unlock(_ level: CInt) -> CInt { table.unlock(self, level) }
    func close() { table.leave(self) }
}
