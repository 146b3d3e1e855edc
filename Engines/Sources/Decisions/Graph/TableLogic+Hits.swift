import FEEL

/// Which rules hit.
extension TableLogic {
    /// Places of the rules that hit, from the top.
    func hits(_ inputs: [Value], _ frame: inout Frame) -> [Int] {
        if let flat = index.flat { return hits(inputs, flat, &frame) }
        var narrowing = Narrowing(index)
        for column in index.lines.columns {
            narrowing.places[column.number] = place(of: inputs[column.number], in: column)
        }
        narrowing.begin(index)
        var hits: [Int] = []
        var (start, goesOn) = (0, true)
        repeat {
            let (possible, end) = (narrowing.possible, narrowing.end)
            possible.forEach(from: start) { rule in
                guard rule < end else { return false }
                if narrowing.isUnchecked(rule), !passes(inputs, rule, &frame) { return true }
                hits.append(rule)
                goesOn = hitPolicy != .first
                return goesOn
            }
            start = end
        } while goesOn && narrowing.narrowFurther(index)
        return hits
    }

    /// Where a value lies among those that cells name. A cell may ask for null itself, so null is tried and not taken
    /// for unknown.
    func place(of value: Value, in column: IndexLines.Column) -> Int {
        value.isNull ? RuleIndex.Place.offLine : index.lines.place(of: value, in: column)
    }

    /// The same for a table of up to 64 rules, whose sets are words.
    func hits(_ inputs: [Value], _ flat: FlatIndex, _ frame: inout Frame) -> [Int] {
        var (possible, unchecked) = (flat.allRules, UInt64(0))
        for (line, column) in zip(index.lines.columns, flat.columns) {
            let place = place(of: inputs[column.number], in: line)
            let hits = flat.hits(column, place)
            if place >= 0 { possible &= hits }
            unchecked |= place >= 0 ? column.unsortedRules : ~hits
        }
        var hits: [Int] = []
        while possible != 0 {
            let rule = possible.trailingZeroBitCount
            possible &= possible - 1
            if unchecked >> UInt64(rule) & 1 == 1, !passes(inputs, rule, &frame) { continue }
            hits.append(rule)
            if hitPolicy == .first { break }
        }
        return hits
    }

    func passes(_ inputs: [Value], _ rule: Int, _ frame: inout Frame) -> Bool {
        for (column, value) in zip(columns, inputs) {
            let test = column[rule]
            guard test.isAny || test.matches(value, &frame) == true else { return false }
        }
        return true
    }
}
