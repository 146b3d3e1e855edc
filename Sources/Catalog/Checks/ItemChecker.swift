import Dispatch
import Kernel
import Synchronization

/// 定义文件 — one `item.yaml`, as it was read.
package struct DefinitionFile: Sendable {
    /// As it is shown in findings, e.g. `City/items/高龄津贴/item.yaml`.
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// 检查 — reads service definitions and says everything that is wrong with them at once.
package enum ItemChecker {
    /// What a definition is read for.
    package enum Purpose: Sendable {
        /// To be served: everything must be right.
        case serving
        /// To be written: the table is also searched for rules that overlap, are masked or can never hit.
        case writing
        /// To be put to past cases: what its examples expect need not have followed yet.
        case trying
    }

    /// Every finding of these files, by file and place. None means that they can be published.
    package static func check(_ files: [DefinitionFile], against known: KnownSources) -> [Finding] {
        read(files, against: known).findings
    }

    /// The items of files without findings, in the order of the files, and every finding of the others.
    package static func read(
        _ files: [DefinitionFile], against known: KnownSources, for purpose: Purpose = .serving
    ) -> (items: [ServiceItem], findings: [Finding]) {
        let results = readEach(files, against: known, purpose)
        let findings = results.flatMap(\.findings) + CatalogueCheck.findings(in: results.compactMap(\.root))
        let faulty = Set(findings.faults.map(\.position.file))
        let items = zip(files, results).compactMap { file, result in faulty.contains(file.path) ? nil : result.item }
        return (items, findings.sorted())
    }

    /// Every file by itself, on all cores: a city has hundreds, and a server reads them before it answers.
    private static func readEach(
        _ files: [DefinitionFile], against known: KnownSources, _ purpose: Purpose
    ) -> [Reading] {
        let results = Mutex([Reading?](repeating: nil, count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let reading = read(files[index], against: known, purpose)
            results.withLock { $0[index] = reading }
        }
        return results.withLock { $0 }.compactMap(\.self)
    }

    private struct Reading: Sendable {
        let root: YAMLNode?
        let item: ServiceItem?
        let findings: [Finding]
    }

    private static func read(_ file: DefinitionFile, against known: KnownSources, _ purpose: Purpose) -> Reading {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            return Reading(
                root: nil, item: nil,
                findings: [Complaint.notUTF8.at(FilePosition(file: file.path, line: 1, column: 1))])
        }
        let (root, notation) = YAMLReader.read(text, file: file.path)
        guard let root else { return Reading(root: nil, item: nil, findings: notation) }
        let shape = ShapeChecker.findings(in: root)
        guard root.entries != nil else { return Reading(root: nil, item: nil, findings: notation + shape) }
        let source = ItemSource(root: root, known: known)
        let checks = ItemChecks.all.filter { purpose != .trying || $0 != ExampleCheck.self }
        let content = checks.flatMap { $0.findings(in: source) }
        let item = source.reader.item(rules: source.rules?.rules, version: ItemVersion(of: file.bytes))
        var findings = (notation + shape + content).uniqued
        if purpose == .writing { findings += source.rules?.analysis ?? [] }
        if purpose == .trying { findings.removeAll { $0.code == Complaint.ruleWithoutExample.what.code } }
        // Where a description cannot be read, it is that which is to be mended, not what refers to it.
        if !known.isWhole { findings.removeAll { $0.code == Complaint.unknownResource.what.code } }
        if findings.isEmpty, item == nil, known.isWhole { findings = [Complaint.unreadable.at(root.position)] }
        if purpose == .writing, findings.isEmpty { findings = PredicateAdvice.findings(in: source) }
        return Reading(root: root, item: findings.faults.isEmpty ? item : nil, findings: findings)
    }
}

extension Complaint {
    static let notUTF8 = Complaint(
        "item.notUTF8", zh: "文件不是 UTF-8 编码", en: "The file is not UTF-8",
        adviceZH: "用编辑器另存为 UTF-8", adviceEN: "save it as UTF-8")
    fileprivate static let unreadable = Complaint(
        "item.unreadable", zh: "各部分都对，合起来却读不成一个事项", en: "Every part is right, yet they make no item",
        adviceZH: "这是程序的错，请把文件附在问题里报告", adviceEN: "this is a fault of the program: please report it with the file")
}
