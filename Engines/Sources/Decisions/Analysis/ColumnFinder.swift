import FEEL

/// Counter-examples of a table that stands alone: the values of its columns are the facts.
struct ColumnFinder: CounterexampleFinder {
    private let outline: TableOutline
    private let meter: SearchMeter
    static let trialsMax = 200

    init(_ outline: TableOutline, meter: SearchMeter) {
        self.outline = outline
        self.meter = meter
    }

    var isUsedUp: Bool { meter.isUsedUp }

    func find(_ box: [PositionSet], in space: TableSpace, claim: TableClaim) -> Counterexample? {
        guard !box.contains(where: \.isEmpty) else { return nil }
        let choices = zip(space.sides, box).map { side, part in part.members.map { side.axis.atoms[$0].sample } }
        for trial in 0..<ColumnFinder.trialsMax where !meter.isUsedUp {
            // All first choices, then each side in turn with another one.
            var picks = choices.map { $0[0] }
            if trial > 0 {
                let side = (trial - 1) % choices.count
                let pick = (trial - 1) / choices.count + 1
                guard choices.contains(where: { $0.count > pick }) else { return nil }
                guard pick < choices[side].count else { continue }
                picks[side] = choices[side][pick]
            }
            let row = outline.columns.indices.map { picks[space.side(ofColumn: $0)] }
            if holds(claim, row) { return example(row) }
        }
        return nil
    }

    private func example(_ row: [Value]) -> Counterexample {
        let readings = zip(outline.columns, row).map { Counterexample.Reading(name: $0.name, value: $1) }
        return Counterexample(facts: readings, columns: readings)
    }

    private func holds(_ claim: TableClaim, _ row: [Value]) -> Bool {
        switch claim {
        case .noneHits: outline.rules.allSatisfy { hits($0, row) == false }
        case .hit(let rules): rules.allSatisfy { hits(outline.rules[$0], row) == true }
        case .misses(let rule): hits(outline.rules[rule], row) == false
        case .loses(let rule): hits(outline.rules[rule], row) == true && isBeaten(rule, row)
        case .decides(let rule): hits(outline.rules[rule], row) == true && !isBeaten(rule, row)
        }
    }

    /// Whether another rule hits as well that keeps this one from deciding.
    private func isBeaten(_ rule: Int, _ row: [Value]) -> Bool {
        outline.rules.indices.contains { other in
            (outline.hits == .ranked ? other < rule : other != rule) && hits(outline.rules[other], row) == true
        }
    }

    /// `nil` where a cell speaks of values that are not in the row, or cannot be told within its limits.
    private func hits(_ rule: TableOutline.Rule, _ row: [Value]) -> Bool? {
        var result: Bool? = true
        for (cell, value) in zip(rule.conditions, row) where !cell.isAny {
            guard cell.standsAlone else {
                result = nil
                continue
            }
            switch meter.answer(cell, to: value) {
            case .passes: continue
            case .untold: result = nil
            case .fails, .none: return false
            }
        }
        return result
    }
}
