import FEEL
import Testing

/// Days, times and durations at the edges of what FEEL knows. Rows of source and value.
@Suite struct TemporalTests {
    @Test("年份到正负九亿，秒到九位小数，时差到十八小时")
    func edges() throws {
        try ExpressionTests.check(
            #"""
            string(@"999999999-12-31") => "999999999-12-31"
            string(@"-999999999-01-01") => "-999999999-01-01"
            @"1000000000-01-01" => null
            @"-0001-12-31" + @"P1D" = @"0000-01-01" => true
            @"999999999-12-31" - @"-999999999-01-01" = @"P730484999633D" => true
            @"999999999-12-31" + @"P1D" => null
            @"999999999-12-31T23:59:59" + @"PT1S" => null
            @"-999999999-01-01" - @"P1M" => null
            @"02026-01-01" => null
            @"+2026-01-01" => null
            @"2026-1-01" => null
            string(@"2026-11-22T08:30:00.123456789") => "2026-11-22T08:30:00.123456789"
            string(@"08:30:00.100") => "08:30:00.1"
            @"08:30:00.1234567890" => null
            string(@"08:30:00+18:00") => "08:30:00+18:00"
            string(@"08:30:00-01:02:03") => "08:30:00-01:02:03"
            @"08:30:00+18:01" => null
            @"24:00:00" => null
            @"23:59:60" => null
            @"2026-11-22T24:00:00" = @"2026-11-23T00:00:00" => true
            string(@"2026-11-22T23:30:00+08:00" + @"PT45M") => "2026-11-23T00:15:00+08:00"
            @"2026-03-31" - @"P1M" => @"2026-02-28"
            @"2024-02-29" + @"P1Y" => @"2025-02-28"
            @"2026-11-22".weekday => 7
            @"08:30:00+08:00".time offset => @"PT8H"
            @"08:30:00".time offset => null
            @"08:30:00+08:00".timezone => null
            date("2026-11-22T08:30:00") => null
            """#)
    }

    @Test("两种时长各有其形，互不相混")
    func durations() throws {
        try ExpressionTests.check(
            #"""
            string(@"P26M") => "P2Y2M"
            string(@"-P14M") => "-P1Y2M"
            string(@"PT1000M") => "PT16H40M"
            string(@"P1DT25H") => "P2DT1H"
            string(@"PT0.5S") => "PT0.5S"
            string(@"-PT0S") => "PT0S"
            string(@"P0Y") => "P0M"
            @"P1Y2DT3H" => null
            @"P1H" => null
            @"PT" => null
            @"P1DT" => null
            @"P-1D" => null
            @"P1.5D" => null
            @"P1Y" + @"P1D" => null
            @"P1Y" = @"P12M" => true
            @"P1Y" = @"P365D" => null
            @"P1Y" / @"P1M" => 12
            @"PT1H" * 1.5 => @"PT90M"
            @"P1Y" * 0.5 => @"P6M"
            @"P1D" / 0 => null
            @"P99999999999999999999D" => null
            abs(@"-P1Y") => @"P1Y"
            -@"P1D" => @"-P1D"
            @"-PT1H30M".minutes => -30
            @"P1Y2M".months => 2
            @"P1Y".days => null
            years and months duration(@"2011-12-22", @"2013-08-24") => @"P1Y8M"
            years and months duration(@"2013-08-24", @"2011-12-22") => @"-P1Y8M"
            """#)
    }

    @Test("由各部分合成的时刻")
    func parts() throws {
        try ExpressionTests.check(
            #"""
            date(2026, 2, 29) => null
            date(year: 2024, month: 2, day: 29) => @"2024-02-29"
            time(8, 30, 15.25) => @"08:30:15.25"
            time(8, 30, 0, @"PT8H") => @"08:30:00+08:00"
            time(8, 30, 0, @"PT19H") => null
            time(hour: 8, minute: 60, second: 0) => null
            date and time(@"2026-11-22", @"08:30:00") => @"2026-11-22T08:30:00"
            date and time(2026, 11, 22, 8, 30, 0) => @"2026-11-22T08:30:00"
            date and time(2026, 11, 22, 8, 30, 0, @"PT8H") => @"2026-11-22T08:30:00+08:00"
            string(date and time(2026, 11, 22, 8, 30, 0, "Etc/UTC")) => "2026-11-22T08:30:00@Etc/UTC"
            date and time(2026, 11, 22, 8, 30, 0, "no such zone") => null
            date and time(@"2026-11-22") => @"2026-11-22T00:00:00Z"
            time(@"2026-11-22T08:30:00+08:00") => @"08:30:00+08:00"
            week of year(@"2003-12-29") => 1
            week of year(@"2021-01-03") => 53
            """#)
    }
}
