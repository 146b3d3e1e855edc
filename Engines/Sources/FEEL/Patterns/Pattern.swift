/// A regular expression of XPath and XQuery (XPath and XQuery Functions §5.6), as `matches`, `replace` and `split` take it.
final class Pattern: Sendable {
    private let program: PatternProgram

    init(_ source: String, flags: String = "") throws(PatternFault) {
        var parser = try PatternParser(source, flags: PatternFlags(flags))
        let syntax = try parser.pattern()
        program = PatternProgram(syntax, parser)
    }

    var groupCount: Int { program.groupCount }

    /// Whether the pattern fits some part of the text. `steps` are those that may still be made.
    func matches(_ text: String, _ steps: inout Int) throws(PatternMatcher.Exhausted) -> Bool {
        try first(in: Array(text.unicodeScalars), &steps) != nil
    }

    /// The text with each match replaced; `nil` where the pattern fits the empty text.
    func replacing(
        _ text: String, with replacement: Replacement, textMax: Int, _ steps: inout Int
    ) throws(PatternMatcher.Exhausted) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard try first(in: [], &steps) == nil else { return nil }
        var result = String.UnicodeScalarView()
        var rest = 0
        var length = 0
        for match in try all(in: scalars, &steps) {
            result.append(contentsOf: scalars[rest..<match[0]])
            length += replacement.append(match, of: scalars, to: &result) + match[0] - rest
            guard length <= textMax else { throw PatternMatcher.Exhausted(isTextTooLong: true) }
            rest = match[1]
        }
        result.append(contentsOf: scalars[rest...])
        return String(result)
    }

    /// What lies between the matches; `nil` where the pattern fits the empty text.
    func splitting(_ text: String, _ steps: inout Int) throws(PatternMatcher.Exhausted) -> [String]? {
        let scalars = Array(text.unicodeScalars)
        guard try first(in: [], &steps) == nil else { return nil }
        guard !scalars.isEmpty else { return [""] }
        var parts: [String] = []
        var rest = 0
        for match in try all(in: scalars, &steps) {
            parts.append(Parser.text(scalars[rest..<match[0]]))
            rest = match[1]
        }
        return parts + [Parser.text(scalars[rest...])]
    }

    private func first(
        in text: [Unicode.Scalar], _ steps: inout Int
    ) throws(PatternMatcher.Exhausted) -> [Int]? {
        var matcher = PatternMatcher(program, text, stepsMax: steps)
        defer { steps = max(0, matcher.stepsLeft) }
        return try matcher.firstMatch(from: 0)
    }

    /// All matches, none of which is empty here or overlaps another.
    private func all(in text: [Unicode.Scalar], _ steps: inout Int) throws(PatternMatcher.Exhausted) -> [[Int]] {
        var matcher = PatternMatcher(program, text, stepsMax: steps)
        defer { steps = max(0, matcher.stepsLeft) }
        var found: [[Int]] = []
        var position = 0
        while position <= text.count, let match = try matcher.firstMatch(from: position) {
            // Anchors can make a match empty in the midst of a text; it replaces nothing.
            if match[1] > match[0] { found.append(match) }
            position = max(match[1], position + (match[1] > match[0] ? 0 : 1))
        }
        return found
    }
}

/// What takes the place of a match: text, `$1` for a group, `$0` for the whole, `\$` and `\\` for the signs themselves.
struct Replacement: Sendable {
    private enum Part: Sendable {
        case scalar(Unicode.Scalar)
        case group(Int)
    }

    private let parts: [Part]

    init(_ source: String, groupCount: Int) throws(PatternFault) {
        var parts: [Part] = []
        var rest = Array(source.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let next = rest.popFirst(), next == "\\" || next == "$" else { throw PatternFault() }
                parts.append(.scalar(next))
            case "$":
                guard let digit = rest.first, Lexicon.isDigit(digit) else { throw PatternFault() }
                var number = Int(digit.value - 48)
                rest = rest.dropFirst()
                // More digits belong to it as long as there is such a group.
                while let digit = rest.first, Lexicon.isDigit(digit), number * 10 + Int(digit.value - 48) <= groupCount
                {
                    number = number * 10 + Int(digit.value - 48)
                    rest = rest.dropFirst()
                }
                parts.append(.group(number))
            default: parts.append(.scalar(scalar))
            }
        }
        self.parts = parts
    }

    /// Adds the replacement of one match and returns its length. A group that is not there or took no part is empty.
    func append(_ match: [Int], of text: [Unicode.Scalar], to result: inout String.UnicodeScalarView) -> Int {
        var length = 0
        for part in parts {
            switch part {
            case .scalar(let scalar):
                result.append(scalar)
                length += 1
            case .group(let number):
                guard number * 2 + 1 < match.count, match[number * 2] >= 0, match[number * 2 + 1] >= match[number * 2]
                else { continue }
                let piece = text[match[number * 2]..<match[number * 2 + 1]]
                result.append(contentsOf: piece)
                length += piece.count
            }
        }
        return length
    }
}
