/// A pattern as a row of instructions for `PatternMatcher`.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// This character.
        case scalar(Unicode.Scalar)
        /// One character of a class.
        case one(Int)
        /// So many characters of a class, as many or as few as will do.
        case run(Int, min: Int, max: Int, isReluctant: Bool)
        /// Tries the first way, then the other.
        case fork(Int, Int)
        case jump(Int)
        /// Notes the place in a register.
        case save(Int)
        /// Before a repetition: no round was made. Two registers: rounds, and where the last one began.
        case reset(Int)
        /// Another round, which follows, or on to `exit`.
        case rounds(Int, min: Int, max: Int, isReluctant: Bool, exit: Int)
        /// The beginning of a round.
        case enter(Int)
        case start, end
        case reference(Int)
        case done
    }

    private(set) var instructions: [Instruction] = []
    /// Classes by the numbers that instructions name, so that an instruction is a plain value.
    private(set) var classes: [ScalarClass] = []
    /// Two for each group, the whole match being group 0, then two for each repetition.
    private(set) var registerCount: Int
    let groupCount: Int
    let flags: PatternFlags

    init(_ syntax: PatternSyntax, _ parser: PatternParser) {
        groupCount = parser.groupCount
        flags = parser.flags
        registerCount = (parser.groupCount + 1) * 2
        append(.group(0, syntax))
        instructions.append(.done)
    }

    /// Whether a match can only begin where the text begins.
    var isAnchored: Bool {
        if case .start = instructions[1], !flags.isMultiline { true } else { false }
    }

    private mutating func append(_ syntax: PatternSyntax) {
        switch syntax {
        case .set(.scalar(let scalar)): instructions.append(.scalar(scalar))
        case .set(let set): instructions.append(.one(number(of: set)))
        case .sequence(let parts): for part in parts { append(part) }
        case .choice(let branches): append(branches[...])
        case .group(let number, let inner):
            instructions.append(.save(number * 2))
            append(inner)
            instructions.append(.save(number * 2 + 1))
        case .repeated(let inner, let min, let max, let isReluctant):
            append(inner, min, max ?? .max, isReluctant)
        case .start: instructions.append(.start)
        case .end: instructions.append(.end)
        case .reference(let group): instructions.append(.reference(group))
        }
    }

    private mutating func append(_ branches: ArraySlice<PatternSyntax>) {
        var exits: [Int] = []
        for branch in branches.dropLast() {
            let fork = reserve()
            append(branch)
            exits.append(reserve())
            instructions[fork] = .fork(fork + 1, instructions.count)
        }
        if let last = branches.last { append(last) }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    private mutating func append(_ inner: PatternSyntax, _ min: Int, _ max: Int, _ isReluctant: Bool) {
        if case .set(let set) = inner {
            instructions.append(.run(number(of: set), min: min, max: max, isReluctant: isReluctant))
            return
        }
        if min == 0, max == 1 {
            let fork = reserve()
            append(inner)
            let after = instructions.count
            instructions[fork] = isReluctant ? .fork(after, fork + 1) : .fork(fork + 1, after)
            return
        }
        let register = registerCount
        registerCount += 2
        instructions.append(.reset(register))
        let loop = reserve()
        instructions.append(.enter(register))
        append(inner)
        instructions.append(.jump(loop))
        instructions[loop] = .rounds(
            register, min: min, max: max, isReluctant: isReluctant, exit: instructions.count)
    }

    private mutating func number(of set: ScalarSet) -> Int {
        classes.append(ScalarClass(set))
        return classes.count - 1
    }

    /// A place for an instruction that is known later.
    private mutating func reserve() -> Int {
        instructions.append(.done)
        return instructions.count - 1
    }
}
