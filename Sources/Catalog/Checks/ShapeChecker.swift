import Kernel

/// Compares a tree with the format: unknown and missing keys, wrong kinds, and texts of another form.
struct ShapeChecker {
    private(set) var findings: [Finding] = []

    static func findings(in root: YAMLNode) -> [Finding] {
        let meaning = Phrase("item.key", zh: "第一行写“事项”和名称", en: "start with 事项: and the name")
        return findings(in: root, ItemFormat.root, meaning: meaning)
    }

    static func findings(in root: YAMLNode, _ shape: Shape, meaning: Phrase) -> [Finding] {
        var checker = ShapeChecker()
        checker.check(root, shape, key: "", meaning: meaning)
        return checker.findings
    }

    private mutating func check(_ node: YAMLNode, _ shape: Shape, key: String, meaning: Phrase) {
        switch (shape, node.content) {
        case (.text(let form), .text(let text)): check(text, form, key: key, at: node)
        case (.list(let element, let countMin, let countMax), .list(let nodes)):
            checkCount(nodes.count, countMin, countMax, at: node, meaning)
            for node in nodes { check(node, element, key: key, meaning: meaning) }
        case (.record(let record), .record(let entries)): check(entries, record, at: node)
        case (.either(let shapes), _):
            if let shape = shapes.first(where: { $0.isOfKind(of: node) }) {
                check(node, shape, key: key, meaning: meaning)
            } else {
                reportKind(node, shapes, meaning)
            }
        default: reportKind(node, [shape], meaning)
        }
    }

    private mutating func check(_ text: YAMLNode.Text, _ form: TextForm, key: String, at node: YAMLNode) {
        if case .block = form.grammar, text.blockStart == nil, !text.isFolded {
            findings.append(Complaint.notABlock.with(["key": key]).at(node.position))
        } else if !TextForm.prose.accepts(text.value) {
            findings.append(Complaint.emptyText.at(node.position))
        } else if !form.accepts(text.value) {
            findings.append(complaint(text.value, form).at(node.position))
        }
    }

    private func complaint(_ value: String, _ form: TextForm) -> Complaint {
        guard case .choice(let words) = form.grammar else { return form.complaint.with(["value": value]) }
        if value.contains("，") || value.contains("、") { return Complaint.fullWidthComma }
        return form.complaint.suggesting(NearestName.to(value, among: words), or: words).with(["value": value])
    }

    private mutating func checkCount(_ count: Int, _ least: Int, _ most: Int, at node: YAMLNode, _ meaning: Phrase) {
        if count < least {
            let arguments = ["min": "\(least)", "meaning": meaning.chinese, "meaningEN": meaning.english]
            findings.append(Complaint.tooFew.with(arguments).at(node.position))
        } else if count > most {
            findings.append(Complaint.tooMany.with(["max": "\(most)", "count": "\(count)"]).at(node.position))
        }
    }

    private mutating func check(_ entries: [YAMLNode.Entry], _ record: RecordShape, at node: YAMLNode) {
        var misspelt: Set<String> = []
        for entry in entries {
            if let key = record.keys.first(where: { $0.name == entry.key }) {
                check(entry.value, key.shape, key: key.name, meaning: key.meaning)
            } else if let others = record.others {
                if !others.name.accepts(entry.key) {
                    findings.append(others.name.complaint.with(["value": entry.key]).at(entry.keyPosition))
                }
                check(entry.value, others.shape, key: entry.key, meaning: others.meaning)
            } else {
                let words = record.keys.map(\.name)
                let near = NearestName.to(
                    entry.key, among: words.filter { name in !entries.contains { $0.key == name } })
                if let near { misspelt.insert(near) }
                findings.append(
                    Complaint.unknownKey.suggesting(near, or: words).with(["key": entry.key]).at(entry.keyPosition))
            }
        }
        for key in record.keys
        where key.isRequired && !misspelt.contains(key.name) && !entries.contains(where: { $0.key == key.name }) {
            let arguments = ["key": key.name, "meaning": key.meaning.chinese, "meaningEN": key.meaning.english]
            findings.append((key.missing ?? .missingKey).with(arguments).at(node.position))
        }
    }

    private mutating func reportKind(_ node: YAMLNode, _ shapes: [Shape], _ meaning: Phrase) {
        let wanted = shapes.map(\.kindName)
        let found = node.kindName
        findings.append(
            Complaint.wrongKind.with([
                "wanted": wanted.map(\.chinese).joined(separator: "或"),
                "wantedEN": wanted.map(\.english).joined(separator: " or "),
                "found": found.chinese, "foundEN": found.english,
                "meaning": meaning.chinese, "meaningEN": meaning.english,
            ]).at(node.position))
    }
}

extension Shape {
    fileprivate func isOfKind(of node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.text, .text), (.list, .list), (.record, .record): true
        case (.either(let shapes), _): shapes.contains { $0.isOfKind(of: node) }
        default: false
        }
    }

    fileprivate var kindName: Phrase {
        switch self {
        case .text: .textKind
        case .list: .listKind
        case .record: .recordKind
        case .either(let shapes): shapes.first?.kindName ?? .textKind
        }
    }
}

extension YAMLNode {
    fileprivate var kindName: Phrase {
        switch content {
        case .text: .textKind
        case .list: .listKind
        case .record: .recordKind
        }
    }
}

extension Phrase {
    fileprivate static let textKind = Phrase("item.kind.text", zh: "一段文字", en: "text")
    fileprivate static let listKind = Phrase(
        "item.kind.list", zh: "列表（[ ] 或一行一个“- ”）", en: "a list ([ ] or lines with “- ”)")
    fileprivate static let recordKind = Phrase("item.kind.record", zh: "一组键和值", en: "keys and values")
}
