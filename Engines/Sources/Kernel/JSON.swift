/// A JSON text as a value (RFC 8259). Members keep the order in which they were written and numbers their digits, so
/// that what was signed can be written again, and an amount never passes through a binary fraction.
/// Two numbers are equal where they are written alike: `1` is not `1.0`.
public enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// The number as it is written, e.g. `-1.50e3`. Other text in it is a bug of the caller: the writer stops.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One name and its value inside an object.
    public struct Member: Hashable, Sendable {
        public let key: String
        public let value: JSON

        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }
}

extension JSON {
    public init(_ value: Bool) { self = .boolean(value) }
    public init(_ value: String) { self = .string(value) }
    public init(_ value: some BinaryInteger) { self = .number(value.description) }
    public init(_ values: some Sequence<JSON>) { self = .array(Array(values)) }

    /// The text of a string; `nil` for every other kind.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The value of a whole number written without fraction or exponent that fits; `nil` otherwise.
    public var int: Int? { if case .number(let text) = self { Int(text) } else { nil } }

    /// A number as it is written; `nil` for every other kind.
    public var numberText: String? { if case .number(let text) = self { text } else { nil } }

    public var bool: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
    public var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
    public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    public var isNull: Bool { self == .null }

    /// The value of a member. `nil` where there is none or this is no object. Setting replaces the member in its place,
    /// adds it at the end (turning what is no object into one), or removes it by `nil`.
    public subscript(key: String) -> JSON? {
        get { members?.first { $0.key == key }?.value }
        set {
            var members = members ?? []
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): members[index] = Member(key, value)
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(key, value))
            case (nil, nil): return
            }
            self = .object(members)
        }
    }

    /// The element at a position of an array; `nil` beyond its ends or where this is no array.
    public subscript(index: Int) -> JSON? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0, $1) }) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .number(String(value)) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSON: CustomStringConvertible {
    /// The compact text.
    public var description: String { text }
}
