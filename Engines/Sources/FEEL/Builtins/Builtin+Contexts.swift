extension Builtin {
    static let contexts: [Builtin] = [
        Builtin(
            "get value",
            .binary("m", "key") { context, key in
                guard let context = context.scalar.context, let key = key.text else { return .null }
                return context[key] ?? .null
            }),
        Builtin(
            "get entries",
            .unary("m") { value in
                guard let context = value.scalar.context else { return .null }
                return .list(context.entries.map { .context(["key": .string($0.key), "value": $0.value]) })
            }),
        Builtin(
            "context",
            .unary("entries") { value in
                guard !value.isNull else { return .null }
                var result = Context()
                for entry in value.elements {
                    guard let pair = entry.context, let key = pair["key"]?.text, let value = pair["value"],
                        result[key] == nil
                    else { return .null }
                    result[key] = value
                }
                return .context(result)
            }),
        Builtin(
            "context put", .many(["context", "key", "value"]) { put($0[2], at: $0[1], into: $0[0]) },
            .many(["context", "keys", "value"]) { put($0[2], at: $0[1], into: $0[0]) }),
        Builtin(
            "context merge",
            .unary("contexts") { value in
                var result = Context()
                for element in value.elements {
                    guard let context = element.context else { return .null }
                    for entry in context.entries { result[entry.key] = entry.value }
                }
                return value.isNull ? .null : .context(result)
            }),
    ]

    /// Under one key, or down a list of keys.
    private static func put(_ value: Value, at key: Value, into target: Value) -> Value {
        guard var context = target.scalar.context else { return .null }
        switch key {
        case .string(let key): context[key] = value
        case .list(let keys):
            guard let first = keys.first?.string else { return .null }
            let rest = Array(keys.dropFirst())
            let inner = rest.isEmpty ? value : put(value, at: .list(rest), into: context[first] ?? .null)
            if inner.isNull, !rest.isEmpty { return .null }
            context[first] = inner
        default: return .null
        }
        return .context(context)
    }
}
