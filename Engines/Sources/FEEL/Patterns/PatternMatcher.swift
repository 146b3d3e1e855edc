/// Runs a pattern over a text by backtracking. Ways not yet tried lie on a stack of its own, so no pattern can exhaust
/// the thread's, and each step is paid for, so none can occupy a server.
struct PatternMatcher {
    /// The steps that were allowed are used up.
    struct Exhausted: Error {
        /// It was not the steps but the length of the text that was made.
        var isTextTooLong = false
    }

    /// What to do where a way leads nowhere.
    private enum Retreat {
        case branch(Int, at: Int)
        case restore(Int, Int)
        /// A greedy run gives back one character, down to `low`.
        case giveBack(Int, low: Int, at: Int)
        /// A reluctant run takes one more character, up to `high`.
        case takeMore(Int, Int, at: Int, high: Int)
    }

    private let program: PatternProgram
    private let text: [Unicode.Scalar]
    private var registers: [Int]
    private var retreats: [Retreat] = []
    private(set) var stepsLeft: Int

    init(_ program: PatternProgram, _ text: [Unicode.Scalar], stepsMax: Int) {
        self.program = program
        self.text = text
        registers = Array(repeating: -1, count: program.registerCount)
        stepsLeft = stepsMax
    }

    /// The leftmost match from `start` on: the ends of each group, the whole first; −1 where a group took no part.
    mutating func firstMatch(from start: Int) throws(Exhausted) -> [Int]? {
        let last = program.isAnchored ? min(0, text.count) : text.count
        var position = start
        while position <= last {
            if try matches(at: position) { return Array(registers.prefix((program.groupCount + 1) * 2)) }
            position += 1
        }
        return nil
    }

    private mutating func matches(at start: Int) throws(Exhausted) -> Bool {
        for index in registers.indices { registers[index] = -1 }
        retreats.removeAll(keepingCapacity: true)
        var (counter, position) = (0, start)
        while true {
            try pay(1)
            if case .done = program.instructions[counter] { return true }
            if try !advance(&counter, &position), !retreat(&counter, &position) { return false }
        }
    }

    private mutating func pay(_ steps: Int) throws(Exhausted) {
        stepsLeft -= steps
        guard stepsLeft >= 0 else { throw Exhausted() }
    }

    /// One instruction; false where it does not hold.
    private mutating func advance(_ counter: inout Int, _ position: inout Int) throws(Exhausted) -> Bool {
        switch program.instructions[counter] {
        case .scalar(let scalar):
            guard position < text.count, text[position] == scalar else { return false }
            position += 1
        case .one(let number):
            guard position < text.count, program.classes[number].contains(text[position]) else { return false }
            position += 1
        case .run(let number, let low, let high, let isReluctant):
            return try run(number, low, high, isReluctant, &counter, &position)
        case .fork(let first, let second):
            retreats.append(.branch(second, at: position))
            counter = first
            return true
        case .jump(let target):
            counter = target
            return true
        case .save(let register): assign(register, position)
        case .reset(let register):
            assign(register, 0)
            assign(register + 1, -1)
        case .rounds(let register, let low, let high, let isReluctant, let exit):
            return choose(register, low, high, isReluctant, exit, &counter, position)
        case .enter(let register):
            assign(register, registers[register] + 1)
            assign(register + 1, position)
        case .start: guard isLineStart(position) else { return false }
        case .end: guard isLineEnd(position) else { return false }
        case .reference(let group): guard try repeats(group, &position) else { return false }
        case .done: break
        }
        counter += 1
        return true
    }

    private mutating func assign(_ register: Int, _ value: Int) {
        retreats.append(.restore(register, registers[register]))
        registers[register] = value
    }

    private mutating func run(
        _ number: Int, _ low: Int, _ high: Int, _ isReluctant: Bool, _ counter: inout Int, _ position: inout Int
    ) throws(Exhausted) -> Bool {
        let set = program.classes[number]
        let most = min(high, text.count - position)
        let wanted = isReluctant ? low : most
        var taken = 0
        while taken < min(wanted, most), set.contains(text[position + taken]) { taken += 1 }
        try pay(taken / 8)
        guard taken >= low else { return false }
        let start = position
        position += taken
        counter += 1
        if isReluctant, taken < most {
            retreats.append(.takeMore(counter, number, at: position, high: start + most))
        } else if !isReluctant, taken > low {
            retreats.append(.giveBack(counter, low: start + low, at: position))
        }
        return true
    }

    /// A round that took nothing is not made again, however many are wanted.
    private mutating func choose(
        _ register: Int, _ low: Int, _ high: Int, _ isReluctant: Bool, _ exit: Int, _ counter: inout Int,
        _ position: Int
    ) -> Bool {
        let rounds = registers[register]
        let isIdle = rounds > 0 && registers[register + 1] == position
        let mayLeave = rounds >= low || isIdle
        guard rounds < high, !isIdle else {
            counter = exit
            return mayLeave
        }
        let next = counter + 1
        if mayLeave { retreats.append(.branch(isReluctant ? next : exit, at: position)) }
        counter = mayLeave && isReluctant ? exit : next
        return true
    }

    /// Back to the last place with another way.
    private mutating func retreat(_ counter: inout Int, _ position: inout Int) -> Bool {
        while let last = retreats.popLast() {
            switch last {
            case .restore(let register, let value): registers[register] = value
            case .branch(let target, let place):
                (counter, position) = (target, place)
                return true
            case .giveBack(let target, let low, let place):
                (counter, position) = (target, place - 1)
                if position > low { retreats.append(.giveBack(target, low: low, at: position)) }
                return true
            case .takeMore(let target, let number, let place, let high):
                guard program.classes[number].contains(text[place]) else { continue }
                (counter, position) = (target, place + 1)
                if position < high { retreats.append(.takeMore(target, number, at: position, high: high)) }
                return true
            }
        }
        return false
    }

    private func isLineStart(_ position: Int) -> Bool {
        position == 0 || program.flags.isMultiline && position < text.count && text[position - 1] == "\n"
    }

    private func isLineEnd(_ position: Int) -> Bool {
        position == text.count || program.flags.isMultiline && text[position] == "\n"
    }

    /// A group that took no part took nothing.
    private mutating func repeats(_ group: Int, _ position: inout Int) throws(Exhausted) -> Bool {
        let (start, end) = (registers[group * 2], registers[group * 2 + 1])
        guard start >= 0, end > start else { return true }
        try pay((end - start) / 8)
        guard position + end - start <= text.count else { return false }
        for offset in 0..<end - start {
            let (wanted, found) = (text[start + offset], text[position + offset])
            guard wanted == found || program.flags.isCaseless && LetterCase.matches(wanted, found) else { return false }
        }
        position += end - start
        return true
    }
}
