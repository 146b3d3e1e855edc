import FEEL
import Kernel

/// One check of a table: what is wrong with single rules first, then between rules, then between the rules and the rest
/// of the world.
struct TableCheck<Finder: CounterexampleFinder> {
    let outline: TableOutline
    let space: TableSpace
    private let limits: CheckLimits
    private let meter: SearchMeter
    private var finder: Finder
    private var steps: Int
    private var findings: [TableFinding] = []
    private var counts: [TableFinding.Kind: Int] = [:]
    private var unfinished: Set<TableFinding.Kind> = []
    /// Gaps between the rules for which no facts were found.
    private var gapsWithoutFacts = 0

    init(_ outline: TableOutline, limits: CheckLimits, finder: Finder, meter: SearchMeter) {
        self.outline = outline
        self.limits = limits
        self.finder = finder
        self.meter = meter
        space = TableSpace(outline, meter: meter)
        steps = limits.steps
    }

    mutating func run() -> [TableFinding] {
        findDeadRules()
        findOverlaps()
        findMaskedRules()
        findMixedOutputs()
        findUnreachedRules()
        findGaps()
        tellWhatIsLeft()
        return findings
    }

    private mutating func add(_ kind: TableFinding.Kind, _ make: (inout Self) -> TableFinding?) {
        if counts[kind, default: 0] < limits.findingsOfAKind {
            guard let finding = make(&self) else { return }
            findings.append(finding)
        }
        counts[kind, default: 0] += 1
    }

    private func names(_ rules: [Int]) -> [String] { rules.map { outline.rules[$0].name } }

    /// Requirements for the sides of a part of the space that it restricts.
    private func region(_ part: [PositionSet]) -> [Requirement] {
        zip(space.sides, part).filter { $1 != $0.axis.all }.map { Requirement($0.name, $1, of: $0.axis) }
    }

    // A rule with a cell that nothing passes.
    private mutating func findDeadRules() {
        for rule in outline.rules.indices {
            guard let side = space.boxes[rule].emptySide else { continue }
            add(deadKind(rule, side)) { check in
                var part = check.space.boxes[rule].possible
                part[side] = check.space.sides[side].axis.all
                for other in part.indices where part[other].isEmpty { part[other] = check.space.sides[other].axis.all }
                return FindingSentence.dead(
                    check.deadKind(rule, side), check.outline.rules[rule], column: check.space.sides[side].name,
                    test: check.space.sides[side].columns.map { check.outline.rules[rule].conditions[$0].source }
                        .filter { $0 != "-" }.joined(separator: "、"),
                    example: check.finder.find(part, in: check.space, claim: .misses(rule)))
            }
        }
    }

    private func deadKind(_ rule: Int, _ side: Int) -> TableFinding.Kind {
        let column = outline.columns[space.sides[side].columns[0]]
        let constants = space.sides[side].columns.flatMap { outline.rules[rule].conditions[$0].constants }
        if column.type != .any, constants.contains(where: { !$0.isNull && !column.type.admits($0) }) {
            return .mistyped
        }
        if let allowed = column.allowed, !constants.isEmpty,
            constants.allSatisfy({ meter.answer(allowed, to: $0) == .fails })
        {
            return .unallowed
        }
        return .dead
    }

    private mutating func findOverlaps() {
        guard outline.hits == .one || outline.hits == .agreeing else { return }
        let search = OverlapSearch(space, pairsMax: limits.pairs)
        if !search.isComplete { unfinished.insert(.overlap) }
        for (first, second) in search.pairs where outline.hits == .one || differ(first, second) {
            var part = space.boxes[first].possible
            for side in part.indices { part[side].formIntersection(space.boxes[second].possible[side]) }
            add(.overlap) { check in
                let example = check.finder.find(part, in: check.space, claim: .hit([first, second]))
                let isSure = check.space.boxes[first].isExact && check.space.boxes[second].isExact
                guard example != nil || isSure else {
                    check.unfinished.insert(.overlap)
                    return nil
                }
                return FindingSentence.overlap(
                    check.outline.rules[first], check.outline.rules[second], check.outline.hits,
                    region: check.region(part), example: example)
            }
        }
    }

    /// Whether two rules can give different outputs.
    private func differ(_ first: Int, _ second: Int) -> Bool {
        zip(outline.rules[first].outputs, outline.rules[second].outputs).contains { left, right in
            if let left = left.constant, let right = right.constant { return left.equals(right) != true }
            return left.source != right.source
        }
    }

    // A rule that others leave nothing to.
    private mutating func findMaskedRules() {
        guard outline.hits == .ranked || outline.hits == .one else { return }
        for rule in outline.rules.indices where space.boxes[rule].emptySide == nil {
            let box = space.boxes[rule].possible
            let others = outline.hits == .ranked ? Array(0..<rule) : outline.rules.indices.filter { $0 != rule }
            let rivals = others.filter { space.boxes[$0].meets(box) }
            guard !rivals.isEmpty else { continue }
            let search = CoverSearch(space, box: box, rules: rivals, gapsMax: 1, steps: min(steps, limits.steps / 10))
            steps -= min(steps, limits.steps / 10) - max(0, search.steps)
            guard search.gaps.isEmpty else { continue }
            guard search.isComplete else {
                unfinished.insert(.masked)
                continue
            }
            add(.masked) { check in
                FindingSentence.masked(
                    check.outline.rules[rule], by: rivals.map { check.outline.rules[$0] }, check.outline.hits,
                    region: check.region(box), example: check.finder.find(box, in: check.space, claim: .loses(rule)))
            }
        }
    }

    private mutating func findMixedOutputs() {
        for output in (outline.rules.map(\.outputs.count).max() ?? 0).indices {
            var known: (type: FEELType, rule: Int)?
            for rule in outline.rules.indices where output < outline.rules[rule].outputs.count {
                let type = outline.rules[rule].outputs[output].type
                guard type != .any, type != .null else { continue }
                guard let (first, other) = known else {
                    known = (type, rule)
                    continue
                }
                guard first != type else { continue }
                add(.mixedOutputs) { check in
                    FindingSentence.mixedOutputs(
                        check.outline.rules[other], check.outline.rules[rule], output: output,
                        example: check.finder.find(
                            check.space.boxes[rule].possible, in: check.space, claim: .hit([rule])))
                }
            }
        }
    }

    // A rule whose cells can each be passed, though perhaps never together.
    private mutating func findUnreachedRules() {
        for rule in outline.rules.indices where space.boxes[rule].emptySide == nil {
            let box = space.boxes[rule].possible
            guard finder.find(box, in: space, claim: .hit([rule])) == nil else { continue }
            guard !finder.isUsedUp else {
                unfinished.insert(.notReached)
                return
            }
            // The values that a cell computes with are made up: that none of them passes proves nothing.
            guard outline.rules[rule].conditions.allSatisfy({ $0.isFixed || !$0.standsAlone }) else {
                unfinished.insert(.notReached)
                continue
            }
            add(.notReached) { FindingSentence.notReached($0.outline.rules[rule]) }
        }
    }

    private mutating func findGaps() {
        let search = CoverSearch(
            space, box: space.whole, rules: Array(outline.rules.indices), gapsMax: limits.findingsOfAKind * 4,
            steps: steps)
        if !search.isComplete { unfinished.insert(.gap) }
        for gap in search.gaps {
            let isSure = !space.boxes.contains { $0.meets(gap) }
            add(.gap) { check in
                let example = check.finder.find(gap, in: check.space, claim: .noneHits)
                guard example != nil || isSure && check.outline.mustCoverAll else {
                    check.gapsWithoutFacts += 1
                    return nil
                }
                return FindingSentence.gap(
                    region: check.region(gap), mustCoverAll: check.outline.mustCoverAll, example: example)
            }
        }
    }

    /// What the check did not look at, and how much it did not list.
    private mutating func tellWhatIsLeft() {
        if finder.isUsedUp { findings.append(FindingSentence.usedUp(limits)) }
        for kind in TableFinding.Kind.allCases {
            let more = counts[kind, default: 0] - limits.findingsOfAKind
            if more > 0 { findings.append(FindingSentence.more(kind, count: more)) }
            if unfinished.contains(kind) { findings.append(FindingSentence.unfinished(kind)) }
        }
        if gapsWithoutFacts > 0 { findings.append(FindingSentence.gapsWithoutFacts(gapsWithoutFacts)) }
        for (rule, column) in space.inexactCells.prefix(limits.findingsOfAKind) {
            findings.append(
                FindingSentence.inexact(
                    outline.rules[rule], column: outline.columns[column].name,
                    test: outline.rules[rule].conditions[column].source))
        }
    }
}

extension Int {
    fileprivate var indices: Range<Int> { 0..<self }
}

extension TableOutline {
    /// 检查 — gaps, overlaps, rules that never decide and cells that nothing passes, each with values that show it. The
    /// work is bounded; what was not looked at is said in a finding of its own.
    public func check(limits: CheckLimits = CheckLimits()) -> [TableFinding] {
        let meter = SearchMeter(steps: limits.trialSteps)
        var check = TableCheck(self, limits: limits, finder: ColumnFinder(self, meter: meter), meter: meter)
        return check.run()
    }
}
