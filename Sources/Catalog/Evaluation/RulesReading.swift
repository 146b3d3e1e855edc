import Decisions
import FEEL
import Kernel

/// The rules of a definition, as far as they can be read, with the places of their parts.
struct RulesReading {
    /// `nil` where they do not compile, or rest on a field or standard that cannot be read.
    let rules: ItemRules?
    /// What is wrong with 定义 and 决定.
    let findings: [Finding]
    /// Names of the table's outputs but 结论.
    let outputNames: [String]
    let table: PipeTable?
    private let tableNode: YAMLNode

    /// `nil` where the definition has no 决定.
    init?(root: YAMLNode, reader: ItemReader) {
        guard let tableNode = root["决定"], let text = tableNode.text else { return nil }
        self.tableNode = tableNode
        let definitions = root["定义"]
        table = PipeTable.parse(text).table
        outputNames = table?.outputs.map(\.text).filter { $0 != DecisionModel.conclusion } ?? []
        guard tableNode.isBlock, definitions?.isBlock ?? true else {
            (rules, findings) = (nil, [])
            return
        }
        let inputs = Self.inputs(root, reader)
        // A standard that has the name of a field is reported where it stands.
        let standards = reader.readableStandards.filter { standard in !inputs.contains { $0.name == standard.name } }
        let written = (root["标准值"]?.entries ?? []).map(\.key)
        let readable = standards.map(\.name) + inputs.map(\.name)
        let isComplete = written.count == standards.count && reader.fields != nil
        do throws(DecisionProblems) {
            let compiled = try ItemRules.compile(
                inputs: inputs, standards: standards, unreadable: written.filter { !readable.contains($0) },
                definitions: definitions?.text ?? "", table: text)
            rules = isComplete ? compiled : nil
            findings = []
        } catch {
            rules = nil
            findings = error.problems.map { problem in
                let node = problem.part == .definitions ? definitions ?? tableNode : tableNode
                let position = node.position(line: problem.line, column: problem.column)
                return Finding(position, problem.message, advice: problem.advice)
            }
        }
    }

    /// Fields with their types, then the days. A field that cannot be read keeps its name, so that one mistake is not
    /// reported again at every use.
    private static func inputs(_ root: YAMLNode, _ reader: ItemReader) -> [DecisionInput] {
        let fields = reader.readableFields
        let inputs = (root["信息"]?.entries ?? []).map { entry in
            guard let field = fields.first(where: { $0.name == entry.key }) else {
                return DecisionInput(entry.key, .any)
            }
            return DecisionInput(field.name, field.type.feelType, allowedValues: field.choices)
        }
        return inputs.filter { !RuleNames.given.contains($0.name) } + RuleNames.given.map { DecisionInput($0, .date) }
    }

    /// Rules that overlap, are masked, can never hit, or compare with what cannot be: each at its line. What merely goes to
    /// a person because no rule covers it is no fault.
    var analysis: [Finding] {
        guard let rules, let day = rules.editions.last?.from ?? CivilDate(year: 2026, month: 1, day: 1) else {
            return []
        }
        return rules.findings(on: day).filter { $0.severity != .information }.map { finding in
            let place = finding.rules.last.flatMap { position(ofRule: $0) } ?? tableNode.position
            return Finding(place, finding.message, advice: finding.advice)
        }
    }

    /// Where a rule stands.
    func position(ofRule name: String) -> FilePosition? {
        table?.rows.first { $0.name.text == name }.map { position(of: $0.name) }
    }

    func position(of cell: SourceCell) -> FilePosition { tableNode.position(line: cell.line, column: cell.column) }
}

extension FieldType {
    /// As expressions see it.
    var feelType: FEELType {
        switch factKind {
        case .text: .string
        case .number: .number
        case .date: .date
        case .flag: .boolean
        }
    }
}
