import ArgumentParser
import EventLog
import Foundation
import Kernel
import Server
import TransparencyLog

/// 恢复账本 — `huimin log restore`: takes the log up again after a database came back from an old backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Take the log up again after a database came back from an old backup.",
        discussion: """
            The server is stopped. `import` brings the entries that the database lost back from the log's own files and goes on \
            with the same log; `renew` begins another log, whose first entry is the old one's last checkpoint. See \
            docs/operations.md.
            """, subcommands: [Import.self, Renew.self])

    /// Which city.
    struct Place: ParsableArguments {
        @Option(help: "The folder with the city's definitions.")
        var city = "City"

        @Option(help: "Where the city's data are kept.")
        var data = "data"

        @Option(help: "postgres://USER@HOST:PORT/NAME; by default the file in --data.")
        var database: String?

        func open() async throws -> LogRestoration {
            try await LogRestoration(city: city, data: data, database: database)
        }
    }

    /// Runs a body and says plainly what stands in the way.
    static func explained(_ body: () async throws -> Void) async throws {
        do { try await body() } catch let error as StartupError {
            Terminal.complain(error.description)
            throw ExitCode(1)
        } catch let fault as LogAudit.Fault {
            Terminal.complain(fault.sentence)
            throw ExitCode(1)
        } catch let difference as EventAudit.Difference {
            Terminal.complain(
                "账本第 \(difference.index ?? 0) 笔和数据库里签过的不一样，这不是旧备份，不能补；请查明原因，或用 renew "
                    + "(the database holds another history: this is no old backup)")
            throw ExitCode(1)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Bring lost entries back from the log's files; go on with the same log.")

        @OptionGroup var place: Place

        @Option(help: "The log's files: a folder or an address; by default the folder in --data.")
        var from: String?

        func run() async throws {
            try await RestoreCommand.explained {
                let restoration = try await place.open()
                let source = LogSource(place: from ?? place.data + "/log")
                let summary = try await restoration.importEntries(source.file)
                try await restoration.close()
                for line in summary.lines { Terminal.say(line) }
            }
        }
    }

    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "renew", abstract: "Begin another log, whose first entry is the old one's last checkpoint.")

        @OptionGroup var place: Place

        @Option(help: "The old log's last checkpoint: a file; by default the one in --data.")
        var from: String?

        func run() async throws {
            try await RestoreCommand.explained {
                let note = try from.map { try SignedNote(parsing: Array(try Files.text($0).utf8)) }
                let restoration = try await place.open()
                let before = try await restoration.beginAnew(after: note)
                try await restoration.close()
                Terminal.say("新账本 (the new log): \(restoration.identity.verifierKey)")
                Terminal.say("旧账本的文件在 \(before)，请继续公开 (the old files: go on publishing them)")
                Terminal.say("请把新公钥告诉见证人，再启动服务器 (tell the witnesses the new key, then start the server)")
            }
        }
    }
}

extension RestoreLog.Summary {
    fileprivate var lines: [String] {
        let names: [(EntryClass, String)] = [
            (.caseEvent, "办件事件 (case events)"), (.certificate, "证照 (certificates)"), (.dataRead, "查阅 (data reads)"),
            (.itemVersion, "事项版本 (item versions)"), (.origin, "旧账本 (older log)"),
            (.exchange, "数据共享 (data sharing)"), (.mandate, "授权委托 (mandates)"),
        ]
        var lines = ["账本共 \(size) 笔，已接上 (entries, taken up again)"]
        if let lostPlaces {
            lines.append("内容已丢的有第 \(lostPlaces.lowerBound) 到 \(lostPlaces.upperBound) 笔之间 (lost between these places):")
            lines += names.compactMap { entryClass, name in lost[entryClass].map { "  \(name): \($0)" } }
        }
        if recognised > 0 { lines.append("数据库里还在的 \(recognised) 个已归位 (events put back in their places)") }
        if vacated > 0 { lines.append("恢复以后新写的 \(vacated) 个将重新入账 (newer events get new places)") }
        return lines
    }
}
