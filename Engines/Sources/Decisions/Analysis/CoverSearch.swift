/// Looks for the parts of a box that no rule covers: side by side, the values that the same rules cover are taken
/// together, and what the rest of the rules leave open is looked for on the sides that remain.
struct CoverSearch {
    private let space: TableSpace
    private let box: [PositionSet]
    /// Sides in the order in which they are split: those that tell most rules apart come first.
    private let order: [Int]
    private let gapsMax: Int
    /// What may still be done.
    private(set) var steps: Int
    /// As wide as they can be, so that some may share values.
    private(set) var gaps: [[PositionSet]] = []
    private var seen: Set<Node> = []

    private struct Node: Hashable {
        let level: Int
        let rules: PositionSet
    }

    /// Whether the box was looked through before the steps were used up or enough gaps were found.
    var isComplete: Bool { steps > 0 && gaps.count < gapsMax }

    init(_ space: TableSpace, box: [PositionSet], rules: [Int], gapsMax: Int, steps: Int) {
        self.space = space
        self.box = box
        self.gapsMax = gapsMax
        self.steps = steps
        order = space.sides.indices.sorted { left, right in
            let bound = [left, right].map { side in rules.count { !space.boxes[$0].isFree[side] } }
            return bound[0] == bound[1] ? left < right : bound[0] > bound[1]
        }
        var candidates = PositionSet(below: space.boxes.count)
        for rule in rules where zip(space.boxes[rule].sure, box).allSatisfy({ $0.intersects($1) }) {
            candidates.insert(rule)
        }
        guard !box.contains(where: \.isEmpty) else { return }
        var rest = box
        search(0, candidates, &rest)
    }

    private mutating func search(_ level: Int, _ rules: PositionSet, _ part: inout [PositionSet]) {
        let members = rules.members
        steps -= 1 + members.count
        guard isComplete else { return }
        if members.isEmpty {
            let isKnown = gaps.contains { gap in zip(part, gap).allSatisfy { $0.isSubset(of: $1) } }
            steps -= gaps.count
            if !isKnown { gaps.append(space.widened(part)) }
            return
        }
        let rest = order[level...]
        let isCovered = members.contains { rule in rest.allSatisfy { box[$0].isSubset(of: space.boxes[rule].sure[$0]) }
        }
        guard !isCovered, seen.insert(Node(level: level, rules: rules)).inserted else { return }
        let side = order[level]
        for (covering, atoms) in groups(members, side) {
            part[side] = atoms
            search(level + 1, covering, &part)
            guard isComplete else { break }
        }
        part[side] = box[side]
    }

    /// The atoms of a side by the rules that cover them.
    private mutating func groups(_ rules: [Int], _ side: Int) -> [(rules: PositionSet, atoms: PositionSet)] {
        let count = space.sides[side].axis.atoms.count
        var always = PositionSet(below: space.boxes.count)
        var turns: [Int: [Int]] = [:]
        for rule in rules {
            let covered = space.boxes[rule].sure[side]
            if box[side].isSubset(of: covered) {
                always.insert(rule)
                continue
            }
            for run in covered.runs {
                turns[run.lowerBound, default: []].append(rule)
                if run.upperBound < count { turns[run.upperBound, default: []].append(rule) }
            }
        }
        var result: [(rules: PositionSet, atoms: PositionSet)] = []
        var places: [PositionSet: Int] = [:]
        var active = always
        let starts = Set(turns.keys).union([0]).sorted()
        steps -= starts.count
        for (index, start) in starts.enumerated() {
            for rule in turns[start] ?? [] {
                if active.contains(rule) { active.remove(rule) } else { active.insert(rule) }
            }
            let end = index + 1 < starts.count ? starts[index + 1] : count
            let atoms = PositionSet(start..<end, below: count).intersection(box[side])
            guard !atoms.isEmpty else { continue }
            if let place = places[active] {
                result[place].atoms.formUnion(atoms)
            } else {
                places[active] = result.count
                result.append((active, atoms))
            }
        }
        return result
    }
}

extension TableSpace {
    /// The same gap with each side as wide as it can be without any rule possibly hitting.
    func widened(_ gap: [PositionSet]) -> [PositionSet] {
        var gap = gap
        for side in sides.indices {
            var room = sides[side].axis.all
            for box in boxes where box.meets(gap, besides: side) { room.subtract(box.possible[side]) }
            if gap[side].isSubset(of: room) { gap[side] = room }
        }
        return gap
    }
}

extension TableSpace.Box {
    /// Whether the rule can hit within a part of the space.
    func meets(_ part: [PositionSet], besides excluded: Int? = nil) -> Bool {
        for side in part.indices where side != excluded && !isFree[side] {
            guard possible[side].intersects(part[side]) else { return false }
        }
        return true
    }
}
