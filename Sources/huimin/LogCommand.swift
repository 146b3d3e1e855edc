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
        commandName: "log", abstract: "The public log.",
        subcommands: [
            Verify.self, VerifyCaseCommand.self, AuditCommand.self, MonitorCommand.self, WitnessCommand.self,
            RestoreCommand.self,
        ])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the whole log and check it against its signed checkpoint.",
            discussion:
                "Checks the signature, every entry, every tile, and the tree against the root. Exit 1 on any difference."
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
                let head = try await LogAudit(key: noteKey, file: source.file)()
                Terminal.say("日志完整 (the log is sound): \(head.size) 条 (entries)")
            } catch let fault as LogAudit.Fault {
                Terminal.complain(fault.sentence)
                throw ExitCode(1)
            }
        }
    }
}

/// Where a log is read from.
struct LogSource: Sendable {
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

extension LogAudit.Fault {
    /// What to tell the person who checks.
    var sentence: String {
        switch self {
        case .noCheckpoint: "没有检查点 (no checkpoint)"
        case .checkpointNotSigned: "检查点的签名不对 (the checkpoint’s signature is wrong)"
        case .file(let name): "缺少、损坏，或与条目不符 (missing, damaged, or not what the entries give): \(name)"
        case .rootDiffers: "条目与签名的树根不符 (the entries do not give the signed root)"
        }
    }
}
