import FEEL
import Kernel

/// The lines of all columns in a few arrays without references between them, so that finding the places of a row of
/// values costs a search among the points of each column and nothing else. Following references from column to column,
/// with the counting that they ask for, took half of the time of an evaluation. A class for the same reason.
final class IndexLines: Sendable {
    /// A column that restricts some rule.
    struct Column: Sendable {
        let number: Int
        fileprivate let line: Line
    }

    /// How a value finds its stretch.
    fileprivate enum Line: Sendable {
        case none, booleans
        /// By where the column's integers begin among all, and how many they are.
        case integers(IndexAxis.Scale, start: Int, count: Int)
        /// By where the column begins among `stretchOfWord`.
        case words(start: Int)
        /// Kinds that tables hold rarely, and columns of very many texts: by the axis itself.
        case axis
    }

    let columns: [Column]
    private let integers: [Int64]
    /// All texts that cells name, and for each column the stretch of each.
    private let words: TextTable
    private let stretchOfWord: [Int32]
    private let axes: [IndexAxis?]

    /// Texts of a column that still go into the common table.
    private static let wordsMax = 1000

    init(_ columns: [IndexColumn], _ order: [Int]) {
        var (integers, stretchOfWord) = ([Int64](), [Int32]())
        let lists = columns.map { $0.axis?.words ?? [] }.filter { $0.count <= IndexLines.wordsMax }
        let words = Array(Set(lists.joined().map { Array($0.utf8) })).map { String(decoding: $0, as: UTF8.self) }
        self.columns = order.map { number in
            guard let axis = columns[number].axis else { return Column(number: number, line: .none) }
            var line = Line.axis
            switch axis.layout {
            case .booleans: line = .booleans
            case .integers(let keys, let scale):
                line = .integers(scale, start: integers.count, count: keys.count)
                integers += keys
            case .words where axis.words.count <= IndexLines.wordsMax:
                line = .words(start: stretchOfWord.count)
                stretchOfWord += words.map { Int32(axis.place(of: .string($0))) }
            case .words, .values: break
            }
            return Column(number: number, line: line)
        }
        (self.integers, self.stretchOfWord) = (integers, stretchOfWord)
        self.words = TextTable(words)
        axes = columns.map(\.axis)
    }

    /// The stretch in which a value lies, or `Place.offLine`.
    @inline(__always)
    func place(of value: Value, in column: Column) -> Int {
        switch (column.line, value) {
        case (.booleans, .boolean(let flag)): flag ? 1 : 0
        case (.integers(let scale, let start, let count), _): scale.place(of: value, among: integers, start, count)
        case (.words(let start), .string(let text)): words.index(of: text).map { Int(stretchOfWord[start + $0]) } ?? 0
        case (.axis, _): axes[column.number]?.place(of: value) ?? RuleIndex.Place.offLine
        default: RuleIndex.Place.offLine
        }
    }
}
