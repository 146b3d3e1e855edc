import Decisions

/// 版式 — a definition in the house's order and layout. Its meaning and its comments stay; what cannot be laid out without
/// putting either at risk stays as its author wrote it.
package enum ItemLayout {
    /// Keys that begin a section: a blank line stands before them.
    static let sectionHeads: Set<String> = [
        "办理地点", "先问", "依据", "时限", "材料", "信息", "标准值", "定义", "决定", "理由", "人工办理", "结果", "示例",
    ]

    /// How many levels of a key's value have a line for each part; what lies deeper stands in braces.
    static let depths = [
        "办理地点": 1, "先问": 3, "依据": 1, "时限": 1, "材料": 1, "信息": 1, "标准值": 2, "理由": 1, "人工办理": 1, "办理流程": 1,
        "结果": 1, "示例": 1,
    ]

    /// The lines of 定义 and 决定, aligned; those of any other text as they are.
    static func aligned(_ lines: [String], of key: String?) -> [String] {
        let text = lines.joined(separator: "\n")
        let laidOut =
            switch key {
            case "定义": BlockLayout.definitions(text)
            case "决定": BlockLayout.table(text)
            default: text
            }
        return laidOut.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    /// The text of a file as the house writes it.
    /// - Throws: `CatalogueFault.findings` where the file cannot be read.
    package static func text(of file: DefinitionFile) throws(CatalogueFault) -> String {
        guard let original = String(validating: file.bytes, as: UTF8.self) else {
            throw .findings([Complaint.notUTF8.at(FilePosition(file: file.path, line: 1, column: 1))])
        }
        let (tree, notation) = YAMLReader.read(original, file: file.path)
        guard let root = tree, notation.isEmpty else { throw .findings(notation) }
        guard root.entries != nil else { throw .findings(ShapeChecker.findings(in: root)) }
        let text = original.replacingCarriageReturns
        guard let source = SourceLines(text, root), let arranged = Arrangement(source).lines(of: root) else {
            return original
        }
        let laidOut = arranged.joined(separator: "\n") + "\n"
        return LaidOutText(laidOut, file: file.path)?.says(root, source) == true ? laidOut : original
    }
}

/// What was laid out, read again.
private struct LaidOutText {
    let root: YAMLNode
    let source: SourceLines

    init?(_ text: String, file: String) {
        let (root, notation) = YAMLReader.read(text, file: file)
        guard let root, notation.isEmpty, let source = SourceLines(text, root) else { return nil }
        (self.root, self.source) = (root, source)
    }

    /// Whether it says what the original says: the same values under the same keys, and the same comments.
    func says(_ original: YAMLNode, _ lines: SourceLines) -> Bool {
        Self.isSame(root, original, key: nil) && source.allComments == lines.allComments
    }

    private static func isSame(_ left: YAMLNode, _ right: YAMLNode, key: String?) -> Bool {
        switch (left.content, right.content) {
        case (.text(let left), .text(let right)):
            left.isBlock == right.isBlock
                && (["定义", "决定"].contains(key)
                    ? unspaced(left.value) == unspaced(right.value) : left.value == right.value)
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1, key: nil) }
        case (.record(let left), .record(let right)):
            left.count == right.count
                && left.allSatisfy { entry in
                    right.first { $0.key == entry.key }.map { isSame(entry.value, $0.value, key: entry.key) } ?? false
                }
        default: false
        }
    }

    /// Without the space that only puts things below one another; what stands in quotes as it is.
    private static func unspaced(_ text: String) -> String {
        var isQuoted = false
        var previous: Unicode.Scalar = "\n"
        let kept = text.unicodeScalars.filter { scalar in
            if scalar == "\"", previous != "\\" { isQuoted.toggle() }
            if scalar == "\n" { isQuoted = false }
            previous = scalar
            return isQuoted || !scalar.properties.isWhitespace || scalar == "\n"
        }
        return String(scalars: kept)
    }
}
