extension JSON {
    /// How much a parse may cost. What comes from outside is read with limits that fit its purpose.
    public struct Limits: Sendable {
        /// Arrays and objects open at the same time.
        public let depthMax: Int
        public let bytesMax: Int

        public init(depthMax: Int, bytesMax: Int) {
            self.depthMax = depthMax
            self.bytesMax = bytesMax
        }

        /// 64 levels, 16 MiB.
        public static let standard = Limits(depthMax: 64, bytesMax: 16 << 20)
    }

    /// Reads exactly one JSON text. Strict: no byte order mark, comments, trailing commas, duplicate names, lone
    /// surrogates or broken UTF-8.
    public static func parse(_ bytes: some Collection<UInt8>, limits: Limits = .standard) throws(JSONError) -> JSON {
        let outcome =
            bytes.withContiguousStorageIfAvailable { JSONParser.parse($0, limits) }
            ?? Array(bytes).withUnsafeBufferPointer { JSONParser.parse($0, limits) }
        return try outcome.get()
    }

    /// `parse` for text at hand.
    public static func parse(_ text: String, limits: Limits = .standard) throws(JSONError) -> JSON {
        try parse(text.utf8, limits: limits)
    }
}

/// Recursive descent over bytes that live as long as one `parse`. Every read is checked against the end.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthMax: Int
    var index = 0
    var depth = 0

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: JSON.Limits) -> Result<JSON, JSONError> {
        guard bytes.count <= limits.bytesMax else {
            return .failure(JSONError(.tooLarge, at: limits.bytesMax, in: bytes))
        }
        var parser = JSONParser(bytes: bytes, depthMax: limits.depthMax)
        return Result { () throws(JSONError) in try parser.document() }
    }

    mutating func document() throws(JSONError) -> JSON {
        skipSpace()
        let json = try value()
        skipSpace()
        guard index == bytes.count else { throw failure(.trailingContent) }
        return json
    }

    mutating func value() throws(JSONError) -> JSON {
        switch try need() {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.list() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func nested(_ read: (inout JSONParser) throws(JSONError) -> JSON) throws(JSONError) -> JSON {
        guard depth < depthMax else { throw failure(.tooDeep) }
        depth += 1
        index += 1
        skipSpace()
        let json = try read(&self)
        depth -= 1
        return json
    }

    private mutating func list() throws(JSONError) -> JSON {
        var elements = [JSON]()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value())
            if try isLast(closing: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func object() throws(JSONError) -> JSON {
        var members = [JSON.Member]()
        var names = Set<String>()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            let start = index
            guard try need() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let key = try string()
            guard isNew(key, among: members, &names) else { throw failure(.duplicateKey, at: start) }
            skipSpace()
            guard try need() == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            index += 1
            skipSpace()
            members.append(JSON.Member(key, try value()))
            if try isLast(closing: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// A few names are compared one by one; a set is kept only where there are many, so that size cannot make it slow.
    private func isNew(_ key: String, among members: [JSON.Member], _ names: inout Set<String>) -> Bool {
        if members.count < 12 { return !members.contains { $0.key == key } }
        if names.isEmpty { names.formUnion(members.lazy.map(\.key)) }
        return names.insert(key).inserted
    }

    /// After an element: true at the closing bracket, false after a comma.
    private mutating func isLast(closing: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        let byte = try need()
        guard byte == closing || byte == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
        index += 1
        if byte == closing { return true }
        skipSpace()
        return false
    }

    private mutating func word(_ text: StaticString, _ json: JSON) throws(JSONError) -> JSON {
        for offset in 0..<text.utf8CodeUnitCount {
            guard try need() == text.utf8Start[offset] else { throw failure(.unexpectedByte) }
            index += 1
        }
        return json
    }
}
