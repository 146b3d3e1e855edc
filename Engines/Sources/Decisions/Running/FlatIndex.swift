import FEEL
import Kernel

/// The index of a table of up to 64 rules. A set is one word; the lines and sets of all columns stand in a few arrays
/// without references between them, so that a column costs a search among its points, a load and an `and`. Following
/// references instead, with the counting that they ask for, took half of the time of an evaluation. A class for the same
/// reason.
final class FlatIndex: Sendable {
    /// A column that restricts some rule.
    struct Column: Sendable {
        let number: Int
        /// Where the sets of its stretches begin.
        fileprivate let sets: Int
        let unsortedRules: UInt64
        fileprivate let line: Line
    }

    /// How a value finds its stretch.
    fileprivate enum Line: Sendable {
        case none, booleans
        /// Integers of a kind, by where they begin among `integers` and how many they are.
        case integers(IndexAxis.Scale, start: Int, count: Int)
        /// Texts, by where their column begins among `stretchOfWord`.
        case words(start: Int)
        case values
    }

    let columns: [Column]
    let allRules: UInt64
    private let sets: [UInt64]
    private let integers: [Int64]
    /// All texts that cells name, and for each column the stretch of each.
    private let words: TextTable
    private let stretchOfWord: [Int32]
    private let axes: [IndexAxis?]

    init(_ columns: [IndexColumn], _ order: [Int], ruleCount: Int) {
        allRules = RuleSet(all: ruleCount).head
        var (sets, integers, stretchOfWord) = ([UInt64](), [Int64](), [Int32]())
        let lists = columns.map { $0.axis?.words ?? [] }
        let words = Array(Set(lists.joined().map { Array($0.utf8) })).map { String(decoding: $0, as: UTF8.self) }
        self.columns = order.map { number in
            let column = columns[number]
            // The two places before the line, for values off it and unknown.
            sets += [column.anyRules.head, column.anyRules.head]
            let start = sets.count
            for place in 0..<(column.axis?.count ?? 0) {
                var (kept, spare) = (RuleSet(all: ruleCount), RuleSet(none: ruleCount))
                column.keep(place, &kept, &spare)
                sets.append(kept.head)
            }
            var line = Line.none
            switch column.axis?.layout {
            case nil: break
            case .booleans: line = .booleans
            case .values: line = .values
            case .integers(let keys, let scale):
                line = .integers(scale, start: integers.count, count: keys.count)
                integers += keys
            case .words:
                line = .words(start: stretchOfWord.count)
                stretchOfWord += words.map { Int32(column.axis?.place(of: .string($0)) ?? 0) }
            }
            return Column(
                number: number, sets: start, unsortedRules: column.unsortedRules?.head ?? 0, line: line)
        }
        (self.sets, self.integers, self.stretchOfWord) = (sets, integers, stretchOfWord)
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
        case (.values, _): axes[column.number]?.place(of: value) ?? RuleIndex.Place.offLine
        default: RuleIndex.Place.offLine
        }
    }

    /// Rules that a value at `place` hits or may hit; of an unknown value or one off the line those that pass any.
    @inline(__always)
    func hits(_ column: Column, _ place: Int) -> UInt64 { sets[column.sets + place] }
}
