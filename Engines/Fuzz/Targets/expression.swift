import FEEL
import Kernel

/// Reading and evaluation of FEEL: no text crashes, hangs or grows; a value written as a literal reads back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    do throws(FEELError) {
        let expression = try Expression.parse(source, names: Sample.names)
        let value = expression.evaluate(in: Sample.scope)
        _ = value.description
        _ = value.json.text
        checkLiteral(value)
    } catch {
        let position = error.position
        precondition(position.offset >= 0 && position.offset <= source.unicodeScalars.count, "no such place")
        precondition(position.line > 0 && position.column > 0, "no such place")
    }
    return 0
}

private func checkLiteral(_ value: Value) {
    let literal = value.literal
    guard isWritable(value), literal.utf8.count < 2000 else { return }
    guard let read = try? Expression.parse(literal) else { return precondition(isDeep(value), literal) }
    precondition(read.evaluate(in: Scope(NameScope())) == value, literal)
}

/// Whether FEEL has a literal for the value.
private func isWritable(_ value: Value) -> Bool {
    switch value {
    case .null, .boolean, .number, .date, .time, .dateTime, .months, .duration: true
    case .string(let text): !text.unicodeScalars.contains { $0.value < 0x20 }
    case .list(let elements): elements.allSatisfy(isWritable)
    default: false
    }
}

/// Deeper than an expression may be written.
private func isDeep(_ value: Value, _ depth: Int = 0) -> Bool {
    if case .list(let elements) = value { return depth > 20 || elements.contains { isDeep($0, depth + 1) } }
    return false
}

private enum Sample {
    static let names: NameScope = {
        var names = NameScope()
        names.declare("年龄", .number)
        names.declare("户籍", .string)
        names.declare("出生日期", .date)
        names.declare("家庭 成员", .list(.context([.init("姓名", .string), .init("年龄", .number)])))
        names.declare("in x")
        names.define("标准", as: .context(["八十岁": 100]))
        return names
    }()

    static let scope = Scope(
        names,
        [
            "年龄": 83, "户籍": "本地", "出生日期": .date(CivilDate(daysSinceEpoch: -9000)),
            "家庭 成员": [.context(["姓名": "甲", "年龄": 45]), .context(["姓名": "乙", "年龄": .null])], "in x": [1, "a", .null],
        ], clock: DateTime(CivilDate(daysSinceEpoch: 20_000), .midnight), limits: limits)

    /// Low, so that many inputs are tried in a second.
    private static let limits: EvaluationLimits = {
        var limits = EvaluationLimits()
        limits.stepsMax = 50_000
        limits.patternStepsMax = 100_000
        limits.listLengthMax = 50_000
        return limits
    }()
}
