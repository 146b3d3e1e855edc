import GRDBSQLite
import Synchronization

/// Locks and shared memory of one database file among the connections of this process.
final class LockTable: Sendable {
    private struct Holder {
        var level = SQLITE_LOCK_NONE
        var shared = 0
        var exclusive = 0
    }

    private struct State {
        var holders: [ObjectIdentifier: Holder] = [:]
        /// Addresses of the pieces of the write-ahead log's index.
        var regions: [UInt] = []
    }

    private static let tables = Mutex<[ObjectIdentifier: [Int: LockTable]]>([:])
    private let state = Mutex(State())

    /// One for each file of a disk.
    static func of(_ disk: PowerDisk, _ file: Int) -> LockTable {
        tables.withLock { tables in
            let table = tables[ObjectIdentifier(disk)]?[file] ?? LockTable()
            tables[ObjectIdentifier(disk), default: [:]][file] = table
            return table
        }
    }

    /// Forgets a disk that is no longer in use.
    static func forget(_ disk: PowerDisk) { tables.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(disk)) } }

    deinit {
        for address in state.withLock({ $0.regions }) { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
    }

    func enter(_ handle: PowerHandle) { state.withLock { $0.holders[ObjectIdentifier(handle)] = Holder() } }
    func leave(_ handle: PowerHandle) { state.withLock { $0.holders[ObjectIdentifier(handle)] = nil } }

    var isReserved: Bool { state.withLock { $0.holders.values.contains { $0.level >= SQLITE_LOCK_RESERVED } } }

    /// As SQLite's documentation of its locks has it.
    func lock(_ handle: PowerHandle, _ level: CInt) -> CInt {
        state.withLock { state in
            let id = ObjectIdentifier(handle)
            guard var own = state.holders[id], own.level < level else { return SQLITE_OK }
            let others = state.holders.filter { $0.key != id }.values.map(\.level).max() ?? SQLITE_LOCK_NONE
            defer { state.holders[id] = own }
            switch level {
            case SQLITE_LOCK_SHARED where others >= SQLITE_LOCK_PENDING: return SQLITE_BUSY
            case SQLITE_LOCK_RESERVED where others >= SQLITE_LOCK_RESERVED: return SQLITE_BUSY
            case SQLITE_LOCK_EXCLUSIVE where others >= SQLITE_LOCK_RESERVED: return SQLITE_BUSY
            case SQLITE_LOCK_EXCLUSIVE where others >= SQLITE_LOCK_SHARED:
                own.level = SQLITE_LOCK_PENDING
                return SQLITE_BUSY
            default:
                own.level = level
                return SQLITE_OK
            }
        }
    }

    func unlock(_ handle: PowerHandle, _ level: CInt) -> CInt {
        state.withLock { state in
            let id = ObjectIdentifier(handle)
            if let own = state.holders[id], own.level > level { state.holders[id]?.level = level }
            return SQLITE_OK
        }
    }

    /// The address of a piece of the index; 0 where there is none and none is wanted.
    func region(_ number: Int, size: Int, extend: Bool) -> UInt {
        state.withLock { state in
            while extend, state.regions.count <= number {
                let piece = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
                _ = piece.initializeMemory(as: UInt8.self, repeating: 0, count: size)
                state.regions.append(UInt(bitPattern: piece))
            }
            return number < state.regions.count ? state.regions[number] : 0
        }
    }

    func lockShared(_ handle: PowerHandle, slots: Int, flags: CInt) -> CInt {
        state.withLock { state in
            let id = ObjectIdentifier(handle)
            guard var own = state.holders[id] else { return SQLITE_OK }
            defer { state.holders[id] = own }
            if flags & SQLITE_SHM_UNLOCK != 0 {
                own.shared &= ~slots
                own.exclusive &= ~slots
                return SQLITE_OK
            }
            let others = state.holders.filter { $0.key != id }.values
            if flags & SQLITE_SHM_SHARED != 0 {
                guard !others.contains(where: { $0.exclusive & slots != 0 }) else { return SQLITE_BUSY }
                own.shared |= slots
            } else {
                guard !others.contains(where: { ($0.exclusive | $0.shared) & slots != 0 }) else { return SQLITE_BUSY }
                own.exclusive |= slots
            }
            return SQLITE_OK
        }
    }

    /// A lock taken and given back orders what was written before with what is read after.
    func barrier() { state.withLock { _ in } }
}
