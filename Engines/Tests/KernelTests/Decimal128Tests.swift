import Kernel
import Testing

@Suite struct Decimal128Tests {
    @Test(
        "读写：写出的与读入的相同",
        arguments: [
            ("0", "0"), ("-0", "0"), ("1.10", "1.10"), (".5", "0.5"), ("-12.50", "-12.50"), ("1e2", "100"),
            ("1.2E-3", "0.0012"),
            ("123456789012345678901234567890123456", "1.234567890123456789012345678901235E+35"),
            ("1E+40", "1E+40"), ("1e-50", "1E-50"), ("9.99e6144", "9.99E+6144"),
            ("1e-6176", "1E-6176"), ("4e-6177", "0"), ("1.50e60", "1.5E+60"), ("0.00", "0.00"), ("0e-50", "0"),
            ("6e-6177", "1E-6176"),
        ])
    func readsAndWrites(source: String, expected: String) throws {
        let number = try #require(Decimal128(source))
        #expect(number.description == expected)
        #expect(Decimal128(number.description) == number)
    }

    @Test("不是数的文字读不出数", arguments: ["", "-", ".", "1.2.3", "12abc", "1e", "1e+", "１２", "1 2", "e5", "1e6145", "NaN"])
    func refusesWhatIsNoNumber(source: String) {
        #expect(Decimal128(source) == nil)
    }

    @Test("尾零不影响相等、次序与散列")
    func trailingZerosDoNotMatter() throws {
        let pairs = [("1.10", "1.1"), ("100", "1e2"), ("0.000", "0"), ("1e6144", "1000e6141")]
        for (left, right) in pairs {
            let (left, right) = (try #require(Decimal128(left)), try #require(Decimal128(right)))
            #expect(left == right && left.hashValue == right.hashValue && !(left < right) && !(right < left))
        }
    }

    @Test("分与元之间不丢一分钱")
    func fenAndYuan() throws {
        let yuan = try #require(Decimal128(units: 12_345, scale: 2))
        #expect(yuan.description == "123.45")
        #expect(yuan.multiplied(by: 100)?.int == 12_345)
        let tenth = try #require(Decimal128("0.1"))
        #expect(tenth.adding(tenth)?.adding(tenth) == Decimal128("0.3"))
    }

    @Test("没有有限结果的运算得空")
    func noFiniteResult() throws {
        let huge = try #require(Decimal128("9e6144"))
        #expect(huge.adding(huge) == nil)
        #expect(huge.multiplied(by: huge) == nil)
        #expect(Decimal128.one.divided(by: 0) == nil)
        #expect(Decimal128.one.remainder(dividingBy: 0) == nil)
        #expect(huge.rounded(toScale: 6177) == nil)
    }

    @Test(
        "整数转换只在恰好时成功",
        arguments: [
            ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("12.00", 12), ("1e3", 1000),
            ("9e18", Int(9e18)),
            ("9223372036854775808", nil), ("1.5", nil), ("1e19", nil), ("0e500", 0),
        ] as [(String, Int?)])
    func convertsToInt(source: String, expected: Int?) throws {
        #expect(try #require(Decimal128(source)).int == expected)
    }

    @Test(
        "各种舍入",
        arguments: [
            ("2.5", 0, [2, 3, 2, 3, 2, 3, 2]), ("-2.5", 0, [-2, -3, -2, -3, -2, -2, -3]),
            ("3.5", 0, [4, 4, 3, 4, 3, 4, 3]),
            ("1250", -2, [1200, 1300, 1200, 1300, 1200, 1300, 1200]), ("0.4", 0, [0, 0, 0, 1, 0, 1, 0]),
            ("-0.0001", 0, [0, 0, 0, -1, 0, 0, -1]),
        ])
    func rounds(source: String, scale: Int, expected: [Int]) throws {
        let number = try #require(Decimal128(source))
        for (rule, wanted) in zip(Decimal128.Rounding.allCases, expected) {
            #expect(number.rounded(toScale: scale, rule)?.int == wanted, "\(source) \(rule)")
        }
    }

    @Test("极细的小数位合法，不撑爆")
    func extremeScales() throws {
        let third = try #require(Decimal128.one.divided(by: 3))
        #expect(third.rounded(toScale: 6176) == third)
        #expect(third.rounded(toScale: -6111)?.isZero == true)
    }

    @Test("事实的值写下再读回，值相等则文字相同")
    func factValueRoundTrip() throws {
        let number = try #require(Decimal128("1.10"))
        let date = try #require(CivilDate("2026-02-28"))
        for value in [FactValue.text("３３９９"), .number(number), .date(date), .flag(false)] {
            #expect(FactValue(storedText: value.storedText, kind: value.kind) == value)
        }
        #expect(FactValue.number(number).storedText == "1.1")
        #expect(FactValue(storedText: "是", kind: .flag) == nil)
    }
}
