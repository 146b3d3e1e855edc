import Synchronization
package import TransparencyLog
import Vault

/// The public files of the log: tiles, entry bundles and the checkpoint, apart from the database and its backups.
package struct TileDirectory: Sendable {
    package let path: String
    private let disk: any LogDisk
    private let settled = SettledFolders()

    /// - Parameter path: made where it does not exist, and waited for in any case.
    package init(path: String, disk: any LogDisk = MachineDisk()) throws {
        self.path = path
        self.disk = disk
        try disk.settle(folder: path)
    }

    /// A tile, a full one in place of a partial one.
    package func tile(_ address: TileAddress) -> [UInt8]? {
        read(address.path) ?? (address.isPartial ? read(address.full.path) : nil)
    }

    /// Just that file: what readers over the net expect, who fall back to the full tile themselves (C2SP `tlog-tiles`).
    package func file(_ address: TileAddress) -> [UInt8]? { read(address.path) }

    /// The signed checkpoint, as anybody may read it.
    package var checkpoint: [UInt8]? { read("checkpoint") }

    /// The last checkpoint that a quorum of witnesses has signed.
    package var witnessedCheckpoint: [UInt8]? { read(Self.witnessedName) }
    private static let witnessedName = "checkpoint.witnessed"

    /// Writes files and waits until they are on disk: only then may a checkpoint be signed over them.
    func write(_ files: [TileFile]) throws {
        var folders: Set<String> = []
        for file in files { folders.insert(try place(file.bytes, at: file.address.path)) }
        for folder in folders.sorted() { try disk.sync(folder: folder) }
        for file in files where !file.address.isPartial { removePartials(of: file.address) }
    }

    /// A full tile stands in for the partial ones that it grew from (C2SP `tlog-tiles`); they only fill the disk.
    private func removePartials(of address: TileAddress) {
        let folder = "\(path)/\(address.path).p"
        guard disk.exists(folder: folder) else { return }
        for name in disk.names(in: folder) { disk.remove("\(folder)/\(name)") }
        disk.remove(folder: folder)
        settled.remove(folder)
    }

    package func writeCheckpoint(_ note: SignedNote) throws {
        try disk.sync(folder: try place(note.bytes, at: "checkpoint"))
    }

    /// The last checkpoint of the log that this one took the place of; its hash is the first entry.
    package var previousCheckpoint: [UInt8]? { read("checkpoint.previous") }

    package func writePrevious(_ note: SignedNote) throws {
        try disk.sync(folder: try place(note.bytes, at: "checkpoint.previous"))
    }

    func writeWitnessedCheckpoint(_ note: SignedNote) throws {
        try disk.sync(folder: try place(note.bytes, at: Self.witnessedName))
    }

    /// Whole or not at all: a reader never sees half a file, a crash leaves the old one.
    /// - Returns: the folder that is to be waited for, since the name may still be lost.
    private func place(_ bytes: [UInt8], at name: String) throws(LogFault) -> String {
        let target = "\(path)/\(name)"
        let folder = try settledFolder(of: name)
        let draft = target + ".new"
        try disk.write(bytes, to: draft)
        try disk.rename(draft, to: target)
        return folder
    }

    private func read(_ name: String) -> [UInt8]? { disk.read("\(path)/\(name)") }

    /// The folder that a file goes to. What is in it is on disk only when the folder's own name is, whoever made it: this
    /// process, or one that died before it had waited.
    private func settledFolder(of name: String) throws(LogFault) -> String {
        var parent = path
        for part in name.split(separator: "/").dropLast() {
            let folder = MachineDisk.join(parent, String(part))
            if !settled.contains(folder) {
                _ = try disk.makeFolder(folder)
                try disk.sync(folder: parent)
                settled.insert(folder)
            }
            parent = folder
        }
        return parent
    }
}

/// Folders whose names this process knows to be on disk.
private final class SettledFolders: Sendable {
    private let paths = Mutex<Set<String>>([])
    func contains(_ path: String) -> Bool { paths.withLock { $0.contains(path) } }
    func insert(_ path: String) { paths.withLock { _ = $0.insert(path) } }
    func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }
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
    /// A witness has signed a larger tree than ours: database and files were restored from an old backup.
    case witnessesAreAhead(signed: Int, held: Int)
    /// A witness has signed another tree of the same size.
    case witnessesDisagree(size: Int)
}

extension LogFault {
    /// What to tell the operator, and what to do.
    package var sentence: String {
        switch self {
        case .file(let name): "账本的文件读写失败 (a file of the log cannot be read or written): \(name)"
        case .tilesDisagree:
            "账本的文件和签过名的检查点不符，请从镜像恢复 log 文件夹 (the log’s files are not what was signed: restore them from a mirror)"
        case .databaseIsBehind(let signed, let held), .witnessesAreAhead(let signed, let held):
            "账本已经签到第 \(signed) 笔，这里只有 \(held) 笔：数据是旧备份。请换回新的数据，或者用 huimin log restore，"
                + "见 docs/operations.md (an old backup: bring the newer data back, or use `huimin log restore`)"
        case .leaseLost: "另一台服务器在签账本 (another server signs the log)"
        case .checkpointInvalid:
            "存着的检查点不是这把密钥、这个名字签的 (the stored checkpoint is not signed by this key under this name)"
        case .witnessesDisagree(let size):
            "见证人签过的前 \(size) 笔和这里的不一样：账本有了两份历史。请用 huimin log restore，见 docs/operations.md "
                + "(witnesses have signed another history: use `huimin log restore`)"
        }
    }
}

/// SHA-256 for the tree.
package struct SHA256TreeHasher: TreeHasher {
    package init() {}
    package func hash(_ bytes: [UInt8]) -> TreeHash { Digest.sha256(bytes) }
}
