/// The boxed expressions, each as the FEEL construct that it means (DMN 1.5 §10.2.2).
extension Composer {
    package func constant(_ value: Value) -> Part { Part(syntax: .constant(value), type: value.type) }

    package func variable(_ variable: Variable) -> Part {
        Part(syntax: .local(variable.slot), type: variable.type)
    }

    package func list(_ elements: [Part]) -> Part {
        Part(syntax: .list(elements.map(\.syntax)), type: .list(FEELType.common(elements.map(\.type))))
    }

    package func choice(_ condition: Part, then first: Part, otherwise second: Part) -> Part {
        Part(
            syntax: .choice(condition.syntax, then: first.syntax, otherwise: second.syntax),
            type: FEELType.common([first.type, second.type]))
    }

    /// Entries of which each is in sight of the later ones. With a result, that is the value instead of the context.
    package func context(_ entries: [(variable: Variable, value: Part)], result: Part? = nil) -> Part {
        let parts = entries.map(\.value.syntax)
        guard let result else {
            let rows = zip(entries, parts).map { entry, part in
                Syntax.ContextEntry(key: entry.variable.name, slot: entry.variable.slot, value: part)
            }
            let types = entries.map { FEELType.Entry($0.variable.name, $0.variable.type) }
            return Part(syntax: .context(rows), type: .context(types))
        }
        let slots = entries.map(\.variable.slot)
        return woven(parts.map { Part(syntax: $0, type: .any) } + [result], type: result.type) { steps in
            { frame in
                for (slot, step) in zip(slots, steps) {
                    let value = step(&frame)
                    frame.locals[slot] = value
                }
                return steps[slots.count](&frame)
            }
        }
    }

    /// `for variable in list return body`; `partial` is the list so far.
    package func iteration(_ variable: Variable, in list: Part, partial: Variable, body: Part) -> Part {
        let iterator = Syntax.Iterator(slot: variable.slot, from: list.syntax, to: nil)
        return Part(
            syntax: .iteration([iterator], partialSlot: partial.slot, body.syntax), type: .list(body.type))
    }

    /// `some variable in list satisfies condition`, or `every`. Each condition is looked at, and one that is no truth value
    /// makes the whole null (DMN 1.5 §10.2.2.9).
    package mutating func quantified(
        isEvery: Bool, _ variable: Variable, in list: Part, satisfies condition: Part
    ) -> Part {
        let conditions = iteration(variable, in: list, partial: hidden(), body: condition)
        return woven([conditions], type: .boolean) { steps in
            { frame in
                guard case .list(let values) = steps[0](&frame) else { return .null }
                guard values.allSatisfy({ $0.isNull || $0.boolean != nil }) else { return .null }
                let truths = values.lazy.map(\.boolean)
                return Value(isEvery ? Value.every(truths) : Value.some(truths))
            }
        }
    }

    /// `list[condition]`
    package func filter(_ list: Part, _ element: Variable, _ condition: Part) -> Part {
        let type: FEELType = if case .list = list.type { list.type } else { .any }
        return Part(syntax: .filter(list.syntax, itemSlot: element.slot, condition.syntax), type: type)
    }

    /// A call whose arguments are bound by the names of the parameters.
    package func call(_ function: Part, _ arguments: [(name: String, value: Part)]) -> Part {
        let entries = arguments.map { Syntax.ContextEntry(key: $0.name, slot: 0, value: $0.value.syntax) }
        if entries.isEmpty { return Part(syntax: .call(function.syntax, []), type: .any) }
        return Part(syntax: .namedCall(function.syntax, entries), type: .any)
    }

    /// A function with its parameters; an argument that does not pass its edge makes the call null.
    package func function(_ parameters: [(variable: Variable, edge: Edge?)], _ body: Part) -> Part {
        let formals = parameters.map {
            Closure.Parameter(name: $0.variable.name, slot: $0.variable.slot, edge: $0.edge)
        }
        return woven([body], type: .function) { steps in Closure.step(formals, steps[0]) }
    }

    /// A step made of steps, for what FEEL itself has no construct for.
    package func woven(
        _ parts: [Part], type: FEELType, _ make: @escaping @Sendable ([Step]) -> Step
    ) -> Part {
        Part(syntax: .woven(parts.map(\.syntax), Syntax.Weave(type: type, make: make)), type: type)
    }
}
