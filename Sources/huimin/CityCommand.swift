import ArgumentParser
import Kernel
import SampleCity

/// `huimin city generate`: a synthetic city.
struct CityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "city", abstract: "Synthetic cities.", subcommands: [Generate.self])

    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the departments' systems of a synthetic city.",
            discussion: "The same seed, number and day give the same city on every machine. Nobody in it is real.")

        @Option(help: "How many people.")
        var people = 2000

        @Option(help: "Which city.")
        var seed: UInt64 = 339_900

        @Option(help: "The folder to write to; it must not hold a city yet.")
        var out: String

        @Option(help: "The day on which the city stands, yyyy-MM-dd (default: today).")
        var day: String?

        func run() async throws {
            guard let date = day.map({ CivilDate($0) }) ?? MachineClock().now().civilDate() else {
                throw ValidationError("--day takes a date such as 2026-11-22")
            }
            let summary = try await CityGenerator(seed: seed, people: people, day: date).write(to: out) {
                department, rows in
                if rows % 10_000 == 0 { Terminal.say("\(department.rawValue) \(rows)") }
            }
            Terminal.say(
                "\(summary.people) people, digest \(summary.digest.prefix(16)), \(summary.blemishes.count) rows wrong on purpose"
            )
        }
    }
}
