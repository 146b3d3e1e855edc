import Kernel

extension Compiler {
    /// By position where the condition is a number, else the elements for which it is true.
    static func filter(_ base: Syntax, _ slot: Int, _ condition: Syntax) -> Compiled {
        let base = compile(base).step
        let condition = compile(condition)
        if let position = condition.constant, case .number(let number) = position {
            return Compiled { Operators.element(number, of: base(&$0).elements) }
        }
        let step = condition.step
        return Compiled { frame in
            let elements = base(&frame).elements
            let before = frame.locals[slot]
            defer { frame.locals[slot] = before }
            var kept: [Value] = []
            for (index, element) in elements.enumerated() {
                guard frame.spend() else { return .null }
                frame.locals[slot] = element
                switch step(&frame) {
                case .boolean(true): kept.append(element)
                case .number(let number) where index == 0: return Operators.element(number, of: elements)
                default: continue
                }
            }
            return frame.made(.list(kept))
        }
    }

    static func iteration(_ iterators: [Syntax.Iterator], _ partialSlot: Int, _ body: Syntax) -> Compiled {
        let loop = Loop(iterators)
        let body = compile(body).step
        return Compiled { frame in
            var results: [Value] = []
            let isComplete = loop.run(&frame) { frame in
                frame.locals[partialSlot] = .list(results)
                let value = body(&frame)
                // Let go of the copy before appending, so that the list grows in place.
                frame.locals[partialSlot] = .null
                return frame.append(value, to: &results)
            }
            return isComplete == true ? frame.made(.list(results)) : .null
        }
    }

    static func quantified(_ isEvery: Bool, _ iterators: [Syntax.Iterator], _ condition: Syntax) -> Compiled {
        let loop = Loop(iterators)
        let condition = compile(condition).step
        return Compiled { frame in
            var result: Bool? = isEvery
            let isComplete = loop.run(&frame) { frame in
                let truth = condition(&frame).boolean
                if truth == !isEvery {
                    result = truth
                    return false
                }
                if truth == nil { result = nil }
                return true
            }
            return isComplete == nil ? .null : Value(result)
        }
    }
}
