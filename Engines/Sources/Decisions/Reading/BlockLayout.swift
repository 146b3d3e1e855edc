/// 版式 — 定义 and 决定 as the house writes them: what belongs below one another stands below one another, in a font whose
/// Chinese letters are as wide as two others. What the blocks say does not change, and what cannot be read stays as it is.
public enum BlockLayout {
    /// 决定 with its columns aligned and one space around every cell.
    public static func table(_ text: String) -> String {
        let (table, problems) = PipeTable.parse(text)
        guard let table, problems.isEmpty else { return text }
        let rows = [table.header] + table.rows
        let widths = rows[0].cells.indices.map { column in rows.map { $0.cells[column].text.displayWidth }.max() ?? 0 }
        let lines = Dictionary(rows.map { ($0.name.line, $0.line(widths)) }) { first, _ in first }
        return text.lines.enumerated().map { index, line in lines[index + 1] ?? line.trimmed }.joined(separator: "\n")
    }

    /// 定义 with its equals signs below one another; lines that go on with an expression stay where they are.
    public static func definitions(_ text: String) -> String {
        let block = DefinitionBlock(text)
        guard block.problems.isEmpty else { return text }
        let names = Dictionary(block.entries.map { ($0.name.line, $0.name.text) }) { first, _ in first }
        let width = names.values.map(\.displayWidth).max() ?? 0
        return text.lines.enumerated().map { index, line in
            guard let name = names[index + 1] else { return line }
            let expression = line.unicodeScalars.drop { $0 != "=" }.dropFirst()
            return (name.padded(to: width) + " = " + String(expression).trimmed).trimmed
        }.joined(separator: "\n")
    }
}

extension PipeTable.Row {
    fileprivate var cells: [SourceCell] { [name] + conditions + outputs }

    /// `| name | condition || output |`, every cell as wide as its column.
    fileprivate func line(_ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { $0.text.padded(to: $1) }
        let (tested, given) = (padded.prefix(1 + conditions.count), padded.dropFirst(1 + conditions.count))
        return "| \(tested.joined(separator: " | ")) || \(given.joined(separator: " | ")) |"
    }
}

extension String {
    fileprivate var lines: [String] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }

    /// Columns that it takes where every letter takes one and a Chinese one two.
    fileprivate var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }
}

extension Unicode.Scalar {
    /// Unicode Standard Annex 11: wide and full-width letters take two columns, marks on a letter none.
    fileprivate var displayWidth: Int {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}
