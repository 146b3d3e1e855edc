/// Looks for pairs of rules that can hit the same values, along the side that tells most rules apart.
struct OverlapSearch {
    /// In the order of the table.
    private(set) var pairs: [(first: Int, second: Int)] = []
    /// Whether every pair was compared.
    private(set) var isComplete = true

    static let pairsKept = 20_000

    init(_ space: TableSpace, pairsMax: Int) {
        let live = space.boxes.indices.filter { space.boxes[$0].emptySide == nil }
        guard let side = OverlapSearch.tellingSide(space, live) else {
            let all = live.indices.flatMap { first in live[(first + 1)...].map { (first: live[first], second: $0) } }
            pairs = Array(all.prefix(OverlapSearch.pairsKept))
            isComplete = pairs.count == all.count
            return
        }
        let spans = live.map { rule in
            let covered = space.boxes[rule].possible[side]
            return (rule: rule, first: covered.first ?? 0, last: covered.last ?? 0)
        }.sorted { ($0.first, $0.rule) < ($1.first, $1.rule) }
        var compared = 0
        for (index, span) in spans.enumerated() {
            for other in spans[(index + 1)...] {
                guard other.first <= span.last else { break }
                compared += 1
                guard compared <= pairsMax, pairs.count < OverlapSearch.pairsKept else {
                    isComplete = false
                    break
                }
                guard space.boxes[other.rule].meets(space.boxes[span.rule].possible) else { continue }
                pairs.append((min(span.rule, other.rule), max(span.rule, other.rule)))
            }
            guard isComplete else { break }
        }
        pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private static func tellingSide(_ space: TableSpace, _ rules: [Int]) -> Int? {
        let counts = space.sides.indices.map { side in
            Set(rules.filter { !space.boxes[$0].isFree[side] }.map { space.boxes[$0].possible[side] }).count
        }
        return counts.indices.filter { counts[$0] > 0 }.max { counts[$0] < counts[$1] }
    }
}
