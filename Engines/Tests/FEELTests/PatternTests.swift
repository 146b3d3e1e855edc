import FEEL
import Testing

/// `matches`, `replace` and `split` by the rules of XPath and XQuery. Rows of source and value.
@Suite struct PatternTests {
    @Test("字符集：相减、类别、区块、转义")
    func classes() throws {
        try ExpressionTests.check(
            #"""
            matches("x", "[a-z-[aeiou]]") => true
            matches("e", "[a-z-[aeiou]]") => false
            matches("a-b", "^[-ab]+$") => true
            matches("a-b", "^[ab-]+$") => true
            matches("a-b", "^[a\\-b]+$") => true
            matches("]", "[\\]]") => true
            matches("q", "[^q]") => false
            matches("é", "\\w") => true
            matches("_", "\\w") => false
            matches("٣", "^\\d$") => true
            matches("a:b-1", "^\\i\\c*$") => true
            matches("居民身份证", "^\\p{IsCJKUnifiedIdeographs}+$") => true
            matches("中", "^\\P{Lo}$") => false
            matches("甲A", "^\\p{L}\\p{Lu}$") => true
            matches("φ", "\\p{IsGreek}") => true
            matches("a", "\\p{Ls}") => null
            matches("a", "\\p{IsNoSuchBlock}") => null
            matches("a", "[]") => null
            matches("a", "[z-a]") => null
            matches("a", "[a") => null
            matches("a]", "a]") => null
            matches("a", "\\b") => null
            matches("a", "\\") => null
            """#)
    }

    @Test("匹配方式 s m i x，别的一律为空")
    func flags() throws {
        try ExpressionTests.check(
            #"""
            matches("a\nb", "a.b") => false
            matches("a\nb", "a.b", "s") => true
            matches("a\nb", "^b$") => false
            matches("a\nb", "^b$", "m") => true
            matches("a\n", "^$", "m") => false
            matches("\u212A", "[A-Z]", "i") => true
            matches("k", "\u212A", "i") => true
            matches("k", "[\u2129-\u212B]", "i") => true
            matches("ı", "I", "i") => true
            matches("o", "[A-Z-[OI]]", "i") => false
            matches("Q", "[^q]", "i") => false
            matches("a", "\\p{Lu}", "i") => false
            matches("ΣΑΣ", "^σας$", "i") => true
            matches("hello world", "hello[ ]world", "x") => true
            matches("helloworld", "hello world", "x") => true
            matches("hello", "\\p{ I s B a s i c L a t i n }+", "x") => true
            matches("a", "A", "ismx") => true
            matches("a", "a", "q") => null
            matches("a", "a", "") => true
            matches("a", "a", null) => true
            matches("a", null) => null
            matches(null, "a") => null
            matches(1, "1") => null
            """#)
    }

    @Test("分组、回引、重复")
    func groups() throws {
        try ExpressionTests.check(
            #"""
            matches("abab", "^(ab)\\1$") => true
            matches("abAB", "^(ab)\\1$", "i") => true
            matches("aa0", "^(a)\\10$") => true
            matches("b", "^(a)?b\\1$") => true
            matches("a", "(a)\\2") => null
            matches("a", "(a\\1)") => null
            matches("a", "(a)[\\1]") => null
            matches("aaab", "^a{2,3}b") => true
            matches("aaab", "^a{2}b") => false
            matches("ab", "a{1}?b") => true
            matches("a", "a{2,1}") => null
            matches("a", "a{,2}") => null
            matches("a", "a**") => null
            matches("a", "*a") => null
            matches("a", "(a") => null
            matches("a{", "a{") => null
            matches("ac", "(?:a|b)c") => true
            matches("", "()*") => true
            matches("abc", "^(a|b|c|()){1000000}$") => true
            matches("abcabc", "^((a|b)|c){6}$") => true
            matches("aXbX", "^(?:.*?X){2}$") => true
            matches("foobar", "^fo*b*") => true
            matches("第12号", "^第[0-9]+号$") => true
            """#)
    }

    @Test("替换与切分")
    func replacement() throws {
        try ExpressionTests.check(
            #"""
            replace("abracadabra", "a(.)", "a$1$1") => "abbraccaddabbra"
            replace("abracadabra", "a.*?a", "*") => "*c*bra"
            replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") => "[1=ab][2=]cd"
            replace("abc", "b", "[$0]") => "a[b]c"
            replace("abc", "(b)", "$12") => "ab2c"
            replace("abc", "b", "\\$\\\\") => "a$\\c"
            replace("abc", "b", "$") => null
            replace("abc", "b", "\\n") => null
            replace("abc", "x*", "-") => null
            replace("ABC", "b", "-", "i") => "A-C"
            replace("13912345678", "(\\d{3})\\d{4}(\\d{4})", "$1****$2") => "139****5678"
            replace("惠民", "", "x") => null
            split("a1b22c", "\\d+") => ["a", "b", "c"]
            split("甲、乙、", "、") => ["甲", "乙", ""]
            split("abc", "x") => ["abc"]
            split("abc", "") => null
            split("abc", "(") => null
            """#)
    }

    @Test("写错的匹配式在填写时就提醒")
    func warnings() throws {
        let expression = try Expression.parse(#"matches(申请人.户籍, "(本地")"#, names: ExpressionTests.names)
        #expect(expression.warnings.map(\.code) == ["feel.badPattern"])
        #expect(try Expression.parse(#"matches("a", "a")"#).warnings.isEmpty)
    }

    @Test("回溯爆炸的匹配式停在上限，不拖住进程")
    func explosion() throws {
        var limits = EvaluationLimits()
        limits.patternStepsMax = 100_000
        let scope = Scope(NameScope(), limits: limits)
        let text = String(repeating: "a", count: 40)
        for pattern in ["^(a+)+$", "^(a|aa)+$", "^(a*)*b", "(a|a?)+$", "(.*)(.*)(.*)(.*)(.*)[^a]\\\\1"] {
            let expression = try Expression.parse("matches(\"\(text)!\", \"\(pattern)\")")
            guard case .failure(let exceeded) = expression.result(in: scope) else { continue }
            #expect(exceeded.kind == .patternSteps, "\(pattern)")
        }
        let worst = try Expression.parse("matches(\"\(text)!\", \"^(a+)+$\")")
        #expect(worst.result(in: scope) == .failure(LimitExceeded(.patternSteps, limit: 100_000)))
    }

    @Test("任意文字当匹配式，都得到真假或空")
    func survivesAnything() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("PatternTests.survivesAnything seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var limits = EvaluationLimits()
        limits.patternStepsMax = 2000
        var names = NameScope()
        names.declare("text")
        names.declare("pattern")
        let expression = try Expression.parse("matches(text, pattern, \"i\")", names: names)
        let letters = Array("ab[]()*+?{}1,2-^$\\|.pdwiIsLu中".unicodeScalars)
        for _ in 0..<2000 {
            var pattern = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...14, using: &generator) {
                pattern.append(letters.randomElement(using: &generator) ?? "a")
            }
            let scope = Scope(names, ["text": "abab1中", "pattern": .string(String(pattern))], limits: limits)
            let value = expression.evaluate(in: scope)
            #expect(value.isNull || value.boolean != nil)
        }
    }
}
