/// 定义 as it is written: `name = expression` on a line of its own, continued on lines that are indented.
struct DefinitionBlock {
    struct Entry {
        let name: SourceCell
        /// May run over several lines; later lines begin at column 1.
        let expression: SourceCell
    }

    private(set) var entries: [Entry] = []
    private(set) var problems: [DecisionProblem] = []

    init(_ text: String) {
        var open: (name: SourceCell, start: SourceCell, lines: [String])?
        for (index, line) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = Array(line)
            let content = SourceCell(trimming: line, 0..<line.count, line: index + 1)
            if content.column > 1 || content.isEmpty || content.text.hasPrefix("//") {
                if open != nil {
                    open?.lines.append(SourceCell(line, line: index + 1, column: 1).text)
                } else if !content.isEmpty, !content.text.hasPrefix("//") {
                    report(TableSentence.notADefinition, at: content)
                }
                continue
            }
            if let entry = open { add(entry) }
            open = begin(line, content)
        }
        if let entry = open { add(entry) }
    }

    private mutating func begin(
        _ line: [Unicode.Scalar], _ content: SourceCell
    ) -> (name: SourceCell, start: SourceCell, lines: [String])? {
        guard let sign = line.firstIndex(of: "=") else {
            report(TableSentence.notADefinition, at: content)
            return nil
        }
        let name = SourceCell(trimming: line, 0..<sign, line: content.line)
        guard !name.isEmpty else {
            report(TableSentence.emptyName, at: content)
            return nil
        }
        let start = SourceCell(trimming: line, sign + 1..<line.count, line: content.line)
        return (name, start, [start.text])
    }

    private mutating func add(_ open: (name: SourceCell, start: SourceCell, lines: [String])) {
        let text = open.lines.joined(separator: "\n")
        let expression = SourceCell(Array(text.unicodeScalars), line: open.start.line, column: open.start.column)
        entries.append(Entry(name: open.name, expression: expression))
    }

    private mutating func report(_ sentences: TableSentence.Pair, at cell: SourceCell) {
        problems.append(DecisionProblem(.definitions, at: cell, sentences.message, advice: sentences.advice))
    }
}
