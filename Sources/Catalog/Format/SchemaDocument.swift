package import Kernel

/// The JSON Schema (draft 2020-12) of a service definition, for editors that complete keys and words while an officer
/// writes. It is made from the same format that the checker uses and kept as `City/schema/item.schema.json`.
package enum SchemaDocument {
    package static var json: JSON {
        guard case .object(let root) = schema(ItemFormat.root) else { return .null }
        let head: [JSON.Member] = [
            JSON.Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
            JSON.Member("$id", "urn:huimin:item"),
            JSON.Member("title", "事项定义"),
            JSON.Member("description", "一个事项一个文件；键名用实施清单的中文名。One public service, one file."),
        ]
        return .object(head + root)
    }

    private static func schema(_ shape: Shape) -> JSON {
        switch shape {
        case .text(let form): schema(form)
        case .list(let element, let countMin, let countMax): list(element, countMin, countMax)
        case .record(let record): schema(record)
        case .either(let shapes): ["anyOf": .array(shapes.map(schema))]
        }
    }

    private static func list(_ element: Shape, _ countMin: Int, _ countMax: Int) -> JSON {
        var json: JSON = ["type": "array", "items": schema(element)]
        if countMin > 0 { json["minItems"] = JSON(countMin) }
        if countMax < .max { json["maxItems"] = JSON(countMax) }
        return json
    }

    private static func schema(_ record: RecordShape) -> JSON {
        var json: JSON = ["type": "object"]
        if !record.keys.isEmpty {
            json["properties"] = .object(record.keys.map { JSON.Member($0.name, described($0.shape, $0.meaning)) })
        }
        let required = record.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { json["required"] = .array(required.map { .string($0) }) }
        guard let others = record.others else {
            json["additionalProperties"] = false
            return json
        }
        if case .pattern(let pattern, _) = others.name.grammar { json["propertyNames"] = names(pattern, record.keys) }
        json["additionalProperties"] = described(others.shape, others.meaning)
        return json
    }

    /// Names that the author chooses, besides the keys of the format.
    private static func names(_ pattern: String, _ keys: [FormatKey]) -> JSON {
        guard !keys.isEmpty else { return ["pattern": .string(pattern)] }
        return ["anyOf": [["enum": .array(keys.map { .string($0.name) })], ["pattern": .string(pattern)]]]
    }

    private static func described(_ shape: Shape, _ meaning: Phrase) -> JSON {
        var json = schema(shape)
        let form: Phrase? = if case .text(let form) = shape, case .pattern = form.grammar { form.meaning } else { nil }
        let texts = [meaning, form].compactMap(\.self)
        let chinese = texts.map(\.chinese).joined(separator: "；写法：")
        let english = texts.map(\.english).joined(separator: "; written as ")
        json["description"] = .string("\(chinese)。\(english).")
        return json
    }

    /// Editors see YAML's types, the reader sees text: a value that looks like a number or a truth value is right for
    /// both.
    private static func schema(_ form: TextForm) -> JSON {
        switch form.grammar {
        case .anyText: ["type": ["string", "number", "boolean"]]
        case .choice(let words): ["enum": .array(words.map { .string($0) })]
        case .pattern(let pattern, _):
            form.name == "count" || form.name == "number"
                ? ["type": ["number", "string"], "pattern": .string(pattern)]
                : ["type": "string", "pattern": .string(pattern)]
        case .block: ["type": "string"]
        }
    }
}
