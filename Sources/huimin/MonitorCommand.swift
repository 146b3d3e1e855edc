import ArgumentParser
import EventLog
import Foundation
import Kernel
import TransparencyLog

/// 盯账本 — `huimin log monitor`: follows a log from outside and raises an alarm at the first difference.
struct MonitorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor", abstract: "Follow a log from outside; raise an alarm at the first difference.",
        discussion: """
            Checks the signature of each checkpoint, the quorum of witnesses, and that it continues the last one that was seen, \
            which is kept in --state. With --mirror the same is asked of another copy, and both must show one history. \
            Exit 1 at a difference, which is kept beside the state; 2 where nothing can be read.
            """)

    @Argument(help: "The log's folder, or its address such as https://city.example/log.")
    var place: String

    @Option(help: "The log's public key, as /log/key gives it.")
    var key: String

    @Option(help: "A file or address with the quorum and the keys of the witnesses, as /log/witnesses gives them.")
    var witnesses: String?

    @Option(help: "Where what was seen is remembered.")
    var state = "log.state"

    @Option(help: "Another copy of the log that must show the same history. May be given again.")
    var mirror: [String] = []

    @Option(help: "Seconds between looks.")
    var every = 10

    @Option(help: "For how many seconds an entry may go without a quorum of witnesses.")
    var behind = 60

    @Flag(help: "Look once and end.")
    var once = false

    func run() async throws {
        guard let noteKey = NoteKey(verifierKey: key, hasher: SHA256TreeHasher()) else {
            throw ValidationError("--key 要写账本的公钥，抄 /log/key 给的那一行 (--key takes a verifier key: name+id+key)")
        }
        let list = try await witnesses.asyncMap { try await WitnessKeys(reading: $0) }
        var watch = try LogWatch(
            monitors: ([place] + mirror).map { place in
                let source = LogSource(place: place)
                return (
                    place,
                    LogMonitor(key: noteKey, witnesses: list?.keys ?? [], quorum: list?.quorum ?? 0, file: source.file)
                )
            }, state: state, behindSeconds: behind)
        repeat {
            do { for line in try await watch.look() { Terminal.say(line) } } catch let alarm as LogWatch.Alarm {
                Terminal.complain("警报 (ALARM): \(alarm.sentence)")
                throw ExitCode(1)
            } catch let error as LogWatch.StateFault { throw ValidationError(error.sentence) } catch {
                Terminal.complain("读不到账本，稍后再试 (cannot read the log): \(error)")
                if once { throw ExitCode(2) }
            }
            if !once { try await Task.sleep(for: .seconds(every)) }
        } while !once
    }
}

/// Whose signatures are believed, and how many are needed: the first line `quorum N`, then a key a line.
struct WitnessKeys {
    let quorum: Int
    let keys: [NoteKey]

    /// - Parameter place: a file or an address.
    init(reading place: String) async throws {
        let parts = place.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        let source = LogSource(place: parts.count == 1 ? "." : folder.isEmpty ? "/" : folder)
        guard let bytes = try await source.file(String(parts.last ?? "")) else {
            throw ValidationError("读不到见证人的公钥 (cannot read the keys of the witnesses): \(place)")
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        let keys = lines.dropFirst().compactMap { NoteKey(verifierKey: $0, hasher: SHA256TreeHasher()) }
        guard let first = lines.first, first.hasPrefix("quorum "), let quorum = Int(first.dropFirst(7)), quorum >= 0,
            keys.count == lines.count - 1, quorum <= keys.count
        else {
            throw ValidationError("见证人名单第一行写 quorum 和家数，以后每行一个公钥 (first `quorum N`, then a key a line): \(place)")
        }
        self.quorum = quorum
        self.keys = keys
    }
}

extension Optional {
    fileprivate func asyncMap<Other>(_ transform: (Wrapped) async throws -> Other) async rethrows -> Other? {
        if let self { try await transform(self) } else { nil }
    }
}
