import Yams

/// Reads the part of YAML that definitions use: records, lists and texts. What would let a file mean something else
/// than it shows (types, anchors, aliases, tags, merge keys, duplicate keys, tabs, folded blocks) is a finding.
package struct YAMLReader {
    /// A definition is a page or two; more than this is a mistake or an attack.
    package static let bytesMax = 1 << 20

    private let file: String
    private let lines: [String]
    private var findings: [Finding] = []

    private init(text: String, file: String) {
        self.file = file
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The tree of one file, as far as it can be read, and everything that is wrong with the notation.
    package static func read(_ text: String, file: String) -> (root: YAMLNode?, findings: [Finding]) {
        let text = text.replacingCarriageReturns
        var reader = YAMLReader(text: text, file: file)
        guard text.utf8.count <= bytesMax else {
            reader.report(.tooLong, line: 1, column: 1)
            return (nil, reader.findings)
        }
        reader.findTabs()
        let root = reader.findings.isEmpty ? reader.compose(text) : nil
        return (root, reader.findings.sorted())
    }

    private mutating func report(_ complaint: Complaint, line: Int, column: Int) {
        findings.append(complaint.at(FilePosition(file: file, line: line, column: column)))
    }

    private mutating func findTabs() {
        for (index, line) in lines.enumerated() {
            guard let column = Array(line.unicodeScalars).firstIndex(of: "\t") else { continue }
            report(.tab, line: index + 1, column: column + 1)
        }
    }

    private mutating func compose(_ text: String) -> YAMLNode? {
        do {
            // The parser owns the anchors that its nodes only refer to: it has to live while they are looked at.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                report(.empty, line: 1, column: 1)
                return nil
            }
            return withExtendedLifetime(parser) { convert(root) }
        } catch {
            let syntax = YAMLSyntaxError(error, lines: lines)
            report(syntax.complaint, line: syntax.line, column: syntax.column)
            return nil
        }
    }

    private mutating func convert(_ node: Node) -> YAMLNode? {
        let position = FilePosition(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        guard node.anchor == nil else {
            findings.append(Complaint.anchor.at(position))
            return nil
        }
        switch node {
        case .scalar(let scalar): return convert(scalar, at: position)
        case .sequence(let sequence):
            if !sequence.tag.description.isEmpty { findings.append(Complaint.tag.at(position)) }
            var nodes: [YAMLNode] = []
            for element in sequence { if let node = convert(element) { nodes.append(node) } }
            return YAMLNode(position: position, content: .list(nodes))
        case .mapping(let mapping):
            if !mapping.tag.description.isEmpty { findings.append(Complaint.tag.at(position)) }
            return YAMLNode(position: position, content: .record(entries(of: mapping)))
        case .alias:
            findings.append(Complaint.anchor.at(position))
            return nil
        }
    }

    private mutating func entries(of mapping: Node.Mapping) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        for (key, value) in mapping {
            let position = FilePosition(file: file, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
            guard case .scalar(let scalar) = key, key.anchor == nil else {
                findings.append((key.anchor == nil ? Complaint.keyNotText : .anchor).at(position))
                continue
            }
            guard scalar.string != "<<" else {
                findings.append(Complaint.mergeKey.at(position))
                continue
            }
            guard !entries.contains(where: { $0.key == scalar.string }) else {
                findings.append(Complaint.duplicateKey.with(["key": scalar.string]).at(position))
                continue
            }
            if let value = convert(value) {
                entries.append(YAMLNode.Entry(key: scalar.string, keyPosition: position, value: value))
            }
        }
        return entries
    }

    private mutating func convert(_ scalar: Node.Scalar, at position: FilePosition) -> YAMLNode? {
        let isPlain = scalar.style == .plain || scalar.style == .any
        if isPlain, !scalar.tag.description.isEmpty { findings.append(Complaint.tag.at(position)) }
        if scalar.style == .folded { findings.append(Complaint.foldedBlock.at(position)) }
        let blockStart = [.literal, .folded].contains(scalar.style) ? blockStart(after: position) : nil
        let text = YAMLNode.Text(value: scalar.string, blockStart: blockStart, isFolded: scalar.style == .folded)
        return YAMLNode(position: position, content: .text(text))
    }

    /// The block's text begins on the line after `|`; its indentation is that of its first line with text.
    private mutating func blockStart(after mark: FilePosition) -> FilePosition {
        let header = lines[mark.line - 1].unicodeScalars.dropFirst(mark.column).prefix { $0 != "#" }
        if header.contains(where: { ("1"..."9").contains($0) }) { findings.append(Complaint.blockIndentation.at(mark)) }
        let first = lines.dropFirst(mark.line).first { $0.unicodeScalars.contains { $0 != " " } } ?? ""
        let indentation = first.unicodeScalars.prefix { $0 == " " }.count
        return FilePosition(file: file, line: mark.line + 1, column: indentation + 1)
    }
}

extension String {
    /// Line ends of other systems as line feeds, so that every line has one number whoever saved the file.
    var replacingCarriageReturns: String {
        guard utf8.contains(13) else { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in utf8 {
            if byte == 10, bytes.last == 13 { bytes.removeLast() }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
