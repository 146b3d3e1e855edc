import FEEL
import Kernel

/// A test file of the kit.
struct KitTest {
    struct Case {
        let name: String
        /// The decision service that is called; `nil` where decisions are evaluated.
        let service: String?
        let inputs: [DecisionGraph.Supplied]
        let results: [Result]
    }

    struct Result {
        let name: String
        let expected: Value
    }

    let model: String
    let cases: [Case]

    init(_ file: ConformanceKit.File, _ zones: ZoneTable) throws(XMLError) {
        let root = try XMLReader.read(file.bytes)
        guard root.name.local == "testCases" else { throw XMLError(at: root.position, .notAModel(root.name.local)) }
        model = root.child("modelName")?.text.trimmed ?? ""
        cases = root.children("testCase").map { element in
            Case(
                name: element["id"] ?? "",
                service: element["type"] == "decisionService" ? element["invocableName"] : nil,
                inputs: element.children("inputNode").map { KitTest.input($0, zones) },
                results: element.children("resultNode").map { node in
                    Result(
                        name: node["name"] ?? "",
                        expected: node.child("expected").map { KitTest.value($0, zones) } ?? .null)
                })
        }
    }

    private static func input(_ element: XMLElement, _ zones: ZoneTable) -> DecisionGraph.Supplied {
        DecisionGraph.Supplied(element["name"] ?? "", value(element, zones), namespace: element["namespace"])
    }

    /// One of `value`, `component`s or `list`.
    private static func value(_ element: XMLElement, _ zones: ZoneTable) -> Value {
        if let value = element.child("value") { return scalar(value, zones) }
        if let list = element.child("list") {
            return isNil(list) ? .null : .list(list.children("item").map { value($0, zones) })
        }
        let components = element.children("component")
        guard !components.isEmpty else { return .null }
        return .context(Context(components.map { Context.Entry($0["name"] ?? "", value($0, zones)) }))
    }

    private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

    private static func isNil(_ element: XMLElement) -> Bool {
        let mark = element[XMLElement.Name("nil", namespace: instance)]
        return mark == "true" || mark == "1"
    }

    private static func scalar(_ element: XMLElement, _ zones: ZoneTable) -> Value {
        if isNil(element) { return .null }
        let type = element[XMLElement.Name("type", namespace: instance)] ?? "xsd:string"
        let text = element.text
        switch type.split(separator: ":").last {
        case "boolean": return .boolean(text.trimmed == "true" || text.trimmed == "1")
        case "decimal", "double", "float", "integer", "int", "long", "short":
            return Decimal128(text.trimmed).map(Value.number) ?? .null
        case "date", "time", "dateTime", "duration", "dayTimeDuration", "yearMonthDuration":
            return Value.temporal(text.trimmed, zones: zones) ?? .string(text)
        default: return .string(text)
        }
    }
}
