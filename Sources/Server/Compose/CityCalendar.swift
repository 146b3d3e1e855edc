import Exchange
package import Flow
import Foundation
import Kernel

/// 工作日历: the years that a city folder holds.
package enum CityCalendar {
    package static func load(city path: String) throws -> WorkingCalendar {
        WorkingCalendar(try CityFolder.readAll("\(path)/calendar") { try CalendarYear(Description(yaml: $0)) })
    }
}

extension CalendarYear {
    /// One file of `City/calendar`.
    init(_ tree: Description) throws {
        let text = try tree.required("年份")
        guard let year = Int(text) else { throw DescriptionError(path: "年份", problem: "\(text) 不是年份") }
        var offDays: [CivilDate: String] = [:]
        for holiday in tree["放假"]?.list ?? [] {
            let festival = try holiday.required("节日")
            var day = try Self.day(holiday, "起")
            let last = try Self.day(holiday, "止")
            while day <= last {
                offDays[day] = festival
                day = day.adding(days: 1)
            }
        }
        var makeUpDays: [CivilDate: String] = [:]
        for work in tree["调休上班"]?.list ?? [] { makeUpDays[try Self.day(work, "日期")] = try work.required("节日") }
        self.init(year: year, offDays: offDays, makeUpDays: makeUpDays)
        if let odd = contradictions.first { throw DescriptionError(path: odd.description, problem: "这一天的安排前后矛盾") }
    }

    private static func day(_ tree: Description, _ key: String) throws -> CivilDate {
        let text = try tree.required(key)
        guard let day = CivilDate(text) else { throw DescriptionError(path: key, problem: "\(text)：写成 2026-10-01") }
        return day
    }
}
