import ArgumentParser
import EventLog
import Foundation
import Kernel
import Logging
import Server
import Storage
import StorageSQLite
import TransparencyLog
import Vault

/// 见证 — `huimin log witness`: watches logs of others with a key of its own, as a process of its own.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Remember a log's last checkpoint; sign the next one only if it continues that.",
        discussion: """
            For a department that watches the city's log (C2SP tlog-witness). Its key and what it remembers lie in --data; the \
            key is made at the first start, and its public half is printed: give that line and the address to the city. Who \
            loses the folder must begin under another name, never under the same with an empty one.
            """)

    @Option(help: "The name under which it signs, such as civil-affairs.city.example/witness.")
    var name: String

    @Option(help: "The public key of a log that is watched, as /log/key gives it. May be given again.")
    var log: [String]

    @Option(help: "The folder of its key and of what it remembers.")
    var data = "witness"

    @Option(help: "HOST:PORT; port 0 takes a free one.")
    var listen = "127.0.0.1:8710"

    @Option(help: "Least level of the log lines: debug, info, notice, warning, error.")
    var logLevel = "notice"

    @Flag(help: .private)
    var untilStdinCloses = false

    func run() async throws {
        if untilStdinCloses { StandardInput.terminateWhenClosed() }
        LoggingSystem.bootstrap { JSONLogHandler(label: $0) }
        var lines = Logger(label: "witness")
        lines[metadataKey: "witness"] = "\(name)"
        lines.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
        let (host, port) = try Listen.parse(listen)
        let keys = try log.map { text in
            guard let key = NoteKey(verifierKey: text, hasher: SHA256TreeHasher()) else {
                throw ValidationError("--log 要写账本的公钥，抄 /log/key 给的那一行 (--log takes a verifier key: name+id+key)")
            }
            return key
        }
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        do {
            let lock = try DirectoryLock(path: data + "/lock")
            try await serve(host: host, port: port, keys, lines)
            withExtendedLifetime(lock) {}
        } catch StorageError.locked {
            throw stopped("\(data) 正由另一个见证进程使用 (another witness uses this folder)")
        } catch VaultError.keyFile(let why) { throw stopped(why) } catch LogFault.file(let file) {
            throw stopped("\(data)/\(file) 损坏了，请从备份恢复，不要删掉 (damaged: restore it from a backup, do not delete it)")
        }
    }

    private func serve(host: String, port: Int, _ keys: [NoteKey], _ lines: Logger) async throws {
        guard let signer = NoteSigner(witness: name, key: try .witness(file: data + "/key.json")) else {
            throw ValidationError("--name 不能有空格和加号 (--name has no spaces and no plus signs)")
        }
        let book = try WitnessBook(path: data, signer: signer, logs: keys, time: MachineClock())
        let server = WitnessServer(book: book, verifierKey: signer.key.verifierKey, log: lines)
        try await server.serve(host: host, port: port) { port in
            Terminal.say("http://\(host):\(port)")
            Terminal.say(signer.key.verifierKey)
        }
    }

    private func stopped(_ why: String) -> ExitCode {
        Terminal.complain(why)
        return ExitCode(1)
    }
}
