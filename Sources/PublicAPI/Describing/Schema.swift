import Kernel

/// What a value of the interface looks like: written once, it describes the value in the OpenAPI document and checks what
/// comes in. Objects are closed: a member that is not described is refused.
indirect enum Schema: Sendable {
    case text(TextRule, example: String? = nil)
    case integer(ClosedRange<Int>, example: Int? = nil)
    case flag
    /// Must be `true`: a declaration that cannot be made by leaving it out.
    case accepted
    case list(Schema, countMax: Int)
    case object([Property])
    /// One of `APISchemas.all`.
    case named(String)

    /// A member of an object.
    struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        /// What it means, in English: it is read by programmers.
        let note: String?
    }
}

extension Schema.Property {
    static func required(_ name: String, _ schema: Schema, _ note: String? = nil) -> Self {
        Self(name: name, schema: schema, isRequired: true, note: note)
    }

    static func optional(_ name: String, _ schema: Schema, _ note: String? = nil) -> Self {
        Self(name: name, schema: schema, isRequired: false, note: note)
    }
}

/// Which texts a text may be.
enum TextRule: Sendable {
    /// What a person writes: no control characters but line ends and tabs.
    case free(ClosedRange<Int>)
    /// Texts of ours, as they are.
    case any
    case oneOf([String])
    /// An identifier, as `Identifier` writes it.
    case identifier
    case hex(Int)
    case digits(ClosedRange<Int>)
    /// `2026-11-21`
    case day
    /// RFC 3339
    case instant
    /// What stands in `Idempotency-Key`.
    case key

    func accepts(_ text: String) -> Bool {
        let bytes = text.utf8
        return switch self {
        case .free(let lengths):
            lengths.contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy(Self.isWritten)
        case .any: true
        case .oneOf(let values): values.contains(text)
        case .identifier: Self.isIdentifier(text)
        case .hex(let count): bytes.count == count && bytes.allSatisfy(Self.isHex)
        case .digits(let counts): counts.contains(bytes.count) && bytes.allSatisfy { (48...57).contains($0) }
        case .day: bytes.count == 10 && CivilDate(text) != nil
        case .instant: bytes.count == 25
        case .key: (8...64).contains(bytes.count) && bytes.allSatisfy(Self.isKey)
        }
    }

    /// Keywords of JSON Schema that say the same.
    var keywords: [JSON.Member] {
        switch self {
        case .free(let lengths):
            [
                JSON.Member("minLength", JSON(lengths.lowerBound)), JSON.Member("maxLength", JSON(lengths.upperBound)),
                JSON.Member(
                    "pattern",
                    JSON("^[^\u{5c}u0000-\u{5c}u0008\u{5c}u000b\u{5c}u000c\u{5c}u000e-\u{5c}u001f\u{5c}u007f]*$")),
            ]
        case .any: []
        case .oneOf(let values): [JSON.Member("enum", .array(values.map { JSON($0) }))]
        case .identifier:
            [JSON.Member("pattern", "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
        case .hex(let count): [JSON.Member("pattern", JSON("^[0-9a-f]{\(count)}$"))]
        case .digits(let counts):
            [
                JSON.Member(
                    "pattern",
                    JSON(
                        counts.count == 1
                            ? "^[0-9]{\(counts.lowerBound)}$" : "^[0-9]{\(counts.lowerBound),\(counts.upperBound)}$"))
            ]
        case .day: [JSON.Member("format", "date")]
        case .instant: [JSON.Member("format", "date-time")]
        case .key: [JSON.Member("pattern", "^[0-9A-Za-z._~-]{8,64}$")]
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }

    private static func isKey(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "._~-".utf8.contains(byte)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(isHex) }
    }

    private static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value != 0x7F || [0x09, 0x0A, 0x0D].contains(scalar.value)
    }
}

extension Schema {
    /// As JSON Schema 2020-12, which OpenAPI 3.1 uses.
    var json: JSON {
        switch self {
        case .text(let rule, let example):
            .object(
                [JSON.Member("type", "string")] + rule.keywords
                    + (example.map { [JSON.Member("examples", [JSON($0)])] } ?? []))
        case .integer(let range, let example):
            .object(
                [
                    JSON.Member("type", "integer"), JSON.Member("minimum", JSON(range.lowerBound)),
                    JSON.Member("maximum", JSON(range.upperBound)),
                ] + (example.map { [JSON.Member("examples", [JSON($0)])] } ?? []))
        case .flag: ["type": "boolean"]
        case .accepted: ["type": "boolean", "const": true]
        case .list(let element, let countMax): ["type": "array", "items": element.json, "maxItems": JSON(countMax)]
        case .object(let properties): Self.json(of: properties)
        case .named(let name): ["$ref": JSON("#/components/schemas/\(name)")]
        }
    }

    private static func json(of properties: [Property]) -> JSON {
        let members = properties.map { property -> JSON.Member in
            var json = property.schema.json
            if let note = property.note { json["description"] = JSON(note) }
            return JSON.Member(property.name, json)
        }
        let required = properties.filter(\.isRequired).map { JSON($0.name) }
        var json: JSON = ["type": "object", "additionalProperties": false, "properties": .object(members)]
        if !required.isEmpty { json["required"] = .array(required) }
        return json
    }
}
