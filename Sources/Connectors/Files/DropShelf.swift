import Dispatch
import Exchange
import FoundationEssentials
import Kernel
import Synchronization

/// 文件架 — holds the newest of a department's daily files that can be used. One reader loads a newer one, on a thread of its own;
/// meanwhile the one before it answers the others, and where there is none yet they wait for the same load. A file that
/// cannot be used is not read again until it changes: files are known by name, size and time.
final class DropShelf: Sendable {
    private let directory: String
    private let name: DropName
    private let format: DropFormat
    private let keyColumn: String
    private let queue: DispatchQueue
    private let shelf = Mutex(Shelf())
    private let loads = Atomic<Int>(0)

    init(directory: String, name: DropName, format: DropFormat, keyColumn: String) {
        self.directory = directory
        self.name = name
        self.format = format
        self.keyColumn = keyColumn
        queue = DispatchQueue(label: "huimin.drops.\(name.pattern)")
    }

    /// One state of one file.
    private struct Edition: Hashable, Sendable {
        let fileName: String
        let day: CivilDate
        let bytes: Int
        let modified: Date
    }

    private struct Shelf: Sendable {
        var newest: (edition: Edition, drop: DailyDrop)?
        /// Those that cannot be used, of the files that are there now.
        var failed: [Edition: SourceFault] = [:]
        var load: Task<Result<DailyDrop, SourceFault>, Never>?
    }

    private enum Next {
        case drop(DailyDrop)
        case fault(SourceFault)
        case load(Task<Result<DailyDrop, SourceFault>, Never>)
    }

    /// 数据日期 of the file in use; `nil` before the first is read.
    var dataDay: CivilDate? { shelf.withLock { $0.newest?.drop.day } }

    /// How many files were read and parsed so far.
    var loadCount: Int { loads.load(ordering: .relaxed) }

    func newest() async throws(SourceFault) -> DailyDrop {
        let editions = editions()
        guard !editions.isEmpty else { throw .unreachable }
        switch next(of: editions) {
        case .drop(let drop): return drop
        case .fault(let fault): throw fault
        case .load(let load): return try await load.value.get()
        }
    }

    private func next(of editions: [Edition]) -> Next {
        shelf.withLock { shelf in
            shelf.failed = shelf.failed.filter { editions.contains($0.key) }
            let usable = editions.filter { shelf.failed[$0] == nil }
            guard let first = usable.first else {
                return .fault(editions.last.flatMap { shelf.failed[$0] } ?? .unreachable)
            }
            if let newest = shelf.newest, newest.edition == first { return .drop(newest.drop) }
            if let load = shelf.load {
                // Somebody is at it.
                if let newest = shelf.newest { return .drop(newest.drop) }
                return .load(load)
            }
            let load = Task { await self.load(usable, of: editions) }
            shelf.load = load
            return .load(load)
        }
    }

    /// The first that can be used.
    private func load(_ usable: [Edition], of editions: [Edition]) async -> Result<DailyDrop, SourceFault> {
        var outcome = Result<DailyDrop, SourceFault>.failure(.unreachable)
        for edition in usable {
            if let known = shelf.withLock({ $0.newest }), known.edition == edition {
                outcome = .success(known.drop)
                break
            }
            outcome = await read(edition)
            if case .success(let drop) = outcome {
                shelf.withLock { $0.newest = (edition, drop) }
                break
            }
            // What could not be opened may be openable the next time.
            if case .failure(.malformed(let why)) = outcome {
                shelf.withLock { $0.failed[edition] = .malformed(why) }
            }
        }
        shelf.withLock { $0.load = nil }
        return outcome
    }

    /// Off the threads that everything else runs on: a large file takes seconds.
    private func read(_ edition: Edition) async -> Result<DailyDrop, SourceFault> {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.parse(edition)) }
        }
    }

    private func parse(_ edition: Edition) -> Result<DailyDrop, SourceFault> {
        loads.add(1, ordering: .relaxed)
        guard let data = try? Data(contentsOf: URL(filePath: directory + "/" + edition.fileName)) else {
            return .failure(.unreachable)
        }
        do throws(DailyDrop.Fault) {
            return .success(try DailyDrop([UInt8](data), format, day: edition.day, keyColumn: keyColumn))
        } catch { return .failure(.malformed("\(edition.fileName): \(error)")) }
    }

    /// Files of this kind, newest day first. Two are enough: today's may be in the middle of being written.
    private func editions() -> [Edition] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.compactMap { file in name.day(of: file).map { (day: $0, file: file) } }
            .sorted { $0.day > $1.day }.prefix(2)
            .compactMap { found in
                guard
                    let facts = try? FileManager.default.attributesOfItem(atPath: "\(directory)/\(found.file)"),
                    let bytes = facts[.size] as? Int, let modified = facts[.modificationDate] as? Date
                else { return nil }
                return Edition(fileName: found.file, day: found.day, bytes: bytes, modified: modified)
            }
    }
}
