import Decisions
import FEEL
import Kernel

/// The blocks 定义 and 决定 of an item file, parted by a line `---`: whatever can be compiled decides, says the same with a
/// trace as without, and grants without a fact only where it would grant the same whatever that fact is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let mark = lines.firstIndex(of: "---")
    let source = DecisionSource(
        inputs: [
            DecisionInput("出生日期", .date), DecisionInput("健在", .boolean), DecisionInput("收入", .number),
            DecisionInput("状态", .string, allowedValues: ["未领", "在领"]), DecisionInput("申请日", .date),
        ],
        parameters: [DecisionParameter("标准", .context(["低": 100, "高": 200]))],
        definitions: mark.map { lines[..<$0].joined(separator: "\n") } ?? "",
        table: lines[(mark.map { $0 + 1 } ?? 0)...].joined(separator: "\n"))
    guard let model = try? DecisionModel(source) else { return 0 }
    let facts: [String: Value] = [
        "出生日期": .date(CivilDate(daysSinceEpoch: -9000)), "健在": true, "收入": 812, "状态": "未领",
        "申请日": .date(CivilDate(daysSinceEpoch: 20_000)),
    ]
    let verdict = model.evaluate(facts: facts)
    precondition(model.trace(facts: facts).verdict == verdict, "the trace says something else")
    for (input, _) in model.grantsOnUnknown(facts: facts) {
        var others = facts
        others[input] = nil
        let granted = model.evaluate(facts: others)
        for value in [facts[input]] + (samples[input] ?? []).map(Optional.some) {
            others[input] = value
            precondition(model.evaluate(facts: others) == granted, "a grant without a fact that matters")
        }
    }
    return 0
}

/// What else a fact may be.
private let samples: [String: [Value]] = [
    "出生日期": [.date(CivilDate(daysSinceEpoch: 20_000)), .date(CivilDate(daysSinceEpoch: -30_000))],
    "健在": [true, false], "收入": [0, 99, 500, -1, 1_000_000], "状态": ["未领", "在领"],
    "申请日": [.date(CivilDate(daysSinceEpoch: 0)), .date(CivilDate(daysSinceEpoch: 21_000))],
]
