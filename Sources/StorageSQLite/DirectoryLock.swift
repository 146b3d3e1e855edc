import Glibc
package import Storage

/// Holds the data directory for one server: a second `huimin serve` on it is refused instead of corrupting it.
/// The kernel drops the lock when the process dies, however it dies.
package final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StorageError.locked` while another process holds it.
    package init(path: String) throws(StorageError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unavailable("cannot open \(path)") }
        // `deinit` runs for what throws from here on, and closes; closing twice would close somebody else's file.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .locked(path) }
    }

    deinit { close(descriptor) }
}
