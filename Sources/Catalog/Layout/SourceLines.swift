/// 原文的各行 — the lines of a definition, with what its tree does not tell: where comments stand, and which lines belong to
/// a text of several lines.
struct SourceLines {
    let lines: [[Unicode.Scalar]]
    /// Where the comment of each line begins.
    private var comments: [Int?]
    /// Lines of texts after `|`: nothing in them is a comment.
    private var isBlockText: [Bool]
    private var quotes: Set<Place> = []

    private struct Place: Hashable {
        let line: Int
        let column: Int
    }

    /// `nil` where the parser may count lines otherwise than we do.
    init?(_ text: String, _ root: YAMLNode) {
        let breaks: Set<Unicode.Scalar> = ["\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}"]
        guard !text.unicodeScalars.contains(where: breaks.contains) else { return nil }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
        comments = Array(repeating: nil, count: lines.count)
        isBlockText = Array(repeating: false, count: lines.count)
        mark(root)
        findComments()
    }

    /// Comments of the whole file, in no order that matters.
    var allComments: [String] { lines.indices.compactMap(comment).sorted() }

    /// The comment of a line, from `#` on.
    func comment(_ line: Int) -> String? {
        comments[line].map { String(scalars: lines[line][$0...]).withoutTrailingSpaces }
    }

    /// Whether there is more on a line than space and a comment.
    func hasContent(_ line: Int) -> Bool { lines[line].prefix(comments[line] ?? .max).contains { $0 != " " } }

    /// What stands on a line from a column on, without its comment.
    func content(_ line: Int, from column: Int) -> String {
        String(scalars: lines[line].prefix(comments[line] ?? .max).dropFirst(column)).withoutTrailingSpaces
    }

    /// Spaces at the beginning of a line.
    func indentation(_ line: Int) -> Int { lines[line].prefix { $0 == " " }.count }

    /// The lines as they stand, with so many spaces less at their beginnings.
    func text(_ range: Range<Int>, without indentation: Int) -> [String] {
        range.map { String(scalars: lines[$0].dropFirst(min(indentation, self.indentation($0)))) }
    }

    /// The lines of a text after `|`, without those blank ones that end it.
    func blockLines(after header: Int) -> Range<Int> {
        let end = lines[(header + 1)...].indices.first { !isBlockText[$0] } ?? lines.count
        let last = (header + 1..<end).last { lines[$0].contains { $0 != " " } }
        return header + 1..<(last ?? header) + 1
    }

    /// The character at the place of a value.
    func scalar(at position: FilePosition) -> Unicode.Scalar? {
        guard lines.indices.contains(position.line - 1), lines[position.line - 1].indices.contains(position.column - 1)
        else { return nil }
        return lines[position.line - 1][position.column - 1]
    }

    private mutating func mark(_ node: YAMLNode) {
        switch node.content {
        case .list(let nodes): for node in nodes { mark(node) }
        case .record(let entries):
            for entry in entries {
                markQuote(entry.keyPosition)
                mark(entry.value)
            }
        case .text(let text):
            guard let start = text.blockStart else { return markQuote(node.position) }
            let isBlank = !text.value.unicodeScalars.contains { $0 != "\n" && $0 != " " }
            for line in lines.indices.dropFirst(node.position.line) {
                let hasText = lines[line].contains { $0 != " " }
                if hasText, isBlank || indentation(line) < start.column - 1 { break }
                isBlockText[line] = true
            }
        }
    }

    private mutating func markQuote(_ position: FilePosition) {
        guard let scalar = scalar(at: position), scalar == "\"" || scalar == "'" else { return }
        quotes.insert(Place(line: position.line - 1, column: position.column - 1))
    }

    /// `#` begins a comment at the beginning of a line and behind a space, but not inside quotes.
    private mutating func findComments() {
        var quote: Unicode.Scalar?
        for line in lines.indices where !isBlockText[line] {
            var column = 0
            while column < lines[line].count {
                let scalar = lines[line][column]
                let isEscaped =
                    quote == "\"" && scalar == "\\"
                    || quote == "'" && scalar == "'" && lines[line].dropFirst(column + 1).first == "'"
                if isEscaped {
                    column += 1
                } else if quote != nil {
                    if scalar == quote { quote = nil }
                } else if quotes.contains(Place(line: line, column: column)) {
                    quote = scalar
                } else if scalar == "#", column == 0 || lines[line][column - 1] == " " {
                    comments[line] = column
                    break
                }
                column += 1
            }
        }
    }
}

extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }

    var withoutTrailingSpaces: String { String(scalars: unicodeScalars.reversed().drop { $0 == " " }.reversed()) }
}
