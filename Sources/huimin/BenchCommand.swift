import ArgumentParser
import Bench
import Foundation
import Kernel
import Server

/// `huimin bench`: what the platform costs, each figure beside its ceiling measured in the same run.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Figures, each beside its ceiling.",
        subcommands: [Apply.self, Start.self, Facts.self, LogGrowth.self, Verify.self, Constant.self])

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Grants per CPU-second of the server, from the POST to the answer.",
            discussion: """
                Makes a city of people who may all be granted the old-age allowance; each applies once. What was written is \
                counted and verified afterwards. Exit 1 where something does not agree.
                """)

        @Option(help: "How many people apply.")
        var people = 200_000
        @Option(help: "Clients at once.")
        var clients = 16
        @Option(help: "How the accounts are read: database, or http as in the sample city.")
        var source = "database"
        @Option(help: "postgres://… of an empty database; by default SQLite.")
        var database: String?
        @Option(help: "The folder of definitions.")
        var city = "City"
        @Option(help: "An empty folder on the disk to be measured; by default a temporary one.")
        var folder: String?
        @Flag(help: "Print one JSON object.")
        var json = false

        func validate() throws {
            guard ["database", "http"].contains(source) else { throw ValidationError("--source is database or http.") }
            guard people > 0, clients > 0 else { throw ValidationError("At least one person and one client.") }
        }

        func run() async throws {
            let place = folder ?? BenchCommand.temporaryFolder
            defer { if folder == nil { try? FileManager.default.removeItem(atPath: place) } }
            var settings = ApplyBench.Settings(folder: place)
            settings.people = people
            settings.clients = clients
            settings.isHTTPSourceInPath = source == "http"
            settings.database = database
            settings.city = city
            try await reporting {
                let report = try await ApplyBench(settings, clock: MachineClock(), say: Terminal.complain)()
                Terminal.say(json ? report.json.text : report.text)
            }
        }
    }

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Until requests are answered, with many items.")

        @Option(help: "Service items of the city.")
        var items = 500
        @Option(help: "The folder of definitions that is multiplied.")
        var city = "City"
        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            let place = BenchCommand.temporaryFolder
            defer { try? FileManager.default.removeItem(atPath: place) }
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            try await reporting {
                let report = try await StartBench(items: items, city: city, folder: place)()
                Terminal.say(json ? report.json.text : report.text)
            }
        }
    }

    struct Facts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The facts of applications out of twelve resources, beside the slowest source of each.")

        @Option(help: "How many applications.")
        var applications = 2000
        @Option(help: "Applications at once.")
        var clients = 16
        @Option(help: "The folder of definitions.")
        var city = "City"
        @Flag(help: "Print one JSON object.")
        var json = false

        func validate() throws {
            guard applications > 0, clients > 0 else { throw ValidationError("At least one application and client.") }
        }

        func run() async throws {
            try await reporting {
                let clock = MachineClock()
                let report = try await FactsBench(
                    city: city, applications: applications, clients: clients, time: clock, ids: SystemIDs(time: clock))()
                Terminal.say(json ? report.json.text : report.text)
            }
        }
    }

    struct LogGrowth: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log", abstract: "Appends a second; size, growth and proofs of a log of millions.")

        @Option(help: "Events that wait in a database for their places.")
        var events = 100_000
        @Option(help: "Entries of the large log.")
        var entries = 10_000_000
        @Option(help: "An empty folder on the disk to be measured; by default a temporary one.")
        var folder: String?
        @Flag(help: "Print one JSON object.")
        var json = false

        func validate() throws {
            guard events > 0, entries > 0 else { throw ValidationError("At least one event and one entry.") }
        }

        func run() async throws {
            let place = folder ?? BenchCommand.temporaryFolder
            defer { if folder == nil { try? FileManager.default.removeItem(atPath: place) } }
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            var settings = LogBench.Settings(folder: place)
            settings.events = events
            settings.entries = entries
            try await reporting {
                let report = try await LogBench(
                    settings, time: MachineClock(), ids: SystemIDs(time: MachineClock()), say: Terminal.complain)()
                Terminal.say(json ? report.json.text : report.text)
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Certificates checked per CPU-second, with nothing but public keys.")

        @Option(help: "How long each part is measured.")
        var seconds = 3.0
        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            try await reporting {
                let report = try CertificateBench(
                    seconds: seconds, time: MachineClock(), ids: SystemIDs(time: MachineClock()))()
                Terminal.say(json ? report.json.text : report.text)
            }
        }
    }

    static var temporaryFolder: String {
        FileManager.default.temporaryDirectory.appending(
            path: "huimin-bench-\(ProcessInfo.processInfo.processIdentifier)"
        ).path()
    }

    /// The server's library with nothing of ours behind it; a part of the ceiling.
    struct Constant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer every request with the same bytes.", shouldDisplay: false)

        @Option(help: "Bytes of the answer.")
        var size = 1024

        func run() async throws {
            StandardInput.terminateWhenClosed()
            try await ConstantServer(size: size).serve { port in Terminal.say("http://127.0.0.1:\(port)") }
        }
    }
}

/// A fault of a bench is told in its own words.
private func reporting(_ body: () async throws -> Void) async throws {
    do { try await body() } catch let fault as BenchFault {
        Terminal.complain(fault.description)
        throw ExitCode(1)
    }
}
