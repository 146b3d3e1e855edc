import Glibc

/// The steps by which a file of the log comes to be on disk, and stays there when power fails. A protocol so that tests can
/// let it fail between any two of them.
///
/// Bytes and names are two things: what was written to a file and waited for is of no use under a name that was not.
package protocol LogDisk: Sendable {
    /// The whole file; `nil` where there is none.
    func read(_ path: String) -> [UInt8]?

    /// Makes or replaces a file and waits until its bytes are on disk. Its name may still be lost.
    func write(_ bytes: [UInt8], to path: String) throws(LogFault)

    /// Gives a file another name, in place of whatever bore that, at one stroke.
    func rename(_ path: String, to target: String) throws(LogFault)

    /// - Returns: whether there was none yet.
    func makeFolder(_ path: String) throws(LogFault) -> Bool

    func exists(folder: String) -> Bool

    /// What is in a folder; nothing where there is none.
    func names(in folder: String) -> [String]

    /// Whether this process may make names in a folder, and so may have made some that nobody waited for.
    func isWritable(folder: String) -> Bool

    /// Waits until the names in a folder are on disk.
    func sync(folder: String) throws(LogFault)

    /// Takes a file, or a folder without files, away if it is there. Nothing waits for it.
    func remove(_ path: String)
    func remove(folder: String)
}

extension LogDisk {
    package func isWritable(folder: String) -> Bool { true }

    /// Makes a folder with those above it, and waits for all their names, whoever made them: a process that died may have made
    /// them and not have waited. Once at each start.
    package func settle(folder path: String) throws(LogFault) {
        var parent = path.hasPrefix("/") ? "/" : "."
        for part in path.split(separator: "/") {
            let folder = Self.join(parent, String(part))
            if try makeFolder(folder) || isWritable(folder: parent) { try sync(folder: parent) }
            parent = folder
        }
    }

    static func join(_ parent: String, _ name: String) -> String {
        parent == "." ? name : parent.hasSuffix("/") ? parent + name : "\(parent)/\(name)"
    }
}

/// The machine's own file system.
package struct MachineDisk: LogDisk {
    package init() {}

    package func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    package func write(_ bytes: [UInt8], to path: String) throws(LogFault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .file(path) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fdatasync(descriptor) == 0 else {
            throw .file(path)
        }
    }

    package func rename(_ path: String, to target: String) throws(LogFault) {
        guard Glibc.rename(path, target) == 0 else { throw .file(target) }
    }

    package func makeFolder(_ path: String) throws(LogFault) -> Bool {
        if mkdir(path, 0o755) == 0 { return true }
        guard errno == EEXIST else { throw .file(path) }
        return false
    }

    package func exists(folder: String) -> Bool { access(folder, F_OK) == 0 }

    package func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    package func isWritable(folder: String) -> Bool { access(folder, R_OK | W_OK) == 0 }

    package func sync(folder: String) throws(LogFault) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .file(folder) }
    }

    package func remove(_ path: String) { unlink(path) }
    package func remove(folder: String) { rmdir(folder) }
}
