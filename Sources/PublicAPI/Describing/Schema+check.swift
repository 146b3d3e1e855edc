import Kernel
import Web

extension Schema {
    /// The first place where a value is not as described: its path, and what is expected there. `nil` where all is well.
    func fault(in value: JSON, at path: [String] = []) -> SchemaFault? {
        switch self {
        case .text(let rule, _):
            guard let text = value.string, rule.accepts(text) else { return SchemaFault(path, self) }
        case .integer(let range, _):
            guard let number = value.wholeNumber, range.contains(number) else { return SchemaFault(path, self) }
        case .flag: guard value.bool != nil else { return SchemaFault(path, self) }
        case .accepted: guard value.bool == true else { return SchemaFault(path, self) }
        case .list(let element, let countMax):
            guard let elements = value.array, elements.count <= countMax else { return SchemaFault(path, self) }
            for (index, one) in elements.enumerated() {
                if let fault = element.fault(in: one, at: path + [String(index)]) { return fault }
            }
        case .object(let properties): return fault(in: value, of: properties, at: path)
        case .named(let name):
            guard let schema = APISchemas.all[name] else { preconditionFailure("no schema is named \(name)") }
            return schema.fault(in: value, at: path)
        }
        return nil
    }

    private func fault(in value: JSON, of properties: [Property], at path: [String]) -> SchemaFault? {
        guard let members = value.members else { return SchemaFault(path, self) }
        for member in members where !properties.contains(where: { $0.name == member.key }) {
            return SchemaFault(path + [member.key], nil)
        }
        for property in properties {
            if let member = value[property.name] {
                if let fault = property.schema.fault(in: member, at: path + [property.name]) { return fault }
            } else if property.isRequired {
                return SchemaFault(path + [property.name], property.schema)
            }
        }
        return nil
    }

    /// What is expected, for the sentence of a refusal.
    var expectation: (chinese: String, english: String) {
        switch self {
        case .text(.free(let lengths), _):
            (
                "\(lengths.lowerBound) 到 \(lengths.upperBound) 个字的文字，不含控制字符",
                "text of \(lengths.lowerBound) to \(lengths.upperBound) characters without control characters"
            )
        case .text(.any, _): ("文字", "text")
        case .text(.oneOf(let values), _):
            ("\(values.joined(separator: "、")) 之一", "one of \(values.joined(separator: ", "))")
        case .text(.identifier, _): ("小写的 UUID", "a UUID in lower case")
        case .text(.hex(let count), _): ("\(count) 位小写十六进制", "\(count) hexadecimal digits in lower case")
        case .text(.digits(let counts), _):
            counts.count == 1
                ? ("\(counts.lowerBound) 位数字", "\(counts.lowerBound) digits")
                : (
                    "\(counts.lowerBound) 到 \(counts.upperBound) 位数字",
                    "\(counts.lowerBound) to \(counts.upperBound) digits"
                )
        case .text(.day, _): ("2026-11-21 这样的日期", "a date such as 2026-11-21")
        case .text(.instant, _): ("RFC 3339 的时间", "a time as RFC 3339 writes it")
        case .text(.key, _): ("8 到 64 个字母、数字或 . _ ~ -", "8 to 64 letters, digits or . _ ~ -")
        case .integer(let range, _):
            (
                "\(range.lowerBound) 到 \(range.upperBound) 的整数",
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        case .flag: ("true 或 false", "true or false")
        case .accepted: ("true", "true")
        case .list(_, let countMax): ("至多 \(countMax) 项的数组", "an array of at most \(countMax) elements")
        case .object: ("对象", "an object")
        case .named(let name): APISchemas.all[name]?.expectation ?? ("", "")
        }
    }
}

/// Where a request is not as the interface describes it.
struct SchemaFault: Sendable {
    /// `answers.0.field`; empty for the whole body.
    let path: String
    /// What is expected there; `nil` where nothing may stand there.
    let expected: Schema?

    init(_ path: [String], _ expected: Schema?) {
        self.path = path.joined(separator: ".")
        self.expected = expected
    }

    var problem: Problem {
        guard let expected else { return APIProblems.unknownMember(path) }
        return APIProblems.unexpectedValue(path, expected.expectation)
    }
}

extension JSON {
    /// The whole number that this is, however it is written: to JSON Schema `4.0` is one.
    var wholeNumber: Int? {
        guard let text = numberText else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return int }
        return Int(parts[0])
    }
}
