import ArgumentParser
import AsyncHTTPClient
import EventLog
import Foundation
import Kernel
import NIOCore
import NIOHTTP1
import TransparencyLog

/// `huimin log`: checks of the public log that trust only its key.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The public log.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the whole log and check it against its signed checkpoint.",
            discussion:
                "Checks the signature, every entry against its leaf, and the tree against the root. Exit 1 on any difference."
        )

        @Argument(help: "The log's folder, or its address such as http://127.0.0.1:8080/log.")
        var place: String

        @Option(help: "The log's public key, as /log/key gives it.")
        var key: String

        func run() async throws {
            guard let noteKey = NoteKey(verifierKey: key, hasher: SHA256TreeHasher()) else {
                throw ValidationError("--key takes a verifier key: name+id+key.")
            }
            let source = LogSource(place: place)
            do {
                let size = try await LogAudit(source: source, key: noteKey).run()
                Terminal.say("日志完整 (the log is sound): \(size) 条 (entries)")
            } catch let fault as LogAudit.Fault {
                Terminal.complain(fault.description)
                throw ExitCode(1)
            }
        }
    }
}

/// Where a log is read from.
struct LogSource {
    let place: String

    func file(_ name: String) async throws -> [UInt8]? {
        guard place.hasPrefix("http://") || place.hasPrefix("https://") else {
            return FileManager.default.contents(atPath: "\(place)/\(name)").map { Array($0) }
        }
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: "\(place)/\(name)"), timeout: .seconds(10))
        guard response.status == .ok else { return nil }
        return Array(try await response.body.collect(upTo: 1 << 22).readableBytesView)
    }
}

/// Reads a whole log and holds it against its checkpoint.
struct LogAudit {
    let source: LogSource
    let key: NoteKey

    /// What does not agree.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// - Returns: how many entries there are.
    func run() async throws -> Int {
        guard let bytes = try await source.file("checkpoint") else { throw Fault(description: "没有检查点 (no checkpoint)") }
        let trust = LogTrust(origin: key.name, logs: [LogIdentity.verifier(key)])
        let checkpoint: Checkpoint
        do { checkpoint = try trust.verify(try SignedNote(parsing: bytes)).checkpoint } catch {
            throw Fault(description: "检查点的签名不对 (the checkpoint’s signature is wrong): \(error)")
        }
        let hasher = SHA256TreeHasher()
        var tree = CompactTree(hasher: hasher)
        while tree.size < checkpoint.head.size {
            let width = min(TileAddress.fullWidth, checkpoint.head.size - tree.size)
            for entry in try await bundle(tree.size / TileAddress.fullWidth, width: width) {
                tree.append(leaf: hasher.leaf(entry))
            }
        }
        guard tree.head == checkpoint.head else {
            throw Fault(description: "条目与签名的树根不符 (the entries do not give the signed root)")
        }
        return tree.size
    }

    private func bundle(_ index: Int, width: Int) async throws -> [[UInt8]] {
        guard let address = TileAddress(.entries, index: index, width: width) else {
            throw Fault(description: "\(index)")
        }
        var bytes = try await source.file(address.path)
        if bytes == nil { bytes = try await source.file(address.full.path) }
        guard let bytes, let entries = try? EntryBundle.entries(bytes, at: address) else {
            throw Fault(description: "缺少或损坏 (missing or damaged): \(address.path)")
        }
        return entries
    }
}
