import FEEL
import Kernel

/// Cells of decision tables: the first line is the cell, the second an expression for the value under test.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var names = NameScope()
    names.declare("年龄", .number)
    names.declare("户籍", .string)
    let scope = Scope(names, ["年龄": 83, "户籍": "本地"])
    guard let tests = try? UnaryTests.parse(lines[0], names: names) else { return 0 }
    var inputs: [Value] = [.null, true, 83, "本地", [83, "本地"], .date(CivilDate(daysSinceEpoch: 0))] + tests.constants
    if lines.count > 1, let value = try? Expression.parse(lines[1], names: names) {
        inputs.append(value.evaluate(in: scope))
    }
    for input in inputs.prefix(40) {
        precondition(!tests.isAny || tests.matches(input, in: scope) == true, "a dash refuses a value")
        let first = tests.matches(input, in: scope)
        precondition(first == tests.matches(input, in: scope), "another answer the second time")
    }
    return 0
}
