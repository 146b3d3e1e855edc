import Synchronization

/// A disk in memory whose power can fail. It knows of each file what was waited for and what was only written, and of each
/// folder which names were; when power fails, of the rest any part survives, in any order, whole or torn.
///
/// What it grants is what POSIX and the disks that SQLite is made for grant, and nothing more: a write touches no byte
/// beside it, a rename happens or does not, and all else wants an `fsync`.
package final class PowerDisk: Sendable {
    /// A disk that says it has waited when it has not: proves that a test would see the loss.
    package enum Lie: Sendable {
        /// About the files whose names have this in them.
        case files(String)
        case folders
    }

    struct State {
        var files: [Inode] = []
        /// Paths as programs see them, and as they are on disk.
        var names: [String: Int] = [:]
        var namesOnDisk: [String: Int] = [:]
        var folders: Set<String>
        var foldersOnDisk: Set<String>
        var nameChanges: [NameChange] = []
        var stepsLeft: Int
        var stepsTaken = 0
        var isOff = false
        var random: Seeded
        /// What is on disk since the power failed.
        var survivors: Image?
    }

    /// The contents of a disk.
    package struct Image: Sendable {
        package var files: [String: [UInt8]]
        package var folders: Set<String>

        package init(files: [String: [UInt8]] = [:], folders: Set<String> = []) {
            self.files = files
            self.folders = folders
        }
    }

    /// The folder that this disk stands for; paths begin with it.
    package let root: String
    private let lie: Lie?
    let state: Mutex<State>

    /// - Parameters:
    ///   - image: what is on it, durable.
    ///   - stepsUntilFailure: how many writes, waits, and changes of names succeed before the power fails.
    ///   - seed: decides what survives.
    package init(root: String, image: Image, stepsUntilFailure: Int = .max, seed: UInt64 = 0, lie: Lie? = nil) {
        self.root = root
        self.lie = lie
        var files: [Inode] = []
        var names: [String: Int] = [:]
        for (name, bytes) in image.files {
            names[root + "/" + name] = files.count
            files.append(Inode(bytes: bytes))
        }
        let folders = Set(image.folders.map { root + "/" + $0 }).union([root])
        state = Mutex(
            State(
                files: files, names: names, namesOnDisk: names, folders: folders, foldersOnDisk: folders,
                stepsLeft: stepsUntilFailure, random: Seeded(seed)))
    }

    package var isOff: Bool { state.withLock { $0.isOff } }
    package var stepsTaken: Int { state.withLock { $0.stepsTaken } }

    /// What is on disk: after the power failed what survived; before it, what programs see, as if all had been waited for.
    package var image: Image {
        state.withLock { state in
            state.survivors ?? image(of: state.names.mapValues { state.files[$0].bytes }, state.folders)
        }
    }

    /// Cuts the power now, unless it has failed already.
    package func cut() { state.withLock { if !$0.isOff { fail(&$0) } } }

    // MARK: What programs do

    /// Gives the file's number, which stays its own when it is renamed.
    func open(_ path: String, creating: Bool) -> Int? {
        state.withLock { state in
            guard !state.isOff else { return nil }
            if let file = state.names[path] { return file }
            guard creating, state.folders.contains(Self.parent(path)), step(&state) else { return nil }
            let file = state.files.count
            state.files.append(Inode(bytes: []))
            change(.link(path, file), &state)
            return file
        }
    }

    func exists(_ path: String) -> Bool { state.withLock { $0.names[path] != nil } }

    func write(_ bytes: [UInt8], to file: Int, at offset: Int) -> Bool {
        state.withLock { state in
            // The step at which the power fails may still have reached the disk in part.
            state.files[file].apply(.write(offset, bytes))
            return step(&state)
        }
    }

    func truncate(_ file: Int, to size: Int) -> Bool {
        state.withLock { state in
            state.files[file].apply(.truncate(size))
            return step(&state)
        }
    }

    func sync(_ file: Int, path: String) -> Bool {
        state.withLock { state in
            guard step(&state) else { return false }
            if case .files(let part) = lie, path.contains(part) { return true }
            state.files[file].settle()
            return true
        }
    }

    func size(_ file: Int) -> Int { state.withLock { $0.files[file].bytes.count } }

    /// The bytes of `range` that there are; `nil` when the power is off.
    func bytes(_ file: Int, _ range: Range<Int>) -> [UInt8]? {
        state.withLock { state in
            guard !state.isOff else { return nil }
            return Array(state.files[file].bytes[range.clamped(to: 0..<state.files[file].bytes.count)])
        }
    }

    func removeName(_ path: String) -> Bool { changeName(.unlink(path)) }

    func renameFile(_ path: String, to target: String) -> Bool {
        guard let file = state.withLock({ $0.names[path] }) else { return false }
        return changeName(.rename(path, target, file))
    }

    /// - Returns: whether it is new; `nil` where it could not be made.
    func makeFolderIfNone(_ path: String) -> Bool? {
        state.withLock { state in
            guard !state.isOff else { return nil }
            if state.folders.contains(path) || !path.hasPrefix(root + "/") { return false }
            guard state.folders.contains(Self.parent(path)), step(&state) else { return nil }
            change(.makeFolder(path), &state)
            return true
        }
    }

    func hasFolder(_ path: String) -> Bool { state.withLock { $0.folders.contains(path) } }

    /// What a program finds in a folder now.
    func names(below folder: String) -> [String] {
        let names = state.withLock { Array($0.names.keys) }
        return names.filter { Self.parent($0) == folder }.map { String($0.dropFirst(folder.count + 1)) }.sorted()
    }

    func removeFolder(_ path: String) { _ = changeName(.removeFolder(path)) }

    func syncNames(in folder: String) -> Bool {
        state.withLock { state in
            guard step(&state) else { return false }
            if case .folders = lie { return true }
            settleNames(in: folder, &state)
            return true
        }
    }

    private func changeName(_ nameChange: NameChange) -> Bool {
        state.withLock { state in
            guard !state.isOff, nameChange.isPossible(in: state), step(&state) else { return false }
            change(nameChange, &state)
            return true
        }
    }

    // MARK: Steps

    /// One step nearer to the failure.
    private func step(_ state: inout State) -> Bool {
        guard !state.isOff else { return false }
        state.stepsTaken += 1
        state.stepsLeft -= 1
        if state.stepsLeft <= 0 { fail(&state) }
        return !state.isOff
    }

    private func change(_ change: NameChange, _ state: inout State) {
        change.apply(&state.names, &state.folders)
        state.nameChanges.append(change)
    }

    private func settleNames(in folder: String, _ state: inout State) {
        for change in state.nameChanges where Self.parent(change.path) == folder {
            change.apply(&state.namesOnDisk, &state.foldersOnDisk)
        }
        state.nameChanges.removeAll { Self.parent($0.path) == folder }
    }

    private func fail(_ state: inout State) {
        state.isOff = true
        // Each folder's changes reach the disk in their order, but any of them may be missing.
        for change in state.nameChanges where state.random.chance(1, in: 2) {
            change.apply(&state.namesOnDisk, &state.foldersOnDisk)
        }
        var files: [String: [UInt8]] = [:]
        for (path, file) in state.namesOnDisk.sorted(by: { $0.key < $1.key }) {
            files[path] = state.files[file].survivor(&state.random)
        }
        state.survivors = image(of: files, state.foldersOnDisk)
    }

    /// What can be reached: a file in a folder that is not there is not there either.
    private func image(of files: [String: [UInt8]], _ folders: Set<String>) -> Image {
        func isReachable(_ path: String) -> Bool {
            var parent = Self.parent(path)
            while parent.count > root.count {
                guard folders.contains(parent) else { return false }
                parent = Self.parent(parent)
            }
            return true
        }
        func name(_ path: String) -> String { String(path.dropFirst(root.count + 1)) }
        return Image(
            files: files.filter { isReachable($0.key) }.reduce(into: [:]) { $0[name($1.key)] = $1.value },
            folders: Set(folders.filter { $0 != root && isReachable($0) }.map(name)))
    }

    static func parent(_ path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
