// Keys and values as they are written.
extension Arrangement {
    func key(_ part: FormatPart, isInBraces: Bool = false) -> String? {
        part.entry.map {
            ScalarNotation.written($0.key, mark: source.scalar(at: $0.keyPosition), isInBraces: isInBraces)
        }
    }

    func written(_ part: FormatPart, isInBraces: Bool) -> String {
        let value = part.value
        if let text = value.text {
            return ScalarNotation.written(text, mark: source.scalar(at: value.position), isInBraces: isInBraces)
        }
        let parts = value.parts(part.shape).sorted().map { part in
            let text = written(part, isInBraces: true)
            return key(part, isInBraces: true).map { "\($0): \(text)" } ?? text
        }
        let inner = parts.joined(separator: ", ")
        if value.list != nil { return "[\(inner)]" }
        return parts.isEmpty ? "{}" : "{ \(inner) }"
    }

    /// Where each part of a record or list begins; `nil` where they do not each begin a line.
    /// - Parameter depth: of the value; `nil` for the whole definition.
    func members(of node: YAMLNode, _ shape: Shape?, depth: Int?, in region: Range<Int>) -> [PartOnLines]? {
        var members: [PartOnLines] = []
        for part in node.parts(shape) {
            guard let (line, column) = beginning(of: part) else { return nil }
            let before = source.lines[line].prefix(column).filter { $0 != " " }
            let isBehindDash = members.isEmpty && line == region.lowerBound && before == ["-"]
            guard before.isEmpty || isBehindDash, line >= members.last.map({ $0.start + 1 }) ?? region.lowerBound,
                column == members.first?.column ?? column
            else { return nil }
            let ownDepth = depth.map { $0 - 1 } ?? ItemLayout.depths[part.entry?.key ?? ""] ?? 0
            members.append(
                PartOnLines(part: part, start: line, column: column, depth: ownDepth, isAtRoot: depth == nil))
        }
        guard let first = members.first, !(region.lowerBound..<first.start).contains(where: source.hasContent) else {
            return nil
        }
        return members
    }

    /// Line and column, from 0, of a key or of the dash of an element.
    private func beginning(of part: FormatPart) -> (line: Int, column: Int)? {
        let position = part.entry?.keyPosition ?? part.value.position
        let (line, column) = (position.line - 1, position.column - 1)
        guard source.lines.indices.contains(line) else { return nil }
        guard part.entry == nil else { return (line, column) }
        let before = source.lines[line].prefix(column)
        guard let dash = before.lastIndex(where: { $0 != " " }), before[dash] == "-" else { return nil }
        return (line, dash)
    }
}
