import Decisions
import FEEL
import Kernel
import Testing

/// Findings about a table that stands alone, as DMN models have it.
@Suite struct TableOutlineTests {
    /// `rows`: cells of each rule between bars; the last one is the output.
    static func outline(
        _ columns: [TableOutline.Column], _ rows: [String], hits: TableOutline.Hits = .one, mustCoverAll: Bool = true
    ) throws -> TableOutline {
        let rules = try rows.enumerated().map { index, row in
            let cells = row.split(separator: "|").map { String($0).trimming }
            return TableOutline.Rule(
                "\(index + 1)", line: index + 1,
                conditions: try zip(columns, cells).map { try UnaryTests.parse($1, input: $0.type) },
                outputs: [try Expression.parse(cells[columns.count])])
        }
        return TableOutline(columns: columns, rules: rules, hits: hits, mustCoverAll: mustCoverAll)
    }

    static func codes(_ outline: TableOutline) -> [String] {
        outline.check().map { finding in
            let example = finding.counterexample?.facts.map { "\($0.value)" }.joined(separator: ",") ?? "–"
            return "\(finding.code) \(finding.rules.joined(separator: ",")) \(example)"
        }
    }

    static let score = TableOutline.Column("分数", type: .number)
    static let grade = TableOutline.Column(
        "等级", type: .string, allowed: try? UnaryTests.parse("\"甲\", \"乙\", \"丙\""))

    @Test("完整的表没有发现")
    func complete() throws {
        #expect(try Self.codes(Self.outline([Self.score], ["< 60 | 1", ">= 60 | 2"])) == [])
        #expect(try Self.codes(Self.outline([Self.grade], ["\"甲\" | 1", "not(\"甲\") | 2"])) == [])
    }

    @Test("漏洞：数、日期、取值、是否、空值各一种")
    func gaps() throws {
        #expect(try Self.codes(Self.outline([Self.score], ["< 60 | 1", "> 60 | 2"])) == ["table.gap  60"])
        #expect(try Self.codes(Self.outline([Self.grade], ["\"甲\" | 1", "\"丙\" | 2"])) == ["table.gap  乙"])
        let flag = TableOutline.Column("是", type: .boolean)
        #expect(try Self.codes(Self.outline([flag], ["true | 1"])) == ["table.gap  false"])
        let date = TableOutline.Column("日", type: .date)
        let days = ["< @\"2026-03-01\" | 1", "> @\"2026-03-01\" | 2"]
        #expect(try Self.codes(Self.outline([date], days)) == ["table.gap  2026-03-01"])
        // Nothing lies between two days in a row.
        let joined = ["<= @\"2026-02-28\" | 1", ">= @\"2026-03-01\" | 2"]
        #expect(try Self.codes(Self.outline([date], joined)) == [])
        let nullable = TableOutline.Column("分数", type: .number, admitsNull: true)
        #expect(try Self.codes(Self.outline([nullable], ["< 60 | 1", ">= 60 | 2"])) == ["table.gap  null"])
        #expect(try Self.codes(Self.outline([nullable], ["< 60 | 1", ">= 60 | 2", "null | 3"])) == [])
        #expect(try Self.codes(Self.outline([nullable], ["< 60 | 1", "- | 2"], hits: .all)) == [])
        let range = TableOutline.Column("分数", type: .number, allowed: try UnaryTests.parse("[0..100]"))
        #expect(try Self.codes(Self.outline([range], ["[0..60) | 1", "[60..100] | 2"])) == [])
        #expect(try Self.codes(Self.outline([range], ["[0..60) | 1", "[60..100) | 2"])) == ["table.gap  100"])
    }

    @Test("重叠：唯一命中报，结果相同的任意命中不报，收集不报")
    func overlaps() throws {
        let same = ["<= 60 | 1", ">= 60 | 1"]
        let different = ["<= 60 | 1", ">= 60 | 2"]
        #expect(try Self.codes(Self.outline([Self.score], same)) == ["table.overlap 1,2 60"])
        #expect(try Self.codes(Self.outline([Self.score], same, hits: .agreeing)) == [])
        #expect(try Self.codes(Self.outline([Self.score], different, hits: .agreeing)) == ["table.disagreement 1,2 60"])
        #expect(try Self.codes(Self.outline([Self.score], different, hits: .all)) == [])
        #expect(try Self.codes(Self.outline([Self.score], different, hits: .ranked)) == [])
    }

    @Test("不会命中的规则：类型不符、取值之外、自相矛盾、轮不到")
    func deadRules() throws {
        #expect(
            try Self.codes(Self.outline([Self.score], ["\"高\" | 1", "- | 2"])) == ["table.mistyped 1 0"])
        #expect(try Self.codes(Self.outline([Self.grade], ["\"丁\" | 1", "- | 2"])) == ["table.unallowed 1 丙"])
        #expect(try Self.codes(Self.outline([Self.score], ["[9..1] | 1", "- | 2"])) == ["table.dead 1 0"])
        let twice = [Self.score, Self.score]
        #expect(try Self.codes(Self.outline(twice, ["< 5 | > 7 | 1", "- | - | 2"])) == ["table.dead 1 0,0"])
        let ladder = ["< 10 | 1", "< 60 | 2", "< 50 | 3", ">= 60 | 4"]
        #expect(try Self.codes(Self.outline([Self.score], ladder, hits: .ranked)) == ["table.masked 1,2,3 0"])
    }

    @Test("查不完就说查不完")
    func limits() throws {
        var limits = CheckLimits()
        limits.steps = 3
        let outline = try Self.outline([Self.score], ["< 10 | 1", "[10..20) | 2", "[20..30) | 3"])
        #expect(outline.check(limits: limits).map(\.message.code).contains("table.unfinished"))
        limits = CheckLimits()
        limits.findingsOfAKind = 1
        let gaps = try Self.outline([Self.score, Self.grade], ["< 10 | \"甲\" | 1"])
        #expect(gaps.check(limits: limits).map(\.code) == ["table.gap", "table.more"])
    }
}

extension String {
    fileprivate var trimming: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
