import EventLog
import Synchronization

/// The files of the log in memory. They outlive the process; that a disk may lose what nobody waited for is the matter of
/// another test (docs/durability.md).
final class MemoryDisk: LogDisk {
    private struct State {
        var files: [String: [UInt8]] = [:]
        var folders: Set<String> = ["/", "."]
    }
    private let state = Mutex(State())
    private let life: ProcessLife

    init(life: ProcessLife) { self.life = life }

    func read(_ path: String) -> [UInt8]? { state.withLock { $0.files[path] } }

    func write(_ bytes: [UInt8], to path: String) throws(LogFault) {
        try act(path) { $0.files[path] = bytes }
    }

    func rename(_ path: String, to target: String) throws(LogFault) {
        try act(target) { $0.files[target] = $0.files.removeValue(forKey: path) }
    }

    func makeFolder(_ path: String) throws(LogFault) -> Bool { state.withLock { $0.folders.insert(path).inserted } }
    func exists(folder: String) -> Bool { state.withLock { $0.folders.contains(folder) } }
    func names(in folder: String) -> [String] {
        let prefix = folder + "/"
        return state.withLock { state in
            (Array(state.files.keys) + Array(state.folders)).filter { $0.hasPrefix(prefix) }.map {
                $0.dropFirst(prefix.count)
            }
            .filter { !$0.contains("/") }.sorted().map { String($0) }
        }
    }

    func sync(folder: String) throws(LogFault) {}
    func remove(_ path: String) { if !life.isOver { state.withLock { _ = $0.files.removeValue(forKey: path) } } }
    func remove(folder: String) { if !life.isOver { state.withLock { _ = $0.folders.remove(folder) } } }

    /// All files below a folder, by their paths within it.
    func files(below folder: String) -> [String: [UInt8]] {
        let prefix = folder + "/"
        return state.withLock { state in
            state.files.reduce(into: [:]) { files, file in
                if file.key.hasPrefix(prefix) { files[String(file.key.dropFirst(prefix.count))] = file.value }
            }
        }
    }

    private func act(_ path: String, _ body: (inout State) -> Void) throws(LogFault) {
        do { try life.moment() } catch { throw .file(path) }
        state.withLock { body(&$0) }
    }
}
