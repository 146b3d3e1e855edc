import Glibc
import Kernel

/// A file of keys: readable by its owner only, and on disk before anything rests on it.
enum SecretFile {
    /// The JSON in it; `nil` where there is no such file.
    /// - Throws: `VaultError.keyFile` where it is damaged or others may read it.
    static func read(_ path: String) throws(VaultError) -> JSON? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .keyFile("cannot read \(path)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw .keyFile("\(path) can be read by others: chmod 600 \(path)")
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0, let json = try? JSON.parse(buffer[..<count]) else { throw damaged(path) }
        return json
    }

    static func damaged(_ path: String) -> VaultError { .keyFile("\(path) is damaged: restore it from the key backup") }

    /// Whole or not at all, and on disk with its folder before anything is sealed or signed under it: what is sealed under a
    /// lost key is lost.
    static func write(_ json: JSON, to path: String) throws(VaultError) {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .keyFile("cannot create \(path)") }
        let bytes = json.bytes
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, path) == 0, syncFolder(of: path) else { throw .keyFile("cannot write \(path)") }
    }

    private static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
