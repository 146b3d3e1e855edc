import Kernel

/// What elements require of each other, and the orders that follow from it.
extension GraphCompiler {
    mutating func link(_ place: Int) {
        switch sources[place].drawn {
        case .input: return
        case .decision(let decision):
            sources[place].information = decision.information.compactMap { found($0, for: place) }
            sources[place].knowledge = decision.knowledge.compactMap { found($0, for: place) }
        case .knowledge(let knowledge):
            sources[place].knowledge = knowledge.knowledge.compactMap { found($0, for: place) }
        case .service(let service):
            let decisions = service.outputs + service.encapsulated
            sources[place].information = decisions.compactMap { found($0, for: place) }
        }
    }

    mutating func found(_ reference: DMN.Reference, for place: Int) -> Int? {
        let model = nodes[place].model
        var home = model
        if let namespace = reference.namespace, namespace != models[model].definitions.namespace {
            home = models[model].aliases.first { models[$0.model].definitions.namespace == namespace }?.model ?? model
        }
        if let target = ids[home][reference.id] { return target }
        problems.append(ModelProblem(models[model], nodes[place].name, GraphSentence.missingElement(reference.id)))
        return nil
    }

    /// Orders decisions by what they require (Kahn's algorithm); what remains stands in a circle or behind one.
    mutating func rank() {
        let decisions = nodes.indices.filter { nodes[$0].kind == .decision }
        var waiting = Dictionary(
            uniqueKeysWithValues: decisions.map { place in
                (place, Set(sources[place].information.filter { nodes[$0].kind == .decision }).count)
            })
        var dependants: [Int: [Int]] = [:]
        for place in decisions {
            for needed in Set(sources[place].information) { dependants[needed, default: []].append(place) }
        }
        var ready = decisions.filter { waiting[$0] == 0 }
        while let place = ready.popLast() {
            ranks.append(place)
            for dependant in dependants[place] ?? [] {
                waiting[dependant, default: 1] -= 1
                if waiting[dependant] == 0 { ready.append(dependant) }
            }
        }
        let ranked = Set(ranks)
        for place in decisions where !ranked.contains(place) {
            nodes[place].fault = GraphSentence.circle.message
            problems.append(ModelProblem(models[nodes[place].model], nodes[place].name, GraphSentence.circle))
            ranks.append(place)
        }
    }

    /// Elements with those first that they call; where they call each other, one of them stays for later.
    func compilationOrder() -> [Int] {
        var order: [Int] = []
        var state = Array(repeating: 0, count: nodes.count)
        for root in nodes.indices where state[root] == 0 {
            var stack = [(place: root, needed: needs(of: root), next: 0)]
            state[root] = 1
            while let (place, needed, next) = stack.last {
                if next < needed.count {
                    stack[stack.count - 1].next += 1
                    if state[needed[next]] == 0 {
                        state[needed[next]] = 1
                        stack.append((needed[next], needs(of: needed[next]), 0))
                    }
                } else {
                    stack.removeLast()
                    order.append(place)
                }
            }
        }
        return order
    }

    /// What must be compiled before an element: what it calls, and for a service its decisions.
    func needs(of place: Int) -> [Int] {
        nodes[place].kind == .service
            ? serviceSteps(place) : sources[place].knowledge
    }

    /// For each element its place among the ranks.
    var positions: [Int] {
        var positions = Array(repeating: 0, count: nodes.count)
        for (position, place) in ranks.enumerated() { positions[place] = position }
        return positions
    }
}
