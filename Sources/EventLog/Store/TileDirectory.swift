import Glibc
package import TransparencyLog
import Vault

/// The public files of the log: tiles, entry bundles and the checkpoint, apart from the database and its backups.
package struct TileDirectory: Sendable {
    package let path: String

    /// - Parameter path: made where it does not exist.
    package init(path: String) throws {
        self.path = path
        try Self.makeDirectories(path)
    }

    /// A tile, a full one in place of a partial one.
    package func tile(_ address: TileAddress) -> [UInt8]? {
        read(address.path) ?? (address.isPartial ? read(address.full.path) : nil)
    }

    /// Just that file: what readers over the net expect, who fall back to the full tile themselves (C2SP `tlog-tiles`).
    package func file(_ address: TileAddress) -> [UInt8]? { read(address.path) }

    /// The signed checkpoint, as anybody may read it.
    package var checkpoint: [UInt8]? { read("checkpoint") }

    /// Writes files and waits until they are on disk: only then may a checkpoint be signed over them.
    func write(_ files: [TileFile]) throws {
        for file in files {
            try write(file.bytes, to: file.address.path)
            if !file.address.isPartial { removePartials(of: file.address) }
        }
    }

    /// A full tile stands in for the partial ones that it grew from (C2SP `tlog-tiles`); they only fill the disk.
    private func removePartials(of address: TileAddress) {
        let folder = "\(path)/\(address.path).p"
        for width in 1..<TileAddress.fullWidth { unlink("\(folder)/\(width)") }
        rmdir(folder)
    }

    func writeCheckpoint(_ note: SignedNote) throws { try write(note.bytes, to: "checkpoint") }

    /// Whole or not at all: a reader never sees half a file, a crash leaves the old one.
    private func write(_ bytes: [UInt8], to name: String) throws {
        let target = "\(path)/\(name)"
        let folder = String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)])
        try Self.makeDirectories(folder)
        let draft = target + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw LogFault.file(name) }
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fdatasync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, target) == 0, Self.sync(folder: folder) else { throw LogFault.file(name) }
    }

    private func read(_ name: String) -> [UInt8]? {
        let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    private static func sync(folder: String) -> Bool {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    private static func makeDirectories(_ path: String) throws {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
            if mkdir(partial, 0o755) != 0, errno != EEXIST { throw LogFault.file(partial) }
        }
    }
}

/// What can stop the log. None of these is ever papered over by signing something else.
package enum LogFault: Error, Sendable, Equatable {
    /// A file could not be written or read.
    case file(String)
    /// The tiles do not end in the tree that the last checkpoint names.
    case tilesDisagree
    /// The database holds fewer entries than were signed: it was restored from an old backup.
    case databaseIsBehind(signed: Int, held: Int)
    /// Another process has taken the sequencer's lease.
    case leaseLost
    /// The stored checkpoint does not verify under our own key.
    case checkpointInvalid
}

/// SHA-256 for the tree.
package struct SHA256TreeHasher: TreeHasher {
    package init() {}
    package func hash(_ bytes: [UInt8]) -> TreeHash { Digest.sha256(bytes) }
}
