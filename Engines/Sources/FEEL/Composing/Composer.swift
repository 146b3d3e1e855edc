/// Builds the logic of a decision out of FEEL texts and the boxed parts around them (DMN 1.5 §10.2), so that all of it
/// becomes one row of steps with one set of local variables: a text inside a boxed context sees the entries before it
/// exactly as it would inside `{…}`.
package struct Composer {
    /// A piece of logic that is not compiled yet.
    package struct Part: Sendable {
        let syntax: Syntax
        /// What its value is expected to be.
        package let type: FEELType

        /// The value, where it is the same in every evaluation and stands there as such.
        package var constant: Value? { if case .constant(let value) = syntax { value } else { nil } }
    }

    /// A variable of the logic itself: an entry of a context, a parameter, what a loop runs over.
    package struct Variable: Sendable {
        package let name: String
        let slot: Int
        package let type: FEELType
    }

    /// What a value becomes at a typed edge; `nil` where it does not conform (DMN 1.5 §10.3.2.9.4).
    package typealias Edge = @Sendable (Value, inout Frame) -> Value?

    /// Mistakes that the standard answers with null, in the texts read so far.
    package private(set) var warnings: [FEELError] = []
    /// Whether some text asks for the current day or time.
    package private(set) var usesClock = false
    /// Slots of the scope that the texts name.
    package private(set) var usedSlots: Set<Int> = []
    private let scope: NameScope
    private var layers: [Parser.Layer] = []
    private var localTypes: [FEELType] = []

    package init(_ names: NameScope) { scope = names }

    /// A literal expression. Names are those of the scope and the variables in sight.
    package mutating func expression(_ source: String) throws(FEELError) -> Part {
        var parser = parser(source)
        try parser.checkLength()
        let syntax = try parser.expression()
        guard parser.isAtEnd else { throw parser.unexpected() }
        let part = Part(syntax: syntax, type: parser.type(of: syntax))
        keep(parser)
        return part
    }

    /// The tests of a cell, or an allowed-values list.
    package mutating func tests(_ source: String, input: FEELType) throws(FEELError) -> UnaryTests {
        var parser = parser(source)
        parser.inputType = input
        try parser.checkLength()
        let tests = try UnaryTests(parsing: &parser)
        keep(parser)
        return tests
    }

    /// The tests of a list one by one, in their order.
    package mutating func separateTests(_ source: String, input: FEELType) throws(FEELError) -> [UnaryTests] {
        var parser = parser(source)
        parser.inputType = input
        try parser.checkLength()
        let tests = try parser.testList()
        guard parser.isAtEnd else { throw parser.unexpected() }
        keep(parser)
        return tests.map { UnaryTests(parser, [$0]) }
    }

    private func parser(_ source: String) -> Parser {
        var parser = Parser(source, scope)
        parser.layers = layers
        parser.localTypes = localTypes
        return parser
    }

    private mutating func keep(_ parser: Parser) {
        localTypes = parser.localTypes
        usedSlots.formUnion(parser.usedSlots)
        usesClock = usesClock || parser.usesClock
        warnings += parser.warnings
    }

    /// Brings variables into sight until `close`.
    package mutating func open() { layers.append(.variables([])) }

    package mutating func close() { layers.removeLast() }

    /// A variable in the innermost `open`; one of the same name declared before is hidden.
    package mutating func declare(_ name: String, _ type: FEELType = .any) -> Variable {
        localTypes.append(type)
        let variable = Variable(name: name, slot: localTypes.count - 1, type: type)
        if case .variables(let known) = layers.popLast() {
            let name = Name(name)
            layers.append(.variables(known.filter { $0.name != name } + [(name, variable.slot)]))
        }
        return variable
    }

    /// A variable that no text can name.
    mutating func hidden() -> Variable {
        localTypes.append(.any)
        return Variable(name: "", slot: localTypes.count - 1, type: .any)
    }

    /// The element that a boxed filter looks at, with its entries in sight until `close`.
    package mutating func openElement(of list: Part) -> Variable {
        localTypes.append(list.type.element)
        layers.append(.element(slot: localTypes.count - 1))
        return Variable(name: "item", slot: localTypes.count - 1, type: list.type.element)
    }

    /// The logic with its variables, ready to run.
    package func logic(_ part: Part) -> Logic {
        Logic(step: Compiler.compile(part.syntax).step, localCount: localTypes.count)
    }
}

/// 判定逻辑 — the compiled logic of one decision. Shared between threads.
package struct Logic: Sendable {
    let step: Step
    let localCount: Int

    /// The value; `frame.globals` must hold the values of the scope that the logic was composed in.
    package func evaluate(_ frame: inout Frame) -> Value {
        frame.reserve(locals: localCount)
        return step(&frame)
    }
}
