import Yams

/// A file that the YAML parser gives up on, said in words that an officer can act on.
struct YAMLSyntaxError {
    let complaint: Complaint
    let line: Int
    let column: Int

    init(_ error: any Error, lines: [String]) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            // What never ends is shown where it begins, not where the parser gave up.
            let isOpen = ["flow", "quoted", "anchor", "alias"].contains { context?.text.contains($0) == true }
            let place = isOpen ? context?.mark ?? mark : mark
            self.init(problem: problem, line: place.line, column: place.column, lines: lines)
        case .composer(_, let problem, let mark, _):
            let isAlias = problem.contains("alias")
            self.init(isAlias ? .anchor : Self.syntax(problem), line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            let mark = context.mark
            let place = Self.second(key, after: mark.line, mark.column, in: lines) ?? (mark.line, mark.column)
            self.init(Complaint.duplicateKey.with(["key": key]), line: place.0, column: place.1)
        default:
            self.init(Self.syntax("unreadable characters"), line: 1, column: 1)
        }
    }

    private init(_ complaint: Complaint, line: Int, column: Int) {
        self.complaint = complaint
        self.line = line
        self.column = column
    }

    /// A full-width colon or comma is the usual slip of a Chinese keyboard; the parser notices it only lines later.
    private init(problem: String, line: Int, column: Int, lines: [String]) {
        for candidate in stride(from: min(line, lines.count), through: max(1, line - 3), by: -1) {
            let text = lines[candidate - 1]
            if let key = Self.keyBeforeFullWidthColon(text) {
                let column = text.unicodeScalars.prefix { $0 != "：" }.count + 1
                self.init(Complaint.fullWidthColon.with(["key": key]), line: candidate, column: column)
                return
            }
        }
        self.init(Self.syntax(problem), line: line, column: column)
    }

    /// `说明：年满…` and `- 名称：…`: a short run of letters at the start of a line, then a full-width colon, and no ASCII
    /// one before.
    private static func keyBeforeFullWidthColon(_ line: String) -> String? {
        let start = line.unicodeScalars.drop { $0 == " " || $0 == "-" || $0 == "{" }
        let key = start.prefix { $0 != "：" && $0 != ":" && $0 != "，" && $0 != "。" && $0 != "#" }
        let following = start.dropFirst(key.count).first
        return following == "：" && (1...12).contains(key.count) ? String(String.UnicodeScalarView(key)) : nil
    }

    /// The second place of a key that the parser reports at its first one: the same column on a later line, or
    /// further along in the same pair of braces.
    private static func second(_ key: String, after line: Int, _ column: Int, in lines: [String]) -> (Int, Int)? {
        let rest = String(String.UnicodeScalarView(lines[line - 1].unicodeScalars.dropFirst(column)))
        if let range = rest.firstRange(of: key + ":") {
            return (line, column + rest[..<range.lowerBound].unicodeScalars.count + 1)
        }
        let prefix = String(repeating: " ", count: column - 1) + key
        for index in lines.indices.dropFirst(line) where lines[index].hasPrefix(prefix) {
            let following = lines[index].unicodeScalars.dropFirst(prefix.unicodeScalars.count)
            if following.drop(while: { $0 == " " }).first == ":" { return (index + 1, column) }
        }
        return nil
    }

    private static func syntax(_ problem: String) -> Complaint {
        if problem.contains("alphabetic or numeric") { return .anchor }
        if problem.contains("mapping values are not allowed") { return .colonInText }
        return Complaint.syntax.with([
            "reason": reasons.first { problem.contains($0.key) }?.value ?? problem, "problem": problem,
        ])
    }

    /// The parser's own words, in Chinese.
    private static let reasons: KeyValuePairs<String, String> = [
        "could not find expected ':'": "名称后面缺少冒号和空格",
        "did not find expected key": "缩进和上面的行不一致",
        "did not find expected ',' or '}'": "花括号里缺少逗号或右括号",
        "did not find expected ',' or ']'": "方括号里缺少逗号或右括号",
        "did not find expected '-' indicator": "列表的横线没有对齐",
        "found character that cannot start any token": "行首有不能用的符号，文字请加引号",
        "found unexpected end of stream": "引号或括号没有结束",
        "found undefined tag handle": "不能用感叹号开头的标记",
        "did not find expected node content": "逗号或括号之间缺少内容",
        "found another document": "一个文件只写一个事项",
        "control characters are not allowed": "有看不见的控制字符",
    ]
}
