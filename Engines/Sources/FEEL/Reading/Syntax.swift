import Kernel

/// An expression as it was read, names already resolved to their places.
indirect enum Syntax: Sendable {
    case constant(Value)
    /// A slot of the scope.
    case global(Int)
    /// A slot of the expression's own variables.
    case local(Int)
    /// `?`, the value that a unary test is about.
    case input
    /// A name inside a filter: an entry of the innermost element that has one, else what the name means outside.
    case entry(String, itemSlots: [Int], outside: Syntax?)
    case list([Syntax])
    case context([ContextEntry])
    case interval(from: Syntax?, to: Syntax?, includesStart: Bool, includesEnd: Bool)
    case negated(Syntax)
    /// A chain of operations from left to right: a row, so that a long sum is no deep one.
    case arithmetic(Syntax, [Operation])
    case comparison(Comparison, Syntax, Syntax)
    case both([Syntax])
    case either([Syntax])
    case between(Syntax, Syntax, Syntax)
    case membership(Syntax, [Test])
    case instance(Syntax, FEELType)
    case path(Syntax, String)
    case filter(Syntax, itemSlot: Int, Syntax)
    case choice(Syntax, then: Syntax, otherwise: Syntax)
    case iteration([Iterator], partialSlot: Int, Syntax)
    case quantified(isEvery: Bool, [Iterator], Syntax)
    case function([Parameter], result: FEELType, Syntax)
    case builtin(BuiltinOverload, [Syntax])
    case call(Syntax, [Syntax])
    case namedCall(Syntax, [ContextEntry])
    /// A step that something around FEEL makes of the steps of its parts: a decision table, a typed edge.
    case woven([Syntax], Weave)

    struct Weave: Sendable {
        let type: FEELType
        let make: @Sendable ([Step]) -> Step
    }

    /// One sign of a chain and what stands after it.
    struct Operation: Sendable {
        let arithmetic: Arithmetic
        let operand: Syntax
    }

    struct ContextEntry: Sendable {
        let key: String
        let slot: Int
        let value: Syntax
    }

    /// `x in list`, or `x in from..to`.
    struct Iterator: Sendable {
        let slot: Int
        let from: Syntax
        let to: Syntax?
    }

    struct Parameter: Sendable {
        let name: String
        let slot: Int
        let type: FEELType
    }

    /// One positive unary test.
    enum Test: Sendable {
        case compare(Comparison, Syntax)
        /// Equal to the value, or an element of it, or within it.
        case value(Syntax)
        /// Speaks of `?` itself.
        case condition(Syntax)
    }
}

extension Syntax {
    /// The value that stands here as it is.
    var constant: Value? { if case .constant(let value) = self { value } else { nil } }
}

enum Arithmetic: Sendable { case add, subtract, multiply, divide, power }

enum Comparison: String, Sendable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case notEqual = "!="
    case less = "<"
    case greater = ">"
    case equal = "="
}
