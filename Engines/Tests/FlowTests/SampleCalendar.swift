import Flow
import Kernel

/// The notices of 2025 and 2026 (国办发明电〔2024〕12号, 国办发明电〔2025〕7号) as the tests need them.
enum SampleCalendar {
    struct Range {
        let festival: String
        let first: String
        let last: String
    }

    static let holidays: [Int: [Range]] = [
        2025: [
            Range(festival: "元旦", first: "2025-01-01", last: "2025-01-01"),
            Range(festival: "春节", first: "2025-01-28", last: "2025-02-04"),
            Range(festival: "清明节", first: "2025-04-04", last: "2025-04-06"),
            Range(festival: "劳动节", first: "2025-05-01", last: "2025-05-05"),
            Range(festival: "端午节", first: "2025-05-31", last: "2025-06-02"),
            Range(festival: "国庆节、中秋节", first: "2025-10-01", last: "2025-10-08"),
        ],
        2026: [
            Range(festival: "元旦", first: "2026-01-01", last: "2026-01-03"),
            Range(festival: "春节", first: "2026-02-15", last: "2026-02-23"),
            Range(festival: "清明节", first: "2026-04-04", last: "2026-04-06"),
            Range(festival: "劳动节", first: "2026-05-01", last: "2026-05-05"),
            Range(festival: "端午节", first: "2026-06-19", last: "2026-06-21"),
            Range(festival: "中秋节", first: "2026-09-25", last: "2026-09-27"),
            Range(festival: "国庆节", first: "2026-10-01", last: "2026-10-07"),
        ],
    ]

    static let makeUpDays: [Int: [(festival: String, day: String)]] = [
        2025: [
            ("春节", "2025-01-26"), ("春节", "2025-02-08"), ("劳动节", "2025-04-27"), ("国庆节、中秋节", "2025-09-28"),
            ("国庆节、中秋节", "2025-10-11"),
        ],
        2026: [
            ("元旦", "2026-01-04"), ("春节", "2026-02-14"), ("春节", "2026-02-28"), ("劳动节", "2026-05-09"),
            ("国庆节", "2026-09-20"), ("国庆节", "2026-10-10"),
        ],
    ]

    static func year(_ year: Int) -> CalendarYear {
        var offDays = [CivilDate: String]()
        for range in holidays[year] ?? [] {
            guard var day = CivilDate(range.first), let last = CivilDate(range.last) else { continue }
            while day <= last {
                offDays[day] = range.festival
                day = day.adding(days: 1)
            }
        }
        var worked = [CivilDate: String]()
        for (festival, day) in makeUpDays[year] ?? [] { if let day = CivilDate(day) { worked[day] = festival } }
        return CalendarYear(year: year, offDays: offDays, makeUpDays: worked)
    }

    static let both = WorkingCalendar([2025, 2026].map(year))
}
