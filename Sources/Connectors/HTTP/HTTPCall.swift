import Exchange
import Kernel

/// How one resource is asked for, told, or read back over HTTP, as its description says it.
struct HTTPCall: Sendable {
    let method: String
    let path: String
    /// Where the records stand in an answer; of what is told, where the department's number stands.
    let records: [String]
    let paging: Paging?
    private let template: JSON

    /// Members of the request and where the answer says how many records there are.
    struct Paging: Sendable {
        let numberMember: String
        let sizeMember: String
        let size: Int
        let total: [String]
    }

    /// - Parameters:
    ///   - name: of the resource, or of a question that it answers by yes or no.
    ///   - tree: its part of the description.
    ///   - records: the key under which it says where that stands which is looked for in the answer.
    init(_ name: String, _ tree: Description, records key: String = "记录") throws {
        let request = try tree.required("请求").split(separator: " ").map(String.init)
        guard request.count == 2, request[0] == "POST", request[1].hasPrefix("/") else {
            throw DescriptionError(path: "\(name).请求", problem: "写成“POST /路径” (write “POST /path”)")
        }
        (method, path) = (request[0], request[1])
        guard let template = try? JSON.parse(tree.required("内容")), template.members != nil else {
            throw DescriptionError(path: "\(name).内容", problem: "不是 JSON 对象 (not a JSON object)")
        }
        self.template = template
        records = Self.path(try tree.required(key))
        paging = try tree["分页"].map { paging in
            guard let size = Int(try paging.required("条数")), size > 0 else {
                throw DescriptionError(path: "\(name).分页.条数", problem: "应是正整数 (a positive whole number)")
            }
            return Paging(
                numberMember: try paging.required("页码"), sizeMember: try paging.required("每页"), size: size,
                total: Self.path(try paging.required("总数")))
        }
    }

    /// The body of the request for a page (1…). A text of the template that is `":名称"` as a whole becomes the value of
    /// that name, as a JSON text: nothing that a value holds can change the structure. `nil` where a value is lacking.
    func body(_ values: [String: String], page: Int) -> JSON? {
        guard var body = Self.filled(template, values) else { return nil }
        if let paging {
            body[paging.numberMember] = JSON(page)
            body[paging.sizeMember] = JSON(paging.size)
        }
        return body
    }

    static func path(_ text: String) -> [String] { text.split(separator: ".").map(String.init) }

    private static func filled(_ template: JSON, _ values: [String: String]) -> JSON? {
        switch template {
        case .string(let text) where text.hasPrefix(":"): return values[String(text.dropFirst())].map(JSON.string)
        case .object(let members):
            let filled = members.compactMap { member in
                Self.filled(member.value, values).map { JSON.Member(member.key, $0) }
            }
            return filled.count == members.count ? .object(filled) : nil
        case .array(let elements):
            let filled = elements.compactMap { Self.filled($0, values) }
            return filled.count == elements.count ? .array(filled) : nil
        default: return template
        }
    }
}

/// What the department's answers mean: its own codes.
struct AnswerCodes: Sendable {
    let member: [String]
    let success: Set<String>
    let notRecorded: Set<String>
    let tryLater: Set<String>

    /// - Parameter tree: the `应答` part.
    init(_ tree: Description) throws {
        member = HTTPCall.path(try tree.required("代码"))
        success = Set(tree["成功"]?.texts ?? [])
        notRecorded = Set(tree["查无记录"]?.texts ?? [])
        tryLater = Set(tree["稍后再试"]?.texts ?? [])
    }
}

extension JSON {
    /// The value at a path of member names.
    func value(at path: [String]) -> JSON? {
        var value: JSON? = self
        for name in path { value = value?[name] }
        return value
    }

    /// A scalar as the text that a column would hold.
    /// - Throws: `SourceFault.malformed` for an object or a list.
    func columnText() throws(SourceFault) -> String? {
        switch self {
        case .null: nil
        case .string(let text): text
        case .number(let digits): digits
        case .boolean(let flag): flag ? "true" : "false"
        case .array, .object: throw .malformed("a list or object where a value was described")
        }
    }
}
