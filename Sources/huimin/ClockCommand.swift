import ArgumentParser
import Flow
import Foundation
import Kernel
import Server

/// `huimin clock`: statutory working-day arithmetic.
struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Count working days by the statutory calendar.", subcommands: [Add.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The day on which a number of working days has passed.",
            discussion: "The first day is not counted (行政许可法第八十二条、民法典第二百零一条). Beyond the loaded calendars: 暂定.")

        @Argument(help: "yyyy-MM-dd")
        var date: String

        @Argument(help: "Working days.")
        var count: Int

        @Option(help: "The folder of the city's definitions.")
        var city = "City"

        func run() throws {
            guard let start = CivilDate(date) else { throw ValidationError("DATE is a day such as 2026-09-30") }
            let deadline = try CityCalendar.load(city: city).adding(workingDays: count, to: start)
            Terminal.say(deadline.date.description + (deadline.isProvisional ? " 暂定" : ""))
        }
    }
}
