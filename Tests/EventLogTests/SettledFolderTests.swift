import EventLog
import Synchronization
import Testing

/// The names above the log's files.
@Suite("Folders of the log")
struct SettledFolderTests {
    /// Folders that are there already, as a process left them that died before it had waited for their names.
    private final class LeftDisk: LogDisk {
        private let state = Mutex<(synced: [String], readOnly: Set<String>)>(([], []))
        init(readOnly: Set<String> = []) { state.withLock { $0.readOnly = readOnly } }
        var synced: [String] { state.withLock { $0.synced } }

        func read(_ path: String) -> [UInt8]? { nil }
        func write(_ bytes: [UInt8], to path: String) throws(LogFault) {}
        func rename(_ path: String, to target: String) throws(LogFault) {}
        func makeFolder(_ path: String) throws(LogFault) -> Bool { false }
        func exists(folder: String) -> Bool { true }
        func names(in folder: String) -> [String] { [] }
        func isWritable(folder: String) -> Bool { state.withLock { !$0.readOnly.contains(folder) } }
        func sync(folder: String) throws(LogFault) { state.withLock { $0.synced.append(folder) } }
        func remove(_ path: String) {}
        func remove(folder: String) {}
    }

    @Test("Each start waits for the names of its folders, whoever made them")
    func settled() throws {
        let disk = LeftDisk()
        _ = try TileDirectory(path: "/srv/huimin/log", disk: disk)
        #expect(disk.synced == ["/", "/srv", "/srv/huimin"])
        let beside = LeftDisk()
        _ = try TileDirectory(path: "data/log", disk: beside)
        #expect(beside.synced == [".", "data"])
    }

    @Test("It does not wait where it can have made nothing, nor fail for it")
    func foreign() throws {
        let disk = LeftDisk(readOnly: ["/", "/srv"])
        _ = try TileDirectory(path: "/srv/huimin/log", disk: disk)
        #expect(disk.synced == ["/srv/huimin"])
    }
}
