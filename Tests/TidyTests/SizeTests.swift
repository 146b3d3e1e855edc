import Testing

/// Hard stops of size; what we aim at is half of them (docs/architecture.md).
@Suite("Sizes")
struct SizeTests {
    static let fileLinesMax = 400
    static let functionLinesMax = 60
    static let columnsMax = 130

    @Test("Files are short")
    func files() {
        for file in Checkout.swift {
            #expect(file.lines.count <= Self.fileLinesMax, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("Functions are short")
    func functions() {
        for file in Checkout.sources {
            var start: (line: Int, indent: Int)?
            for (number, line) in file.lines.enumerated() {
                let indent = line.prefix { $0 == " " }.count
                if let open = start, indent == open.indent, line.dropFirst(indent).hasPrefix("}") {
                    let length = number - open.line + 1
                    #expect(length <= Self.functionLinesMax, "\(file.path):\(open.line + 1) has \(length) lines")
                    start = nil
                } else if start == nil, line.contains("func ") || line.dropFirst(indent).hasPrefix("init("),
                    line.hasSuffix("{")
                {
                    start = (number, indent)
                }
            }
        }
    }

    @Test("Lines are short")
    func lines() {
        for file in Checkout.swift where !file.path.contains("Lexicon/") && !file.path.contains("/Styles/") {
            for (number, line) in file.lines.enumerated() where line.unicodeScalars.count > Self.columnsMax {
                Issue.record("\(file.path):\(number + 1) has \(line.unicodeScalars.count) columns")
            }
        }
    }
}
