import FEEL
import Testing

@Suite struct UnaryTestsTests {
    static let names: NameScope = {
        var names = NameScope()
        names.declare("限额", .number)
        names.declare("名单", .list(.string))
        return names
    }()

    static let scope = Scope(names, ["限额": 10, "名单": ["低保", "特困"]])

    static let rows: [(String, Value, Bool?)] = [
        ("-", .null, true), ("[80..90)", 80, true), ("[80..90)", 90, false), ("[80..90[", 90, false),
        ("]80..90]", 80, false),
        ("[80..90[, [95..99]", 96, true), (">= 100", 100, true), (">= 100", 99, false), ("< 限额", 9, true),
        ("限额", 10, true),
        ("名单", "低保", true), ("名单", "残补", false), ("\"未领\"", "未领", true), ("\"未领\", \"停领\"", "停领", true),
        ("not(\"在领\")", "未领", true), ("not(\"在领\", \"停领\")", "停领", false), ("not(\"在领\")", 1, nil),
        ("true", true, true),
        ("true", "true", nil), ("? > 3 and ? < 5", 4, true), ("contains(?, \"补\")", "残补", true), ("= 3", 3, true),
        ("!= 3", 4, true),
        ("[80..90)", .null, nil), ("> 1", "a", nil), ("not(限额 + 1)", 11, false), ("-1", -1, true), ("-限额", -10, true),
        ("(1 + 2)", 3, true), ("[1..限额]", 10, true), ("not(1) = null", true, true),
    ]

    @Test("单元格里的条件")
    func matches() throws {
        for (source, input, expected) in Self.rows {
            let tests = try UnaryTests.parse(source, names: Self.names)
            #expect(tests.matches(input, in: Self.scope) == expected, "\(source) on \(input.literal)")
        }
    }

    @Test("别的名称也好，少几个名称也好，都按名称取值，没有的不知道")
    func scopesOfOtherNames() throws {
        var (others, turned) = (NameScope(), NameScope())
        others.declare("别的", .number)
        for (name, type) in [("名单", FEELType.list(.string)), ("多的", .number), ("限额", .number)] {
            turned.declare(name, type)
        }
        let tests = try UnaryTests.parse("< 限额", names: Self.names)
        let sum = try Expression.parse("限额 + 1", names: Self.names)
        #expect(tests.matches(9, in: Scope(NameScope())) == nil)
        #expect(tests.matches(9, in: Scope(others, ["别的": 10])) == nil)
        #expect(tests.matches(9, in: Scope(turned, ["限额": 10])) == true)
        #expect(sum.evaluate(in: Scope(others, ["别的": 10])).isNull)
        #expect(sum.evaluate(in: Scope(turned, ["限额": 10])) == 11)
        #expect(try sum.result(in: Scope(turned, ["限额": 1])).get() == 2)
    }

    @Test("只有横线算任意值")
    func anyValue() throws {
        #expect(try UnaryTests.parse(" - ").isAny)
        #expect(try !UnaryTests.parse("-1").isAny)
    }

    @Test("全角横线与全角区间指出位置")
    func fullWidth() {
        for (source, column) in [("－", 1), ("［80..90)", 1), ("[80..90）", 8), ("\"未领\"，\"停领\"", 5), ("not（1）", 4)] {
            do {
                _ = try UnaryTests.parse(source)
                Issue.record("\(source) was accepted")
            } catch {
                #expect(error.position.column == column && error.code == "feel.fullWidth", "\(source) \(error)")
            }
        }
    }
}
