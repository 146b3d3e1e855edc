public import Kernel

extension Value {
    /// The value as JSON: numbers keep their digits, days, times and durations become text, functions and ranges their
    /// notation.
    public var json: JSON {
        switch self {
        case .null: .null
        case .boolean(let flag): .boolean(flag)
        case .number(let number): .number(number.description)
        case .list(let elements): .array(elements.map(\.json))
        case .context(let context): .object(context.entries.map { JSON.Member($0.key, $0.value.json) })
        default: .string(description)
        }
    }

    /// What a JSON text means to FEEL. A number beyond decimal128 is null.
    public init(_ json: JSON) {
        self =
            switch json {
            case .null: .null
            case .boolean(let flag): .boolean(flag)
            case .number(let text): Value(Decimal128(text))
            case .string(let text): .string(text)
            case .array(let elements): .list(elements.map { Value($0) })
            case .object(let members): .context(Context(members.map { Context.Entry($0.key, Value($0.value)) }))
            }
    }
}
