import Kernel

/// Unary tests, as they follow `in`, and names of types.
extension Parser {
    /// What follows `in`: one test, or several in brackets.
    mutating func tests() throws(FEELError) -> [Syntax.Test] {
        skipSpace()
        if scalar() == "(" {
            var list = self
            list.position += 1
            if let tests = try? list.testList(), list.take(")") {
                self = list
                return tests
            }
            account(for: list)
        }
        if let comparison = try takeComparison() { return [.compare(comparison, try sum())] }
        return [.value(try sum())]
    }

    mutating func testList() throws(FEELError) -> [Syntax.Test] {
        var tests: [Syntax.Test] = []
        repeat {
            if let comparison = try takeComparison() {
                tests.append(.compare(comparison, try sum()))
            } else {
                let uses = inputUses
                let value = try expression()
                tests.append(inputUses > uses ? .condition(value) : .value(value))
            }
        } while take(",")
        return tests
    }

    mutating func typeName() throws(FEELError) -> FEELType {
        skipSpace()
        let start = position
        if let named = scope.namedType(in: source, from: position) {
            position = named.end
            return named.type
        }
        for (name, type) in Parser.typeNames {
            guard let end = Name(name).end(in: source, from: position) else { continue }
            position = end
            return type
        }
        guard let word = identifier() else { throw unexpected() }
        switch word {
        case "list": return .list(try typeArgument())
        case "range": return .interval(try typeArgument())
        case "context": return try contextType()
        case "function": return try functionType()
        default: throw failure(.unknownType(word), at: start)
        }
    }

    private static let typeNames: [(String, FEELType)] = [
        ("years and months duration", .months), ("days and time duration", .duration), ("date and time", .dateTime),
        ("date", .date), ("time", .time), ("number", .number), ("string", .string), ("boolean", .boolean),
        ("Any", .any),
        ("Null", .null),
    ]

    private mutating func typeArgument() throws(FEELError) -> FEELType {
        guard take("<") else { return .any }
        let type = try nested { (parser) throws(FEELError) in try parser.typeName() }
        try expect(">")
        return type
    }

    private mutating func contextType() throws(FEELError) -> FEELType {
        guard take("<") else { return .context([]) }
        var entries: [FEELType.Entry] = []
        repeat {
            let name = try newName()
            try expect(":")
            entries.append(FEELType.Entry(name, try nested { (parser) throws(FEELError) in try parser.typeName() }))
        } while take(",")
        try expect(">")
        return .context(entries)
    }

    /// `function<number, string>->number`; `function` alone is any of them.
    private mutating func functionType() throws(FEELError) -> FEELType {
        guard take("<") else { return .function }
        var parameters: [FEELType] = []
        if !take(">") {
            repeat {
                parameters.append(try nested { (parser) throws(FEELError) in try parser.typeName() })
            } while take(",")
            try expect(">")
        }
        try expect("->")
        return .signature(parameters, try nested { (parser) throws(FEELError) in try parser.typeName() })
    }
}
