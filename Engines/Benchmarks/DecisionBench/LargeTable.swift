import Decisions
import FEEL
import Kernel

/// A table as of a city with three hundred streets: who gets how much, by ten facts.
struct LargeTable {
    struct Column: Sendable {
        let name: String
        let type: FEELType
        /// The cell of a rule and a value that it hits, from three random numbers.
        let cell: @Sendable (Int, Int) -> (text: String, value: JSON)
        /// How often of a hundred the rule does not ask.
        let dashes: Int
    }

    static let columns = [
        Column(name: "街道", type: .string, cell: { one, _ in code(one % 300) }, dashes: 5),
        Column(
            name: "年龄", type: .number,
            cell: { one, other in band(one % 20 * 5, width: 5 + other % 3 * 5, value: other % 5) }, dashes: 20),
        Column(
            name: "人均月收入", type: .number,
            cell: { one, other in
                let limit = 600 + one % 60 * 50
                return ("< \(limit)", JSON(limit - 1 - other % 500))
            }, dashes: 30),
        Column(
            name: "户籍", type: .string,
            cell: { one, other in
                let words = ["本街道", "本区", "本市", "外市", "港澳台"]
                return other % 3 == 0
                    ? ("\"\(words[one % 5])\", \"\(words[(one + 1) % 5])\"", .string(words[one % 5]))
                    : ("\"\(words[one % 5])\"", .string(words[one % 5]))
            }, dashes: 30),
        Column(
            name: "残疾等级", type: .number,
            cell: { one, other in other % 2 == 0 ? ("\(one % 5)", JSON(one % 5)) : ("<= \(one % 5)", JSON(0)) },
            dashes: 50),
        Column(
            name: "就业状态", type: .string,
            cell: { one, other in
                let words = ["就业", "失业", "退休", "在学", "灵活就业"]
                return other % 4 == 0
                    ? ("not(\"\(words[one % 5])\")", .string(words[(one + 1) % 5]))
                    : ("\"\(words[one % 5])\"", .string(words[one % 5]))
            }, dashes: 40),
        Column(
            name: "居住月数", type: .number,
            cell: { one, other in (">= \(one % 24 * 6)", JSON(one % 24 * 6 + other % 60)) }, dashes: 30),
        Column(
            name: "登记日期", type: .date,
            cell: { one, other in
                let first = CivilDate(daysSinceEpoch: 18_262).adding(months: one % 60)
                return (
                    "[@\"\(first)\"..@\"\(first.adding(months: 3))\")",
                    .string(first.adding(days: other % 80).description)
                )
            }, dashes: 60),
        Column(
            name: "子女数", type: .number,
            cell: { one, other in band(one % 4, width: 1 + other % 3, value: 0) }, dashes: 60),
        Column(
            name: "持证", type: .boolean, cell: { one, _ in (one % 2 == 0 ? "true" : "false", JSON(one % 2 == 0)) },
            dashes: 70),
    ]

    private static func code(_ number: Int) -> (text: String, value: JSON) {
        ("\"3399\(1000 + number)\"", .string("3399\(1000 + number)"))
    }

    private static func band(_ start: Int, width: Int, value: Int) -> (text: String, value: JSON) {
        ("[\(start)..\(start + width))", JSON(start + value % width))
    }

    let source: DecisionSource
    private var rules: [[JSON?]] = []
    private var random: SplitMix

    init(rules count: Int, seed: UInt64) {
        random = SplitMix(state: seed)
        var lines = [
            "hit first", "| 规则 | " + LargeTable.columns.map(\.name).joined(separator: " | ") + " || 结论 | 金额 |",
        ]
        for rule in 0..<count {
            var (row, values) = ([String](), [JSON?]())
            for column in LargeTable.columns {
                let (text, value) = column.cell(random.next(), random.next())
                let isDash = random.next() % 100 < column.dashes
                row.append(isDash ? "-" : text)
                values.append(isDash ? nil : value)
            }
            rules.append(values)
            lines.append("| 规则\(rule) | " + row.joined(separator: " | ") + " || 准予 | \(50 + rule % 40 * 10) |")
        }
        source = DecisionSource(
            inputs: LargeTable.columns.map { DecisionInput($0.name, $0.type) },
            table: lines.joined(separator: "\n") + "\notherwise 转人工")
    }

    /// Two of three lie where some rule hits; the third is drawn at random.
    func inputs(_ count: Int) -> [JSON] {
        var random = random
        return (0..<count).map { index in
            let rule = rules[random.next() % rules.count]
            return .object(
                zip(LargeTable.columns, rule).map { column, value in
                    let free = column.cell(random.next(), random.next()).value
                    return JSON.Member(column.name, index % 3 == 0 ? free : value ?? free)
                })
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 31)) >> 2)
    }
}
