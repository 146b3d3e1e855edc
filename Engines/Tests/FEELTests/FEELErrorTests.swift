import FEEL
import Kernel
import Testing

/// Each way an expression can be wrong: where it is reported, as what, and what is advised.
@Suite struct FEELErrorTests {
    static let names: NameScope = {
        var names = NameScope()
        for name in ["年龄", "户籍区划", "本市户籍", "领取状态"] { names.declare(name) }
        names.declare("申请人", .context([.init("年龄", .number), .init("户籍", .string)]))
        return names
    }()

    struct Row: Sendable {
        let source: String
        let column: Int
        let code: String
        let advice: String
        var line = 1
    }

    static let rows = [
        Row(source: "年龄＞＝80", column: 3, code: "feel.fullWidth", advice: ">="),
        Row(source: "年龄 >= ８0", column: 7, code: "feel.fullWidth", advice: "8"),
        Row(source: "substring(领取状态，1)", column: 15, code: "feel.fullWidth", advice: ","),
        Row(source: "count（[1]）", column: 6, code: "feel.fullWidth", advice: "("),
        Row(source: "领取状态 = “未领”", column: 8, code: "feel.fullWidth", advice: "\""),
        Row(source: "年龄 ≥ 80", column: 4, code: "feel.fullWidth", advice: ">="),
        Row(source: "{年龄：80}", column: 4, code: "feel.fullWidth", advice: ":"),
        Row(source: "第１联系人", column: 2, code: "feel.fullWidth", advice: "1"),
        Row(source: "年令 >= 80", column: 1, code: "feel.unknownName", advice: "年龄"),
        Row(source: "年龄 > 1 and\n 本市户藉", column: 2, code: "feel.unknownName", advice: "本市户籍", line: 2),
        Row(source: "领取状态 = 未领", column: 8, code: "feel.unknownName", advice: "\"未领\""),
        Row(source: "start with(户籍区划, \"3399\")", column: 1, code: "feel.unknownName", advice: "starts with"),
        Row(source: "年龄 == 80", column: 4, code: "feel.foreignOperator", advice: "="),
        Row(source: "年龄 > 1 && 年龄 < 2", column: 8, code: "feel.foreignOperator", advice: "and"),
        Row(source: "领取状态 = '未领'", column: 8, code: "feel.foreignOperator", advice: "\""),
        Row(source: "年龄 >", column: 5, code: "feel.unexpectedEnd", advice: "补上"),
        Row(source: "年龄 80", column: 4, code: "feel.unexpected", advice: "运算符"),
        Row(source: "(年龄 + 1", column: 8, code: "feel.missing", advice: ")"),
        Row(source: "领取状态 = \"未领", column: 8, code: "feel.openText", advice: "\""),
        Row(source: "1 /* 注", column: 3, code: "feel.openText", advice: "*/"),
        Row(source: "80岁", column: 1, code: "feel.notANumber", advice: "1200"),
        Row(source: "1 instance of 整数", column: 15, code: "feel.unknownType", advice: "number"),
        Row(source: "if 年龄 > 1 then 2", column: 17, code: "feel.missing", advice: "else"),
        Row(source: "for 1 in [1] return 1", column: 5, code: "feel.badName", advice: "成员"),
    ]

    @Test("写错的表达式：位置、错误与建议", arguments: rows)
    func reports(row: Row) {
        do {
            _ = try Expression.parse(row.source, names: Self.names)
            Issue.record("\(row.source) was accepted")
        } catch {
            #expect(error.code == row.code, "\(row.source)")
            #expect(
                error.position.line == row.line && error.position.column == row.column,
                "\(row.source) \(error.position)")
            #expect(error.advice.text(in: .chinese).contains(row.advice), "\(error.advice.text(in: .chinese))")
            #expect(!error.message.text(in: .english).contains("{"))
        }
    }

    @Test(
        "能读但必得空的写法有提醒",
        arguments: [
            ("starts with(户籍区划)", 13, "feel.wrongArguments"), ("@\"2026-02-30\"", 1, "feel.notATime"),
            ("申请人.年令", 5, "feel.unknownEntry"), ("申请人[年令 > 1]", 5, "feel.unknownEntry"),
            ("substring(string: \"a\", start: 1)", 11, "feel.wrongArguments"),
            ("{甲: 1, 甲: 2}", 8, "feel.duplicateEntry"),
            ("date(\"2026-02-30\")", 6, "feel.notATime"), ("matches(户籍区划, \"(\")", 9, "feel.badPattern"),
        ])
    func warns(source: String, column: Int, code: String) throws {
        let expression = try Expression.parse(source, names: Self.names)
        #expect(expression.warnings.map(\.code) == [code])
        #expect(expression.warnings.first?.position.column == column)
    }

    @Test("字形相同、编码不同的名称，说得明白")
    func sameLook() throws {
        var names = NameScope()
        names.declare("café")
        let error = #expect(throws: FEELError.self) { try Expression.parse("cafe\u{301} + 1", names: names) }
        #expect(error?.advice.code == "feel.sameLook")
        #expect(try Expression.parse("café = null", names: names).evaluate(in: Scope(names)) == true)
    }

    @Test("过深、过长的表达式被拒绝而不是撑爆")
    func bounds() {
        let deep = String(repeating: "(", count: 100_000) + "1"
        let lists = String(repeating: "[", count: 100_000)
        let signs = String(repeating: "- ", count: 5000) + "1"
        let path = "{a: 1}" + String(repeating: ".a", count: 5000)
        let calls = "abs" + String(repeating: "(1)", count: 5000)
        let ranges = String(repeating: "[1..", count: 50)
        let tests = String(repeating: "1 in (", count: 50)
        for source in [deep, lists, signs, path, calls, ranges, tests, String(repeating: " ", count: 300_000)] {
            #expect(throws: FEELError.self) { try Expression.parse(source) }
        }
    }

    @Test("错处太多时只猜前一百个是想写什么，读起来才不会慢")
    func guesses() throws {
        let source = "申请人[" + Array(repeating: "年令 > 1", count: 150).joined(separator: " and ") + "]"
        let advice = try Expression.parse(source, names: Self.names).warnings.map(\.advice.code)
        #expect(advice.count == 150 && advice[99] == advice[0] && advice[100] != advice[0])
    }

    @Test("长而不深的算式照常计算")
    func longChains() throws {
        let scope = Scope(NameScope())
        let sum = "{x: 1, r: " + Array(repeating: "x", count: 20_000).joined(separator: "+") + "}.r"
        #expect(try Expression.parse(sum).evaluate(in: scope) == 20_000)
        let either = "{x: 7, r: " + Array(repeating: "x = 1", count: 5000).joined(separator: " or ") + " or x = 7}.r"
        #expect(try Expression.parse(either).evaluate(in: scope) == true)
        let list = "count([" + Array(repeating: "1-1", count: 20_000).joined(separator: ",") + "])"
        #expect(try Expression.parse(list).evaluate(in: scope) == 20_000)
    }

    /// Each sign that a Chinese input method types for one of FEEL, and what to type instead.
    static let signs: [(String, String)] =
        [
            ("（", "("), ("）", ")"), ("：", ":"), ("；", ","), ("＞", ">"), ("＜", "<"), ("＝", "="), ("＋", "+"), ("－", "-"),
            ("＊", "*"), ("／", "/"), ("，", ","), ("。", "."), ("、", ","), ("“", "\""), ("”", "\""), ("‘", "\""),
            ("’", "\""), ("【", "["), ("】", "]"), ("｛", "{"), ("｝", "}"), ("？", "?"), ("［", "["), ("］", "]"), ("＠", "@"),
            ("！＝", "!="), ("＞＝", ">="), ("《", "<"), ("》", ">"), ("「", "\""), ("」", "\""), ("×", "*"), ("÷", "/"),
            ("≥", ">="), ("≤", "<="), ("≠", "!="), ("～", ".."), ("—", "-"),
        ] + (0...9).map { (String(Character(Unicode.Scalar(0xFF10 + UInt32($0)) ?? "0")), String($0)) }

    @Test("全角符号与数字：位置、是什么、改成什么", arguments: signs)
    func fullWidth(sign: String, ascii: String) {
        for (source, column) in [("年龄 \(sign) 1", 4), ("\(sign)年龄", 1), ("年龄 >\n 本市户籍 + \(sign)", 9)] {
            let error = #expect(throws: FEELError.self) { try Expression.parse(source, names: Self.names) }
            #expect(error?.code == "feel.fullWidth", "\(source) \(error?.code ?? "")")
            #expect(error?.position.column == column, "\(source)")
            #expect(error?.message.text(in: .chinese).contains(sign) ?? false)
            #expect(error?.advice.text(in: .chinese).contains(" \(ascii) ") ?? false)
        }
    }

    @Test("全角空格是空白")
    func ideographicSpace() throws {
        let expression = try Expression.parse("1\u{3000}+\u{3000}2")
        #expect(expression.evaluate(in: Scope(NameScope())) == 3)
    }

    @Test("任意截断与改字都得到错误或值，从不崩溃")
    func survivesMutations() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("FEELErrorTests.survivesMutations seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("[](){}.,:<>=+-*/\"@? 年龄80in＞".unicodeScalars)
        let source = Array(
            "if 年龄 in [80..90[ then {a: [1, 2][item > 1]} else for x in 1..2 return @\"P1D\"".unicodeScalars)
        for _ in 0..<2000 {
            var mutated = source
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                mutated[Int.random(in: 0..<mutated.count, using: &generator)] =
                    alphabet.randomElement(using: &generator) ?? " "
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: mutated.prefix(Int.random(in: 1...mutated.count, using: &generator)))
            guard let expression = try? Expression.parse(String(text), names: Self.names) else { continue }
            _ = expression.evaluate(in: Scope(Self.names))
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
