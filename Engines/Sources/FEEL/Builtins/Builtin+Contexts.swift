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
            .running(["m"]) { arguments, _ in
                guard let context = arguments[0].scalar.context else { return .null }
                return .list(context.entries.map { .context(["key": .string($0.key), "value": $0.value]) })
            }),
        Builtin(
            "context",
            .running(["entries"]) { arguments, _ in
                guard !arguments[0].isNull else { return .null }
                var result = Context()
                for entry in arguments[0].elements {
                    guard let pair = entry.context, let key = pair["key"]?.text, let value = pair["value"],
                        result[key] == nil
                    else { return .null }
                    result[key] = value
                }
                return .context(result)
            }),
        Builtin(
            // By position either will do; by name a key is one text, keys are a way down.
            "context put",
            .running(["context", "keys", "value"]) { arguments, _ in
                put(arguments[2], at: arguments[1], into: arguments[0])
            },
            .running(["context", "key", "value"]) { arguments, _ in
                arguments[1].text.map { put(arguments[2], at: .string($0), into: arguments[0]) } ?? .null
            }),
        Builtin(
            "context merge",
            .running(["contexts"]) { arguments, _ in
                var result = Context()
                for element in arguments[0].elements {
                    guard let context = element.context else { return .null }
                    for entry in context.entries { result[entry.key] = entry.value }
                }
                return arguments[0].isNull ? .null : .context(result)
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
