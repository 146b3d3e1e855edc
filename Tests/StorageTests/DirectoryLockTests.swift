import Storage
import StorageSQLite
import Testing

@Suite("Directory lock")
struct DirectoryLockTests {
    @Test("A second server on the same data is refused, and may start when the first is gone")
    func exclusive() throws {
        let path = try TestFolder.folder() + "/lock"
        var first: DirectoryLock? = try DirectoryLock(path: path)
        #expect(throws: StorageError.locked(path)) { try DirectoryLock(path: path) }
        #expect(first != nil)
        first = nil
        _ = try DirectoryLock(path: path)
    }
}
