import EventLog
import Foundation
import TransparencyLog

/// What a monitor does over time: looks at every copy of a log, holds them against each other and against what was seen before,
/// and remembers.
struct LogWatch {
    /// Somebody shows another history, or the witnesses no longer sign.
    struct Alarm: Error {
        let place: String
        let fault: LogMonitor.Fault

        var sentence: String { "\(place): \(fault.sentence)" }
    }

    /// What is remembered cannot be read; beginning anew would forget what was seen.
    struct StateFault: Error {
        let path: String

        var sentence: String {
            "\(path) 损坏了，请从备份恢复 (what was seen before cannot be read: restore it from a backup)"
        }
    }

    private let monitors: [(place: String, monitor: LogMonitor)]
    private let state: String
    private let behindSeconds: Int
    private var seen: SignedCheckpoint?
    /// The first size that the witnesses had not signed, and when we noticed.
    private var owed: (size: Int, since: ContinuousClock.Instant)?

    init(monitors: [(String, LogMonitor)], state: String, behindSeconds: Int) throws {
        self.monitors = monitors.map { (place: $0.0, monitor: $0.1) }
        self.state = state
        self.behindSeconds = behindSeconds
        guard let bytes = FileManager.default.contents(atPath: state) else { return }
        seen = (try? SignedNote(parsing: bytes)).flatMap { SignedCheckpoint(kept: $0) }
        guard seen != nil else { throw StateFault(path: state) }
    }

    /// Looks once at every copy.
    /// - Returns: what to tell, a line each; nothing where nothing is new.
    mutating func look() async throws -> [String] {
        var lines: [String] = []
        for (number, (place, monitor)) in monitors.enumerated() {
            do {
                let sight = try await monitor()
                try await compare(sight.latest, of: monitor, isMirror: number > 0)
                guard number == 0 else { continue }
                try noticeWitnesses(sight)
                lines += try remember(sight)
            } catch let fault as LogMonitor.Fault { throw Alarm(place: place, fault: fault) }
        }
        return lines
    }

    /// Holds what is shown against what was seen. A mirror may be behind; it must be the same history.
    private func compare(_ shown: SignedCheckpoint, of monitor: LogMonitor, isMirror: Bool) async throws {
        guard let seen else { return }
        do {
            if isMirror, shown.checkpoint.head.size < seen.checkpoint.head.size {
                try await monitors[0].monitor.check(seen.checkpoint, continues: shown.checkpoint)
            } else {
                try await monitor.check(shown.checkpoint, continues: seen.checkpoint)
            }
        } catch let fault as LogMonitor.Fault {
            // Two checkpoints with the log's own signature that do not agree prove what it did.
            try Data(shown.note.bytes).write(to: URL(fileURLWithPath: state + ".difference"), options: .atomic)
            throw fault
        }
    }

    private mutating func noticeWitnesses(_ sight: LogMonitor.Sight) throws {
        guard sight.isWitnessAsked else { return }
        let size = sight.witnessed?.checkpoint.head.size ?? 0
        if let owed, size >= owed.size { self.owed = nil }
        if let owed, .now - owed.since > .seconds(behindSeconds) { throw LogMonitor.Fault.tooFewWitnesses(0) }
        if owed == nil, sight.signed.checkpoint.head.size > size { owed = (sight.signed.checkpoint.head.size, .now) }
    }

    private mutating func remember(_ sight: LogMonitor.Sight) throws -> [String] {
        let latest = sight.latest
        guard latest.checkpoint != seen?.checkpoint else { return [] }
        try Data(latest.note.bytes).write(to: URL(fileURLWithPath: state), options: .atomic)
        seen = latest
        let witnessed = sight.witnessed.map { "，见证到 \($0.checkpoint.head.size) (witnessed \($0.checkpoint.head.size))" }
        return ["\(latest.checkpoint.head.size) 笔，接着上次的 (entries, continuing)\(witnessed ?? "")"]
    }
}

extension LogMonitor.Fault {
    /// What to tell the person who watches.
    var sentence: String {
        switch self {
        case .noCheckpoint(let name): "没有 \(name) (missing)"
        case .notSigned(let name): "\(name) 的签名不对 (not signed by the log)"
        case .tooFewWitnesses: "没有足够的见证人签字 (too few witnesses have signed)"
        case .smaller(let seen, let shown): "见过 \(seen) 笔，现在只有 \(shown) 笔 (entries have vanished)"
        case .otherRoot(let size): "同样是 \(size) 笔，内容变了 (as many entries, and others)"
        case .notConsistent(let from, let to): "第 \(to) 笔的账本不是接着第 \(from) 笔的 (entries before \(from) were changed)"
        }
    }
}
