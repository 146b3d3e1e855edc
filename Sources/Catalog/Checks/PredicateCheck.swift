import FEEL
import Kernel

/// 核验 — a question of yes or no means what its condition says: an expression over what it looks at, of type 是否.
enum PredicateCheck {
    /// What every condition may use besides fields and parameters.
    static let given: KeyValuePairs<String, FieldType> = [today: .date, "证件号码": .text]
    /// The day of the question.
    static let today = "今天"

    static func findings(in resource: YAMLNode) -> [Finding] {
        (resource["核验"]?.entries ?? []).flatMap { predicate($0, resource) }
    }

    private static func predicate(_ entry: YAMLNode.Entry, _ resource: YAMLNode) -> [Finding] {
        let fields = resource["字段"]?.entries ?? []
        let unknown = (entry.value["看"]?.list ?? []).compactMap { node -> Finding? in
            let names = fields.map(\.key)
            guard let name = node.text, !names.contains(name) else { return nil }
            return Complaint.looksAtNoField.suggesting(NearestName.to(name, among: names), or: names)
                .with(["name": name]).at(node.position)
        }
        let parameters = entry.value["参数"]?.entries ?? []
        let words = (entry.value.string("问").map { SentenceTemplate(text: $0).names } ?? [])
        let unnamed = words.filter { word in !parameters.contains { $0.key == word } }.map { word in
            Complaint.questionOfNoParameter.with(["name": word]).at((entry.value["问"] ?? entry.value).position)
        }
        guard unknown.isEmpty, let condition = entry.value["条件"], let text = condition.text else {
            return unknown + unnamed
        }
        let looked = entry.value.strings("看")
        let typed = fields.filter { looked.contains($0.key) }.compactMap { field in
            (field.value.word("类型") as FieldType?).map { (field.key, $0) }
        }
        let values = parameters.compactMap { entry in entry.value.text.flatMap(FieldType.init).map { (entry.key, $0) } }
        return unnamed + meaning(text, condition, typed + values, looked + parameters.map(\.key))
    }

    private static func meaning(
        _ text: String, _ node: YAMLNode, _ names: [(String, FieldType)], _ used: [String]
    ) -> [Finding] {
        do throws(FEELError) {
            let expression = try Expression.parse(text, names: scope(names))
            guard [.boolean, .any].contains(expression.type) else {
                return [Complaint.conditionOfNoFlag.at(node.position)]
            }
            return used.filter { !expression.freeNames.contains($0) }.map {
                Complaint.nameNotUsed.with(["name": $0]).at(node.position)
            }
        } catch {
            let place = node.position(line: error.position.line, column: error.position.column)
            return [Finding(place, error.message, advice: error.advice)]
        }
    }

    /// The names that a condition may use.
    static func scope(_ names: [(String, FieldType)]) -> NameScope {
        var scope = NameScope(zones: MachineZones.table)
        for (name, type) in names + given.map({ ($0.key, $0.value) }) { scope.declare(name, type.feelType) }
        return scope
    }
}

extension Complaint {
    fileprivate static let looksAtNoField = Complaint(
        "department.looksAtNoField", zh: "“看”里的“{name}”不是这个资源的字段", en: "“{name}” in 看 is no field of the resource",
        adviceZH: "有的字段：{words}", adviceEN: "it holds: {words}")
    fileprivate static let questionOfNoParameter = Complaint(
        "department.questionOfNoParameter", zh: "“问”里的{name}不是参数", en: "{name} in 问 is no parameter",
        adviceZH: "在“参数”里写上它和类型，或者从“问”里去掉花括号", adviceEN: "write it in 参数 with its type, or take the braces away")
    fileprivate static let conditionOfNoFlag = Complaint(
        "department.conditionOfNoFlag", zh: "“条件”得不出是或否", en: "条件 gives no yes or no",
        adviceZH: "写一个比较，如 累计月数 >= 月数", adviceEN: "write a comparison, as 累计月数 >= 月数")
    fileprivate static let nameNotUsed = Complaint(
        "department.nameNotUsed", zh: "“条件”没有用到“{name}”", en: "条件 does not use “{name}”",
        adviceZH: "从“看”或者“参数”里去掉它：用不到的不看、不问", adviceEN: "remove it from 看 or 参数: what is not used is not looked at")
}
