import FEEL
import Kernel
import Testing

/// Each limit is reached, named, and leaves the process alive.
@Suite struct EvaluationLimitsTests {
    static let limits: EvaluationLimits = {
        var limits = EvaluationLimits()
        limits.stepsMax = 50_000
        limits.listLengthMax = 10_000
        limits.textBytesMax = 10_000
        limits.memoryBytesMax = 800_000
        return limits
    }()

    static let rows: [(String, EvaluationLimits.Kind)] = [
        ("for i in 1..99999, j in 1..99999 return i", .steps),
        ("every i in 1..9999 satisfies (every j in 1..9999 satisfies j > 0)", .steps),
        ("for i in 1..10**30 return i", .steps),
        ("for i in -9223372036854775808..9223372036854775807 return i", .steps),
        ("for d in @\"-999999999-01-01\"..@\"999999999-12-31\" return d", .steps),
        ("(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]", .steps),
        ("(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))[-1]", .listLength),
        ("(for i in 1..60 return if i = 1 then \"ab\" else partial[-1] + partial[-1])[-1]", .textLength),
        ("string join(for i in 1..5000 return \"民\", \"惠民\")", .textLength),
        ("replace(string join(for i in 1..1000 return \"a\"), \"a\", \"0123456789abcdef\")", .textLength),
        ("for i in 1..9000 return partial", .steps),
        ("for i in 1..2000 return {a: i, b: i, c: i, d: i, e: i, f: i, g: i, h: i, i: i, j: i}", .memory),
        ("for i in 1..2000 return [i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i]", .memory),
        ("for i in 1..2000 return string(i) + \"\(String(repeating: "民", count: 300))\"", .memory),
        ("for i in 1..9000 return if i = 1 then [] else [partial[-1]]", .nesting),
        ("{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r", .callDepth),
    ]

    @Test("超过哪项上限，就报哪一项", arguments: rows)
    func exceeds(source: String, kind: EvaluationLimits.Kind) throws {
        let expression = try Expression.parse(source)
        let scope = Scope(NameScope(), limits: Self.limits)
        #expect(expression.result(in: scope) == .failure(LimitExceeded(kind, limit: Self.limits[kind])), "\(source)")
        #expect(expression.evaluate(in: scope).isNull)
    }

    @Test("调用占用的栈也有上限")
    func stack() throws {
        var limits = EvaluationLimits()
        limits.callDepthMax = 100_000
        limits.stackBytesMax = 200_000
        let source = "{f: function(g, n) 1 + (2 * (3 + g(g, n + 1))), r: f(f, 0)}.r"
        let result = try Expression.parse(source).result(in: Scope(NameScope(), limits: limits))
        #expect(result == .failure(LimitExceeded(.stack, limit: 200_000)))
    }

    @Test("普通的空不是超限")
    func ordinaryNull() throws {
        for source in ["1 / 0", "10 ** 6000 * 10 ** 6000", "[1][2]"] {
            #expect(try Expression.parse(source).result(in: Scope(NameScope())) == .success(.null))
        }
    }

    @Test("层层共享的值走不完，就不去走")
    func sharedValues() throws {
        let doubled = "{a: [1], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c], e: [d,d,d,d,d,d,d,d],"
        let grown = doubled + " f: [e,e,e,e,e,e,e,e], g: [f,f,f,f,f,f,f,f], h: [g,g,g,g,g,g,g,g],"
        for use in [
            "h", "h = h", "string(h)", "flatten(h)", "h instance of list<number>", "h.x", "list contains(h, h)",
            "index of(h, h)", "distinct values(h)", "union(h, h)", "is(h, h)", "h in h",
            "(function(p: list<number>) 1)(h)",
        ] {
            let expression = try Expression.parse(grown + " r: \(use)}.r")
            let result = expression.result(in: Scope(NameScope(), limits: Self.limits))
            #expect(result == .failure(LimitExceeded(.steps, limit: Self.limits.stepsMax)), "\(use)")
        }
    }

    @Test("上限之内照常计算")
    func within() throws {
        try ExpressionTests.check(
            #"""
            count(for i in 1..5000 return i) => 5000
            (for i in 1..30 return if i = 1 then 1 else partial[-1] * 2)[-1] => 536870912
            {f: function(g, n) if n = 0 then 0 else n + g(g, n - 1), r: f(f, 100)}.r => 5050
            count(distinct values(for i in 1..3000 return modulo(i, 7))) => 7
            """#)
    }

    @Test("每一项上限都有中英文的说明")
    func sentences() {
        for kind in EvaluationLimits.Kind.allCases {
            let phrase = LimitExceeded(kind, limit: EvaluationLimits.standard[kind]).phrase
            #expect(phrase.text(in: .chinese).contains("已停止"))
            #expect(!phrase.text(in: .english).contains("{"))
        }
    }
}
