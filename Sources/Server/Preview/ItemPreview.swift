import Catalog
import Kernel
import Synchronization

/// 正在写的定义 — one definition file, read anew whenever it is saved; who waits for a change is told.
final class ItemPreview: Sendable {
    /// The definition as it stands.
    struct Reading: Sendable {
        /// Rises with every change.
        var revision = 0
        /// As it was when nothing was wrong with it; `nil` where that never was.
        var item: ServiceItem?
        var findings: [Finding] = []
    }

    private struct State {
        var reading = Reading()
        var bytes: [[UInt8]] = []
        /// What tells each of those who wait.
        var waiting: [Int: @Sendable () -> Void] = [:]
        var nextID = 0
    }

    private let path: String
    private let city: String
    private let state = Mutex(State())

    /// - Throws: `CatalogueFault.noSuchFile` where there is none.
    init(path: String, city: String) throws {
        self.path = path
        self.city = city
        try look()
    }

    var reading: Reading { state.withLock { $0.reading } }

    /// Looks at the file until the task ends. A file that is away for a moment, as editors leave it while they save, is not
    /// a change.
    func watch() async {
        while (try? await Task.sleep(for: .milliseconds(200))) != nil { try? look() }
    }

    /// How many wait for a change just now.
    var watcherCount: Int { state.withLock { $0.waiting.count } }

    /// `greeting`, then `word` with every change after a revision; what changed before somebody began to listen is told at
    /// once. Who lets go of the stream waits no longer.
    func changes<Word: Sendable>(after revision: Int, greeting: Word, word: Word) -> AsyncStream<Word> {
        AsyncStream(bufferingPolicy: .bufferingNewest(2)) { continuation in
            continuation.yield(greeting)
            let (id, isBehind) = state.withLock { state in
                state.nextID += 1
                state.waiting[state.nextID] = { continuation.yield(word) }
                return (state.nextID, state.reading.revision > revision)
            }
            continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.waiting[id] = nil } }
            if isBehind { continuation.yield(word) }
        }
    }

    /// Departments and certificate types count as well: a definition refers to them.
    private func look() throws {
        let files = try DefinitionFolder.definitions(at: path)
        let departments = try DefinitionFolder.departments(at: city + "/departments")
        let bytes = (files + departments).map(\.bytes)
        guard state.withLock({ $0.bytes != bytes }) else { return }
        let sources = try DefinitionFolder.knownSources(at: city + "/departments")
        let (items, findings) = ItemChecker.read(files, against: sources.known, for: .writing)
        let told = state.withLock { state in
            state.bytes = bytes
            state.reading.revision += 1
            state.reading.findings = (sources.findings + findings).sorted()
            state.reading.item = items.first ?? state.reading.item
            return Array(state.waiting.values)
        }
        for tell in told { tell() }
    }
}
