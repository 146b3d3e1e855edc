import FEEL
public import Kernel

/// One thing that is wrong with the text of a decision: where, what, and what to write instead.
public struct DecisionProblem: Hashable, Sendable {
    /// The block in which it stands.
    public enum Part: String, Sendable {
        /// 定义
        case definitions
        /// 决定
        case table
    }

    /// The block that it stands in.
    public let part: Part
    /// 1 is the first line of the block.
    public let line: Int
    /// 1 is the first code point of the line.
    public let column: Int
    /// What is wrong.
    public let message: Phrase
    /// What to write instead.
    public let advice: Phrase

    /// What sort of mistake, e.g. `decision.unknownColumn`.
    public var code: String { message.code }

    init(_ part: Part, line: Int, column: Int, _ message: Phrase, advice: Phrase) {
        self.part = part
        self.line = line
        self.column = column
        self.message = message
        self.advice = advice
    }

    /// A mistake inside a piece of the block that begins at `line`, `column`; its later lines begin at column 1.
    init(_ part: Part, _ error: FEELError, from cell: SourceCell, advice: Phrase? = nil) {
        let isFirstLine = error.position.line == 1
        self.init(
            part, line: cell.line + error.position.line - 1,
            column: error.position.column + (isFirstLine ? cell.column - 1 : 0), error.message,
            advice: advice ?? error.advice)
    }

    init(_ part: Part, at cell: SourceCell, _ message: Phrase, advice: Phrase) {
        self.init(part, line: cell.line, column: cell.column, message, advice: advice)
    }
}

/// Everything that is wrong with the text of a decision, in the order of the text.
public struct DecisionProblems: Error, Hashable, Sendable {
    /// In the order of their places.
    public let problems: [DecisionProblem]
}

/// A piece of a block with its place.
public struct SourceCell: Hashable, Sendable {
    /// What is written there, without the white space around it.
    public let text: String
    /// 1 is the first line of the block.
    public let line: Int
    /// 1 is the first code point of the line.
    public let column: Int

    init(_ scalars: some Collection<Unicode.Scalar>, line: Int, column: Int) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        text = String(view)
        self.line = line
        self.column = column
    }

    /// The piece between two offsets of a line, without the white space around it; an empty one stands at its
    /// beginning.
    init(trimming line: [Unicode.Scalar], _ range: Range<Int>, line number: Int) {
        guard line[range].contains(where: { !SourceCell.isSpace($0) }) else {
            self.init([], line: number, column: range.lowerBound + 1)
            return
        }
        var range = range
        while let first = range.first, SourceCell.isSpace(line[first]) {
            range = range.lowerBound + 1..<range.upperBound
        }
        while let last = range.last, SourceCell.isSpace(line[last]) { range = range.lowerBound..<range.upperBound - 1 }
        self.init(line[range], line: number, column: range.lowerBound + 1)
    }

    var isEmpty: Bool { text.isEmpty }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        // Nearly all of a table is ASCII or Chinese: the properties of Unicode are asked for the rest only.
        switch scalar.value {
        case 0x09...0x0D, 0x20: true
        case 0x21...0x7E, 0x4E00...0x9FFF: false
        default: scalar.properties.isWhitespace
        }
    }
}
