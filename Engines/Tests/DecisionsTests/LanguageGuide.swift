import Foundation

/// The blocks of the language guide for officers, `docs/feel-zh.md`: each line `source ⇒ result`.
struct LanguageGuide: Sendable {
    struct Example: Sendable {
        let line: Int
        let source: String
        let result: String
    }

    /// A fenced block with what is known where it stands.
    struct Block: Sendable, CustomStringConvertible {
        /// `feel`, `格` or `决定`.
        let kind: String
        let chapter: String
        /// Names and their expressions, in order.
        var known: [(name: String, source: String)]
        var lines: [(number: Int, text: String)] = []

        var description: String { "\(chapter) \(lines.first?.number ?? 0)" }

        var examples: [Example] {
            lines.compactMap { number, text in
                guard let arrow = text.range(of: " ⇒ ", options: .backwards) else { return nil }
                let source = text[..<arrow.lowerBound].trimmingCharacters(in: .whitespaces)
                return Example(line: number, source: source, result: String(text[arrow.upperBound...]))
            }
        }
    }

    private(set) var blocks: [Block] = []

    static let feel = LanguageGuide(named: "feel-zh.md")

    init(named name: String) {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let text = (try? String(contentsOf: root.appendingPathComponent("docs/\(name)"), encoding: .utf8)) ?? ""
        var chapter = ""
        var known: [(String, String)] = []
        var open: Block?
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open = open == nil ? Block(kind: String(line.dropFirst(3)), chapter: chapter, known: known) : nil
            } else if open == nil, line.hasPrefix("## ") {
                chapter = String(line.dropFirst(3))
                known = []
            } else if open != nil, line.hasPrefix("已知 "), let equals = line.range(of: " = ") {
                let name = String(line[line.index(line.startIndex, offsetBy: 3)..<equals.lowerBound])
                known.append((name, String(line[equals.upperBound...])))
                open?.known = known
            } else {
                open?.lines.append((index + 1, line))
            }
        }
    }
}
