/// 决定表 as it is written between bars, with the place of every cell:
/// ```
/// hit unique
/// | 规则     | 年龄     | 健在 || 结论 | 金额          |
/// | 八十岁档 | [80..90) | true || 准予 | 月标准.八十岁 |
/// otherwise 转人工
/// ```
/// Blank lines and lines that begin with `//` are passed over. A bar inside quotes belongs to the text.
public struct PipeTable: Sendable {
    /// One rule: its name, a cell for each condition, a cell for each output.
    public struct Row: Sendable {
        /// The rule.
        public let name: SourceCell
        /// One for each column of conditions.
        public let conditions: [SourceCell]
        /// One for each column of results.
        public let outputs: [SourceCell]
    }

    /// How many rules may hit.
    public let hitPolicy: HitPolicy
    /// The line above the rules.
    let header: Row
    /// What the conditions test: a name or an expression each.
    public var columns: [SourceCell] { header.conditions }
    /// Names of the outputs.
    public var outputs: [SourceCell] { header.outputs }
    /// From top to bottom.
    public let rows: [Row]

    /// Reads the block. The table is `nil` where not even a header can be made out; problems are complete in either
    /// case.
    public static func parse(_ text: String) -> (table: PipeTable?, problems: [DecisionProblem]) {
        var reader = PipeTableReader()
        for (index, line) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            reader.read(Array(line), number: index + 1)
        }
        return reader.finish()
    }
}

private struct PipeTableReader {
    private var hitPolicy: HitPolicy?
    private var header: PipeTable.Row?
    private var rows: [PipeTable.Row] = []
    private var problems: [DecisionProblem] = []
    private var lastLine = 1

    mutating func read(_ line: [Unicode.Scalar], number: Int) {
        let content = SourceCell(trimming: line, 0..<line.count, line: number)
        guard !content.isEmpty, !content.text.hasPrefix("//") else { return }
        lastLine = number
        let words = content.text.split(separator: " ", maxSplits: 1).map(String.init)
        if content.text.hasPrefix("|") {
            readRow(line, content)
        } else if content.text.hasPrefix("｜") {
            report(TableSentence.fullWidthBar, at: content)
        } else if words[0] == "hit" {
            readHitPolicy(words.count > 1 ? words[1] : "", content)
        } else if words[0] == "otherwise" {
            if words.count < 2 || words[1].trimmed != "转人工" { report(TableSentence.otherwise, at: content) }
        } else {
            report(TableSentence.notARow, at: content)
        }
    }

    private mutating func readHitPolicy(_ word: String, _ cell: SourceCell) {
        guard let policy = HitPolicy(rawValue: word.trimmed) else { return report(TableSentence.noHitPolicy, at: cell) }
        hitPolicy = policy
    }

    private mutating func readRow(_ line: [Unicode.Scalar], _ content: SourceCell) {
        guard let row = split(line, content) else { return }
        guard let header else {
            self.header = row
            return
        }
        let (found, wanted) = (row.count, header.count)
        guard row.conditions.count == header.conditions.count, row.outputs.count == header.outputs.count else {
            return report(TableSentence.cellCount(found, wanted), at: content)
        }
        rows.append(row)
    }

    /// The cells of a line; `nil` (and reported) where it is no row.
    private mutating func split(_ line: [Unicode.Scalar], _ content: SourceCell) -> PipeTable.Row? {
        let number = content.line
        var cells: [SourceCell] = []
        var conditionCount: Int?
        var start = content.column
        var isQuoted = false
        var index = start
        while index < line.count {
            let scalar = line[index]
            if scalar == "\"", line[index - 1] != "\\" { isQuoted.toggle() }
            if scalar == "｜", !isQuoted {
                report(TableSentence.fullWidthBar, at: SourceCell([scalar], line: number, column: index + 1))
                return nil
            }
            if scalar == "|", !isQuoted {
                cells.append(SourceCell(trimming: line, start..<index, line: number))
                if index + 1 < line.count, line[index + 1] == "|" {
                    if conditionCount == nil { conditionCount = cells.count }
                    index += 1
                }
                start = index + 1
            }
            index += 1
        }
        return row(cells, conditionCount, rest: SourceCell(trimming: line, start..<line.count, line: number), content)
    }

    private mutating func row(
        _ cells: [SourceCell], _ conditionCount: Int?, rest: SourceCell, _ content: SourceCell
    ) -> PipeTable.Row? {
        guard rest.isEmpty, let name = cells.first else {
            report(TableSentence.notARow, at: rest.isEmpty ? content : rest)
            return nil
        }
        guard let conditionCount else {
            report(TableSentence.noDoubleBar, at: content)
            return nil
        }
        return PipeTable.Row(
            name: name, conditions: Array(cells[1..<conditionCount]), outputs: Array(cells[conditionCount...]))
    }

    private mutating func report(_ sentences: TableSentence.Pair, at cell: SourceCell) {
        problems.append(DecisionProblem(.table, at: cell, sentences.message, advice: sentences.advice))
    }

    mutating func finish() -> (table: PipeTable?, problems: [DecisionProblem]) {
        let end = SourceCell([], line: lastLine, column: 1)
        if hitPolicy == nil, !problems.contains(where: { $0.code == "decision.noHitPolicy" }) {
            report(TableSentence.noHitPolicy, at: SourceCell([], line: 1, column: 1))
        }
        guard let header else {
            if problems.allSatisfy({ $0.code == "decision.noHitPolicy" }) { report(TableSentence.noHeader, at: end) }
            return (nil, problems)
        }
        if rows.isEmpty, problems.isEmpty { report(TableSentence.noRules, at: end) }
        return (PipeTable(hitPolicy: hitPolicy ?? .unique, header: header, rows: rows), problems)
    }
}

extension PipeTable.Row {
    fileprivate var count: Int { 1 + conditions.count + outputs.count }
}

extension String {
    /// Without the white space around it.
    var trimmed: String {
        let scalars = Array(unicodeScalars)
        return SourceCell(trimming: scalars, 0..<scalars.count, line: 1).text
    }
}
