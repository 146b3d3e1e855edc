import FEEL
import Kernel
import Testing

/// Names with spaces, signs, digits and keywords: only the scope tells where a name ends.
@Suite struct NameTests {
    static let rows = #"""
        {Student's name: "甲", r: Student's name}.r => "甲"
        {Pre-bureauRiskCategory: 1, r: Pre-bureauRiskCategory + 1}.r => 2
        {a+b: 5, a: 1, b: 2, r: a+b}.r => 5
        {a: 1, b: 2, r: a+b}.r => 3
        {Date-Time2: @"10:00:00+02:00", r: Date-Time2.time offset}.r => @"PT2H"
        {Approved/Declined: "Approved", r: Approved/Declined}.r => "Approved"
        {some thing: 1, inner: 2, every day: 3, r: some thing + inner + every day}.r => 6
        {iffy: 1, not ok: 2, function x: 3, return value: 4, r: [iffy, not ok, function x, return value]}.r => [1, 2, 3, 4]
        {null value: 1, true north: 2, and more: 3, r: null value + true north + and more}.r => 6
        {x: {or else: 1, a b: 2}, r: x.or else + x.a b}.r => 3
        {days in weekend: [6, 7], r: for i in days in weekend return i}.r => [6, 7]
        {values in a list: [2, 4], r: every i in values in a list satisfies even(i)}.r => true
        {in stock: [1], r: some in house in in stock satisfies in house = 1}.r => true
        {a: 1, a b: 2, a b c: 3, r: [a, a b, a b c]}.r => [1, 2, 3]
        {第1 联系人: "乙", 第 1 联系人: "丙", r: 第1 联系人}.r => "乙"
        {买买提·艾力: 1, 〇号楼: 2, 𠮷野家: 3, r: 买买提·艾力 + 〇号楼 + 𠮷野家}.r => 6
        (function(start position, the end) the end - start position)(the end: 5, start position: 2) => 3
        (function(月收入 合计, 人 数) 月收入 合计 / 人 数)(人 数: 2, 月收入 合计: 6) => 3
        {日期 in 本月: 1, r: 日期 in 本月}.r => 1
        {date: 1, r: date}.r => 1
        {count: 3, r: count}.r => 3
        {partial: 7, r: partial}.r => 7
        [{a b: 1, c: 2}][a b = 1].c => [2]
        {甲: 1, 甲: 2} => null
        [{item: 1}, {item: 2}][item = 2] => [{item: 2}]
        {"甲 乙": 1}.甲 乙 => 1
        {f: function(a) external {java: {class: "java.lang.Math", method signature: "abs(double)"}}, r: f(1)}.r => null
        """#

    @Test("名称里的空格、符号、数字与关键字", arguments: rows.split(separator: "\n").map(String.init))
    func names(row: String) throws {
        let parts = row.split(separator: " => ").map(String.init)
        let source = try #require(parts.first)
        let value = try Expression.parse(source).evaluate(in: Scope(NameScope()))
        let wanted = try Expression.parse(try #require(parts.last)).evaluate(in: Scope(NameScope()))
        #expect(value == wanted, "\(source) gave \(value.literal)")
    }

    @Test("函数的类型：参数逆变，结果协变")
    func functionTypes() throws {
        try ExpressionTests.check(
            #"""
            (function(a: number) a) instance of function<number>->number => true
            (function(a: number) "x") instance of function<number>->number => false
            (function(a: number) a) instance of function<string>->number => false
            (function(a) a) instance of function<string>->Any => true
            (function(a) a) instance of function<string, string>->Any => false
            (function() 1) instance of function<>->number => true
            abs instance of function => true
            1 instance of function<number>->number => false
            [[1], [2, 3]] instance of list<list<number>> => true
            {a: {b: [1]}} instance of context<a: context<b: list<number>>> => true
            [@"P1D"..@"P2D"] instance of range<days and time duration> => true
            """#)
    }
}
