import FEEL
import Kernel

/// Regular expressions: pattern, flags, replacement and text on one line each. No pattern hangs, and the functions that
/// use it agree with each other.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let lines = source.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false).map {
        Value.string(String($0))
    }
    guard lines.count == 4 else { return 0 }
    let values = ["p": lines[0], "f": lines[1], "r": lines[2], "t": lines[3]]
    let scope = Scope(Sample.names, values, limits: Sample.limits)
    let matches = Sample.matches.evaluate(in: scope)
    let replaced = Sample.replace.evaluate(in: scope)
    let parts = Sample.split.evaluate(in: scope)
    precondition(matches.isNull || matches.boolean != nil, "matches gives something else")
    if matches.boolean == false {
        precondition(replaced.isNull || replaced == lines[3], "replaces where nothing matches")
        precondition(parts.isNull || parts == .list([lines[3]]), "splits where nothing matches")
    }
    return 0
}

private enum Sample {
    static let names: NameScope = {
        var names = NameScope()
        for name in ["p", "f", "r", "t"] { names.declare(name, .string) }
        return names
    }()
    /// Low, so that many inputs are tried in a second.
    static let limits: EvaluationLimits = {
        var limits = EvaluationLimits()
        limits.patternStepsMax = 100_000
        return limits
    }()
    static let matches = expression("matches(t, p, f)")
    static let replace = expression("replace(t, p, r, f)")
    static let split = expression("if f = \"\" then split(t, p) else null")

    private static func expression(_ source: String) -> Expression {
        guard let expression = try? Expression.parse(source, names: names) else { preconditionFailure(source) }
        return expression
    }
}
