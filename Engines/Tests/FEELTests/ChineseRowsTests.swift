import FEEL
import Foundation
import Kernel
import Testing

/// Chinese as data: names, numbers, families, days, full-width signs, cells of tables, and where mistakes are reported.
/// The rows stand in `Tests/Rows/chinese.txt`, which says how they are written.
@Suite struct ChineseRowsTests {
    static let sheet = RowSheet(named: "chinese.txt")

    @Test("中文用例", arguments: sheet.sections)
    func agrees(section: RowSheet.Section) {
        for row in section.rows {
            let got = outcome(row)
            #expect(got.isExpected, "\(row.line): \(row.source) ⇒ \(got.text), expected \(row.expected)")
        }
    }

    @Test("至少三百例，没有重复的")
    func isLargeEnough() {
        let rows = Self.sheet.sections.flatMap(\.rows)
        #expect(rows.count >= 300)
        #expect(Set(rows.map { "\($0.source);\($0.input)" }).count == rows.count)
        #expect(Self.sheet.faults.isEmpty, "\(Self.sheet.faults)")
    }

    private typealias Outcome = (isExpected: Bool, text: String)

    private func outcome(_ row: RowSheet.Row) -> Outcome {
        do {
            let value = try row.isCell ? cell(row) : expression(row)
            let expected = try RowSheet.value(row.expected)
            return (value == expected && value.isNull == expected.isNull, value.literal)
        } catch {
            return (describes(error, row.expected), "\(error)")
        }
    }

    private func expression(_ row: RowSheet.Row) throws -> Value {
        let input = try Self.sheet.input(row.input)
        var names = NameScope()
        for entry in input.entries { names.declare(entry.key, entry.value.isNull ? .any : entry.value.type) }
        let expression = try Expression.parse(row.source, names: names)
        if row.expected.hasPrefix(RowSheet.mistake), let warning = expression.warnings.first { throw warning }
        let values = Dictionary(input.entries.map { ($0.key, $0.value) }) { $1 }
        return expression.evaluate(in: Scope(names, values))
    }

    private func cell(_ row: RowSheet.Row) throws -> Value {
        let tests = try UnaryTests.parse(row.source)
        let matches = tests.matches(try RowSheet.value(row.input), in: Scope(NameScope()))
        return matches.map(Value.boolean) ?? .null
    }

    /// `错 第3列 “＞＝” >=`: the column, and fragments of message and advice.
    private func describes(_ error: any Error, _ expected: String) -> Bool {
        guard let error = error as? FEELError, expected.hasPrefix(RowSheet.mistake) else { return false }
        let words = expected.split(separator: " ").dropFirst()
        let text = error.message.text(in: .chinese) + error.advice.text(in: .chinese)
        return words.first == "第\(error.position.column)列" && words.dropFirst().allSatisfy { text.contains($0) }
    }
}
