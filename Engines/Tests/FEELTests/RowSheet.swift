import FEEL
import Foundation
import Testing

/// A file of rows `expression; input; output` in sections, with named inputs.
struct RowSheet: Sendable {
    struct Section: Sendable, CustomTestStringConvertible {
        let title: String
        var rows: [Row] = []

        var testDescription: String { title }
    }

    struct Row: Sendable {
        let line: Int
        let source: String
        let input: String
        let expected: String
        /// A cell of a decision table instead of an expression.
        let isCell: Bool
    }

    static let mistake = "错 "
    private(set) var sections: [Section] = []
    /// Lines that are no rows.
    private(set) var faults: [Int] = []
    private var inputs: [String: String] = [:]

    init(named name: String) {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Rows/\(name)")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            read(String(line), index + 1)
        }
    }

    private mutating func read(_ line: String, _ number: Int) {
        if line.hasPrefix("## ") {
            sections.append(Section(title: String(line.dropFirst(3))))
        } else if line.hasPrefix("@"), let equals = line.range(of: " = "), !line.contains("; ") {
            inputs[String(line[..<equals.lowerBound])] = String(line[equals.upperBound...])
        } else if !line.isEmpty, !line.hasPrefix("# "), !line.hasPrefix("#  ") {
            let fields = RowSheet.fields(line)
            guard fields.count == 3, !sections.isEmpty else { return faults.append(number) }
            let isCell = fields[0].hasPrefix("格：")
            let source = isCell ? String(fields[0].dropFirst(2)) : fields[0]
            sections[sections.count - 1].rows.append(
                Row(line: number, source: source, input: fields[1], expected: fields[2], isCell: isCell))
        }
    }

    /// Parts between semicolons that stand outside of texts.
    private static func fields(_ line: String) -> [String] {
        var fields = [""]
        var isQuoted = false
        var isEscaped = false
        for character in line {
            if character == ";", !isQuoted, fields.count < 3 {
                fields.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isEscaped
            fields[fields.count - 1].append(character)
        }
        return fields.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    static func value(_ source: String) throws -> Value {
        try Expression.parse(source).evaluate(in: Scope(NameScope()))
    }

    /// The names that a row may use.
    func input(_ text: String) throws -> Context {
        if text.isEmpty { return Context() }
        return try RowSheet.value(inputs[text] ?? text).context ?? Context()
    }
}
