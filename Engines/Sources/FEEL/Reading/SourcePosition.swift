/// A place in a text, counted in code points as editors count Chinese: a character is one column.
public struct SourcePosition: Hashable, Sendable {
    /// Code points before it.
    public let offset: Int
    /// 1 is the first line.
    public let line: Int
    /// 1 is the first code point of the line.
    public let column: Int

    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    init(offset: Int, in scalars: [Unicode.Scalar]) {
        let before = scalars.prefix(offset)
        let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        self.init(offset: offset, line: before.count { $0 == "\n" } + 1, column: offset - lineStart + 1)
    }
}
