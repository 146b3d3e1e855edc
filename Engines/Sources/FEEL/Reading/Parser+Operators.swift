import Kernel

/// The levels of precedence, loosest first. A sign before a number binds tighter than `**`: -3 ** 2 is 9.
extension Parser {
    mutating func expression() throws(FEELError) -> Syntax {
        try nested { (parser) throws(FEELError) in try parser.disjunction() }
    }

    private mutating func disjunction() throws(FEELError) -> Syntax {
        var parts = [try conjunction()]
        while takeKeyword("or") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func conjunction() throws(FEELError) -> Syntax {
        var parts = [try comparison()]
        while takeKeyword("and") { parts.append(try comparison()) }
        return parts.count == 1 ? parts[0] : .both(parts)
    }

    private mutating func comparison() throws(FEELError) -> Syntax {
        let before = operations
        defer { operations = before }
        var left = try sum()
        while true {
            if let comparison = try takeComparison() {
                left = .comparison(comparison, left, try sum())
            } else if takeKeyword("between") {
                let low = try sum()
                try expectKeyword("and")
                left = .between(left, low, try sum())
            } else if takeKeyword("in") {
                left = .membership(left, try tests())
            } else {
                return left
            }
            try countOperation()
        }
    }

    mutating func takeComparison() throws(FEELError) -> Comparison? {
        skipSpace()
        for comparison in [Comparison.lessOrEqual, .greaterOrEqual, .notEqual, .less, .greater, .equal] {
            guard !matches("=="), !matches("<>") else { throw unexpected() }
            if take(comparison.rawValue) { return comparison }
        }
        return nil
    }

    mutating func sum() throws(FEELError) -> Syntax {
        let first = try product()
        var rest: [Syntax.Operation] = []
        while true {
            if take("+") {
                rest.append(Syntax.Operation(arithmetic: .add, operand: try product()))
            } else if take("-") {
                rest.append(Syntax.Operation(arithmetic: .subtract, operand: try product()))
            } else {
                return chain(first, rest)
            }
        }
    }

    private mutating func product() throws(FEELError) -> Syntax {
        let first = try power()
        var rest: [Syntax.Operation] = []
        while true {
            skipSpace()
            if !matches("**"), take("*") {
                rest.append(Syntax.Operation(arithmetic: .multiply, operand: try power()))
            } else if !matches("/*"), take("/") {
                rest.append(Syntax.Operation(arithmetic: .divide, operand: try power()))
            } else {
                return chain(first, rest)
            }
        }
    }

    private mutating func power() throws(FEELError) -> Syntax {
        let first = try sign()
        var rest: [Syntax.Operation] = []
        while take("**") { rest.append(Syntax.Operation(arithmetic: .power, operand: try sign())) }
        return chain(first, rest)
    }

    private func chain(_ first: Syntax, _ rest: [Syntax.Operation]) -> Syntax {
        rest.isEmpty ? first : .arithmetic(first, rest)
    }

    private mutating func sign() throws(FEELError) -> Syntax {
        guard take("-") else { return try instance() }
        return .negated(try nested { (parser) throws(FEELError) in try parser.sign() })
    }

    private mutating func instance() throws(FEELError) -> Syntax {
        let value = try postfix()
        guard takeKeyword("instance") else { return value }
        try expectKeyword("of")
        return .instance(value, try typeName())
    }

    private mutating func postfix() throws(FEELError) -> Syntax {
        let before = operations
        defer { operations = before }
        var base = try primary()
        while true {
            skipSpace()
            if scalar() == ".", scalar(1) != "." {
                position += 1
                base = try path(from: base)
            } else if scalar() == "[", allowsFilter {
                position += 1
                base = try filter(of: base)
            } else if scalar() == "(" {
                position += 1
                base = try call(base)
            } else {
                return base
            }
            try countOperation()
        }
    }

    private mutating func filter(of base: Syntax) throws(FEELError) -> Syntax {
        let slot = newLocal(type(of: base).element)
        let condition = try within(.element(slot: slot)) { (parser) throws(FEELError) in
            try parser.withFilters { (parser) throws(FEELError) in try parser.expression() }
        }
        try expect("]")
        return .filter(base, itemSlot: slot, condition)
    }

    /// Inside brackets of its own an expression may filter again.
    mutating func withFilters<Result>(
        _ body: (inout Parser) throws(FEELError) -> Result
    ) throws(FEELError) -> Result {
        let before = allowsFilter
        allowsFilter = true
        let result = try body(&self)
        allowsFilter = before
        return result
    }
}
