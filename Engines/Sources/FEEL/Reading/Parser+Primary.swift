import Kernel

/// Literals, brackets, and the constructs that begin with a word.
extension Parser {
    mutating func primary() throws(FEELError) -> Syntax {
        skipSpace()
        guard let first = scalar() else { throw failure(.unexpectedEnd) }
        switch first {
        case "0"..."9": return try numberLiteral()
        case "." where scalar(1).map(Lexicon.isDigit) ?? false: return try numberLiteral()
        case "\"": return .constant(.string(try stringLiteral()))
        case "@": return try temporalLiteral()
        case "(": return try withFilters { (parser) throws(FEELError) in try parser.parenthesis() }
        case "[", "]": return try withFilters { (parser) throws(FEELError) in try parser.bracket() }
        case "{": return try withFilters { (parser) throws(FEELError) in try parser.contextLiteral() }
        default: return try word()
        }
    }

    /// A name that is in scope if it is longer than the keyword that it begins with; else what the keyword begins.
    private mutating func word() throws(FEELError) -> Syntax {
        let name = longestName()
        guard let keyword = Parser.keywords.first(where: { isAtKeyword($0) }),
            (name?.end ?? 0) <= position + keyword.unicodeScalars.count
        else { return try nameOrInput(name) }
        if keyword == "function", !isFunctionDefinition { return try nameOrInput(name) }
        position += keyword.unicodeScalars.count
        switch keyword {
        case "true": return .constant(.boolean(true))
        case "false": return .constant(.boolean(false))
        case "null": return .constant(.null)
        case "if": return try choice()
        case "for": return try iteration()
        case "some": return try quantified(isEvery: false)
        case "every": return try quantified(isEvery: true)
        default: return try functionDefinition()
        }
    }

    private static let keywords = ["true", "false", "null", "if", "for", "some", "every", "function"]

    private var isFunctionDefinition: Bool {
        var ahead = self
        return ahead.takeKeyword("function") && ahead.take("(")
    }

    private mutating func nameOrInput(_ name: FoundName?) throws(FEELError) -> Syntax {
        if let name { return take(name) }
        if scalar() == "?" {
            position += 1
            inputUses += 1
            return .input
        }
        return try unknownName()
    }

    private mutating func choice() throws(FEELError) -> Syntax {
        let condition = try expression()
        try expectKeyword("then")
        let first = try expression()
        try expectKeyword("else")
        return .choice(condition, then: first, otherwise: try expression())
    }

    /// `(…)`, `(a..b]`, `(< 5)`
    private mutating func parenthesis() throws(FEELError) -> Syntax {
        position += 1
        if let comparison = try takeComparison() {
            let end = try expression()
            try expect(")")
            return interval(comparison, end)
        }
        let inner = try expression()
        if take("..") { return try intervalEnd(from: inner, includesStart: false) }
        try expect(")")
        return inner
    }

    private func interval(_ comparison: Comparison, _ end: Syntax) -> Syntax {
        switch comparison {
        case .less: .interval(from: nil, to: end, includesStart: false, includesEnd: false)
        case .lessOrEqual: .interval(from: nil, to: end, includesStart: false, includesEnd: true)
        case .greater: .interval(from: end, to: nil, includesStart: false, includesEnd: false)
        case .greaterOrEqual: .interval(from: end, to: nil, includesStart: true, includesEnd: false)
        case .equal: .interval(from: end, to: end, includesStart: true, includesEnd: true)
        case .notEqual: .constant(.null)
        }
    }

    /// `[a, b]`, `[a..b)`, `]a..b[`
    private mutating func bracket() throws(FEELError) -> Syntax {
        let isOpen = scalar() == "]"
        position += 1
        if !isOpen, take("]") { return .list([]) }
        var elements = [try expression()]
        if take("..") { return try intervalEnd(from: elements[0], includesStart: !isOpen) }
        if isOpen { throw missing("..") }
        while take(",") { elements.append(try expression()) }
        try expect("]")
        return .list(elements)
    }

    /// The upper end and its bracket. `90[` could be a filter as well: only if that leads nowhere it closes the range.
    private mutating func intervalEnd(from start: Syntax, includesStart: Bool) throws(FEELError) -> Syntax {
        var retry = self
        do throws(FEELError) {
            let end = try expression()
            if take("]") { return .interval(from: start, to: end, includesStart: includesStart, includesEnd: true) }
            if take(")") { return .interval(from: start, to: end, includesStart: includesStart, includesEnd: false) }
            throw missing("]")
        } catch {
            retry.account(for: self)
            retry.allowsFilter = false
            guard let end = try? retry.expression(), retry.take("[") else {
                account(for: retry)
                throw error
            }
            retry.allowsFilter = true
            self = retry
            return .interval(from: start, to: end, includesStart: includesStart, includesEnd: false)
        }
    }

    private mutating func contextLiteral() throws(FEELError) -> Syntax {
        position += 1
        var entries: [Syntax.ContextEntry] = []
        var keys: Set<ScalarKey> = []
        var isAmbiguous = false
        if take("}") { return .context([]) }
        layers.append(.variables([]))
        repeat {
            skipSpace()
            let start = position
            let key = try contextKey()
            if !keys.insert(ScalarKey(key)).inserted {
                warnings.append(failure(.duplicateEntry(key), at: start))
                isAmbiguous = true
            }
            try expect(":")
            let value = try expression()
            let slot = newLocal(type(of: value))
            entries.append(Syntax.ContextEntry(key: key, slot: slot, value: value))
            guard case .variables(let known) = layers.removeLast() else { continue }
            layers.append(.variables(known + [(Name(key), slot)]))
        } while take(",")
        layers.removeLast()
        try expect("}")
        // Which of the two is meant nobody can tell.
        return isAmbiguous ? .constant(.null) : .context(entries)
    }

    private mutating func contextKey() throws(FEELError) -> String {
        skipSpace()
        return scalar() == "\"" ? try stringLiteral() : try newName()
    }
}
