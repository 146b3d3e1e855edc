/// One value of a definition file with its place: a text, a list, or a record of keys and values. YAML gives a text
/// no type: `0123`, `true` and `2026-11-21` are the characters that stand in the file, and the format says what they
/// mean.
package struct YAMLNode: Hashable, Sendable {
    package let position: FilePosition
    package let content: Content

    package enum Content: Hashable, Sendable {
        case text(Text)
        case list([YAMLNode])
        case record([Entry])
    }

    /// A text and, for a block (`|`), where its own lines stand in the file.
    package struct Text: Hashable, Sendable {
        package let value: String
        /// The place of the first character of the first line of a block; `nil` for a text on one line.
        package let blockStart: FilePosition?
        /// Whether the block is folded (`>`), so that its text no longer has the lines of the file.
        package let isFolded: Bool

        /// Text of several lines that stand as they are in the file.
        package var isBlock: Bool { blockStart != nil && !isFolded }
    }

    package struct Entry: Hashable, Sendable {
        package let key: String
        package let keyPosition: FilePosition
        package let value: YAMLNode
    }
}

extension YAMLNode {
    /// The text; `nil` for lists and records.
    package var text: String? { if case .text(let text) = content { text.value } else { nil } }
    /// Whether it is a text whose lines stand as they are in the file.
    package var isBlock: Bool { if case .text(let text) = content { text.isBlock } else { false } }
    package var list: [YAMLNode]? { if case .list(let nodes) = content { nodes } else { nil } }
    package var entries: [Entry]? { if case .record(let entries) = content { entries } else { nil } }

    /// The value under a key of a record; `nil` where there is none.
    package subscript(key: String) -> YAMLNode? { entry(key)?.value }

    /// The entry with a key, compared by code points.
    package func entry(_ key: String) -> Entry? { entries?.first { $0.key.utf8.elementsEqual(key.utf8) } }

    /// Whether a text in it holds `word`, leaving out what stands under the key `excepted`.
    package func mentions(_ word: String, except excepted: String? = nil) -> Bool {
        switch content {
        case .text(let text): text.value.firstRange(of: word) != nil
        case .list(let nodes): nodes.contains { $0.mentions(word) }
        case .record(let entries): entries.contains { $0.key != excepted && $0.value.mentions(word) }
        }
    }

    /// A list, or the one value that may stand without brackets.
    package var listOrOne: [YAMLNode] { list ?? [self] }

    /// Where line `line`, column `column` of a block's text (both from 1) stand in the file. For a text on one line
    /// the column counts from its first character; an opening quote counts as part of the text's place.
    package func position(line: Int, column: Int) -> FilePosition {
        guard case .text(let text) = content, let start = text.blockStart else {
            return position.moved(columns: column - 1)
        }
        return FilePosition(file: start.file, line: start.line + line - 1, column: start.column + column - 1)
    }

    /// Where the first occurrence of `part` in the text stands, or the node's own place.
    package func position(of part: String) -> FilePosition {
        guard let text, let range = text.firstRange(of: part) else { return position }
        let before = text[..<range.lowerBound].unicodeScalars
        let line = before.count { $0 == "\n" } + 1
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        return position(line: line, column: column)
    }
}

extension String {
    /// The first place where `part` stands, compared by code points.
    func firstRange(of part: String) -> Range<String.Index>? {
        let scalars = unicodeScalars
        let wanted = Array(part.unicodeScalars)
        guard let first = wanted.first else { return nil }
        var start = scalars.startIndex
        while let found = scalars[start...].firstIndex(of: first) {
            if scalars[found...].starts(with: wanted),
                let end = scalars.index(found, offsetBy: wanted.count, limitedBy: scalars.endIndex)
            {
                return found..<end
            }
            start = scalars.index(after: found)
        }
        return nil
    }
}
