import Kernel

extension Builtin {
    /// Everything counts code points.
    static let texts: [Builtin] = [
        Builtin(
            "substring",
            .binary("string", "start position", .string) { substring($0, from: $1, length: nil) },
            .many(["string", "start position", "length"], .string) { substring($0[0], from: $0[1], length: $0[2]) }),
        Builtin(
            "string length",
            .unary("string", .number) { text in
                text.text.map { .number(Decimal128($0.unicodeScalars.count)) } ?? .null
            }),
        Builtin(
            "upper case",
            .running(["string"], .string) { arguments, _ in
                arguments[0].text.map { .string($0.uppercased()) } ?? .null
            }),
        Builtin(
            "lower case",
            .running(["string"], .string) { arguments, _ in
                arguments[0].text.map { .string($0.lowercased()) } ?? .null
            }),
        Builtin(
            "substring before",
            .binary("string", "match", .string) { text, match in
                cut(text, match) { text, range in range.map { String(text[..<$0.lowerBound]) } ?? "" }
            }),
        Builtin(
            "substring after",
            .binary("string", "match", .string) { text, match in
                cut(text, match) { text, range in range.map { String(text[$0.upperBound...]) } ?? "" }
            }),
        Builtin(
            "contains",
            .binary("string", "match", .boolean) { text, match in
                compare(text, match) { find($1, in: $0.unicodeScalars) != nil }
            }),
        Builtin(
            "starts with",
            .binary("string", "match", .boolean) { text, match in
                compare(text, match) { $0.utf8.starts(with: $1.utf8) }
            }),
        Builtin(
            "ends with",
            .binary("string", "match", .boolean) { text, match in
                compare(text, match) { $0.utf8.reversed().starts(with: $1.utf8.reversed()) }
            }),
        Builtin(
            "string join",
            .running(["list"], .string) { arguments, frame in join(arguments[0], with: .string(""), &frame) },
            .running(["list", "delimiter"], .string) { arguments, frame in
                join(arguments[0], with: arguments[1], &frame)
            }),
        Builtin(
            "string",
            .running(["from"], .string) { arguments, frame in
                guard !arguments[0].isNull, frame.meter.admits(arguments[0]) else { return .null }
                return .string(arguments[0].description)
            }),
        Builtin(
            "number",
            .unary("from", .number) { Value(plainNumber($0)) },
            .many(["from", "grouping separator", "decimal separator"], .number) { Value(number($0[0], $0[1], $0[2])) }),
        Builtin("not", .unary("negand", .boolean) { Value($0.scalar.boolean.map { !$0 }) }),
        Builtin(
            "is",
            .running(["value1", "value2"], .boolean) { arguments, frame in
                guard frame.meter.admits(arguments[0]) else { return .null }
                return .boolean(isSame(arguments[0], arguments[1]))
            }),
    ]

    /// The same value of the same kind; for times the same clock at the same offset, not only the same moment.
    private static func isSame(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.time(let left), .time(let right)): left == right
        case (.dateTime(let left), .dateTime(let right)): left == right
        default: left.isNull == right.isNull && left.type == right.type && left == right
        }
    }

    private static func substring(_ text: Value, from start: Value, length: Value?) -> Value {
        guard let text = text.text, let start = start.whole, start != 0 else { return .null }
        let scalars = text.unicodeScalars
        let count = scalars.count
        let first = start > 0 ? start - 1 : count + start
        guard first >= 0, first < count else { return start > 0 ? .string("") : .null }
        var taken = count - first
        if let length {
            guard let wanted = length.whole, wanted >= 1 else { return .null }
            taken = min(taken, wanted)
        }
        return .string(String(scalars.dropFirst(first).prefix(taken)))
    }

    private static func compare(_ text: Value, _ match: Value, _ body: (String, String) -> Bool) -> Value {
        guard let text = text.text, let match = match.text else { return .null }
        return .boolean(body(text, match))
    }

    private static func cut(
        _ text: Value, _ match: Value,
        _ body: (String.UnicodeScalarView, Range<String.UnicodeScalarView.Index>?) -> String
    ) -> Value {
        guard let text = text.text, let match = match.text else { return .null }
        return .string(body(text.unicodeScalars, find(match, in: text.unicodeScalars)))
    }

    private static func find(_ match: String, in text: String.UnicodeScalarView) -> Range<
        String.UnicodeScalarView.Index
    >? {
        var start = text.startIndex
        let wanted = Array(match.unicodeScalars)
        while true {
            if text[start...].starts(with: wanted) { return start..<text.index(start, offsetBy: wanted.count) }
            guard start < text.endIndex else { return nil }
            start = text.index(after: start)
        }
    }

    private static func join(_ list: Value, with delimiter: Value, _ frame: inout Frame) -> Value {
        guard !list.isNull, frame.spend(list.elements.count) else { return .null }
        let separator = delimiter.isNull ? "" : delimiter.text
        let parts = list.elements.filter { !$0.isNull }
        let texts = parts.compactMap(\.string)
        guard let separator, texts.count == parts.count else { return .null }
        let bytes = texts.reduce(separator.utf8.count * max(0, texts.count - 1)) { $0 + $1.utf8.count }
        return frame.meter.allowsText(bytes: bytes) ? .string(texts.joined(separator: separator)) : .null
    }

    private static func plainNumber(_ value: Value) -> Decimal128? {
        if case .number(let number) = value { return number }
        return value.text.flatMap { Decimal128($0) }
    }

    private static func number(_ value: Value, _ grouping: Value, _ decimal: Value) -> Decimal128? {
        guard var text = value.text, let groups = separator(grouping, [" ", ",", "."]),
            let point = separator(decimal, [",", "."]),
            groups.isEmpty || groups != point
        else { return nil }
        if let group = groups.first { text.removeAll { $0 == group } }
        if let point = point.first, point != "." {
            guard !text.contains(".") else { return nil }
            text = text.split(separator: point, omittingEmptySubsequences: false).joined(separator: ".")
        }
        return Decimal128(text)
    }

    /// The separator, empty for null; `nil` for one that is not allowed.
    private static func separator(_ value: Value, _ allowed: [String]) -> String? {
        if value.isNull { return "" }
        return value.text.flatMap { allowed.contains($0) ? $0 : nil }
    }
}

extension Value {
    /// The text of an argument, out of a list of one if need be.
    var text: String? { scalar.string }
    var decimal: Decimal128? { scalar.number }
    /// The number of an argument without its fraction.
    var whole: Int? { decimal.flatMap { $0.rounded(toScale: 0, .down) }?.int }
}
