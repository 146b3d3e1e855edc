import ArgumentParser
import Foundation
import Kernel
import Server
import Simulation

/// `huimin simulate`: a small city lives through a year in no time, and all that must always hold is looked at after each step.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "A year of a small city, with every invariant looked at after each step.",
        discussion: """
            Residents, officers and departments follow scripts drawn from the seed; sources are slow, silent or lie; the \
            server's process ends at any moment and begins again. The same seed gives the same trace. Exit 1 where an \
            invariant broke, with the step and the shortest command that does it again.
            """)

    @Option(help: "The seed; of several years, that of the first.")
    var seed: UInt64 = 1
    @Option(help: "How many years, each with a seed of its own.")
    var years = 1
    @Option(help: "Days of a year.")
    var days = 365
    @Option(help: "Residents.")
    var people = 200
    @Option(help: "Years at once.")
    var jobs = 2
    @Option(help: "The folder of definitions.")
    var city = "City"
    @Option(help: "An empty folder for what the year leaves: a data folder that a server can be started on.")
    var keep: String?
    @Flag(help: "Print one JSON object for each year.")
    var json = false
    @Option(help: ArgumentHelp(plantHelp, visibility: .hidden))
    var plant: String?

    private static let plantHelp: String = {
        let kinds = PlantedFault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        return "A fault in the simulation's own seams that the invariants have to find: \(kinds)."
    }()

    func validate() throws {
        guard years > 0, days > 0, people > 0, jobs > 0 else {
            throw ValidationError("At least one year, day, resident and job.")
        }
        guard keep == nil || years == 1 else { throw ValidationError("--keep takes one year.") }
        if let plant, PlantedFault.Kind(rawValue: plant) == nil { throw ValidationError(Self.plantHelp) }
    }

    func run() async throws {
        let folder = try CityFolder(path: city)
        var failures = 0
        try await withThrowingTaskGroup(of: YearReport.self) { group in
            for number in 0..<years {
                if number >= jobs, let done = try await group.next() { failures += tell(done) }
                let settings = settings(number)
                group.addTask { try await Self.live(settings, folder) }
            }
            for try await done in group { failures += tell(done) }
        }
        if failures > 0 { throw ExitCode(1) }
    }

    private func settings(_ number: Int) -> SimulatedYear.Settings {
        var settings = SimulatedYear.Settings(seed: seed &+ UInt64(number), city: city)
        settings.days = days
        settings.people = people
        settings.keepsakes = keep
        settings.fault = plant.flatMap(PlantedFault.Kind.init)
        return settings
    }

    /// - Returns: 1 for a year that failed.
    private func tell(_ report: YearReport) -> Int {
        Terminal.say(json ? report.json.text : report.text)
        return report.failure == nil ? 0 : 1
    }

    private static func live(_ settings: SimulatedYear.Settings, _ city: CityFolder) async throws -> YearReport {
        let place = FileManager.default.temporaryDirectory.appending(path: "huimin-year-\(settings.seed)-\(getpid())")
            .path()
        defer { try? FileManager.default.removeItem(atPath: place) }
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        return try await SimulatedYear(settings, city: city, folder: place)()
    }
}
