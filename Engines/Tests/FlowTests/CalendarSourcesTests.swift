import Flow
import Foundation
import Kernel
import Testing

/// The calendars of the tests, of the sample city and of the collection that both were checked against say the same.
@Suite struct CalendarSourcesTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardized
    private static let kit: URL = {
        let kits = ProcessInfo.processInfo.environment["HUIMIN_KITS"].map { URL(filePath: $0) }
        return (kits ?? repository.appending(path: "../shared").standardized).appending(path: "data/holidays-cn")
    }()
    private static let city = repository.appending(path: "City/calendar")

    private static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    @Test("holiday-cn", .enabled(if: exists(kit), "skipped: kit not present"), arguments: [2025, 2026])
    func holidayCollection(year: Int) throws {
        let file = try Data(contentsOf: Self.kit.appending(path: "\(year).json"))
        var offDays = [CivilDate: String]()
        var makeUpDays = [CivilDate: String]()
        for entry in try JSON.parse(file)["days"]?.array ?? [] {
            let day = try #require(entry["date"]?.string.flatMap { CivilDate($0) })
            let festival = try #require(entry["name"]?.string)
            if entry["isOffDay"] == true { offDays[day] = festival } else { makeUpDays[day] = festival }
        }
        #expect(SampleCalendar.year(year) == CalendarYear(year: year, offDays: offDays, makeUpDays: makeUpDays))
    }

    @Test("City/calendar", .enabled(if: exists(city), "skipped: no sample city here"), arguments: [2025, 2026])
    func cityFiles(year: Int) throws {
        let text = String(decoding: try Data(contentsOf: Self.city.appending(path: "\(year).yaml")), as: UTF8.self)
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
            $0.hasPrefix("- {")
        }
        let holidays = (SampleCalendar.holidays[year] ?? []).map { range in
            "- { 节日: \(range.festival), 起: \(range.first), 止: \(range.last) }"
        }
        let makeUpDays = (SampleCalendar.makeUpDays[year] ?? []).map { "- { 节日: \($0.festival), 日期: \($0.day) }" }
        #expect(lines == holidays + makeUpDays)
    }
}
