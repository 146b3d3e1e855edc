import Kernel

extension Builtin {
    /// Regular expressions (DMN 1.5 §10.3.4.3). A pattern that is constant is read once.
    static let patterns: [Builtin] = [
        Builtin(
            "matches", .matching(["input", "pattern"], .boolean, matches),
            .matching(["input", "pattern", "flags"], .boolean, matches)),
        Builtin(
            "replace", .matching(["input", "pattern", "replacement"], .string, replaced),
            .matching(["input", "pattern", "replacement", "flags"], .string, replaced)),
        Builtin(
            "split", .matching(["string", "delimiter"], .list(.string), split)),
    ]

    private static func matches(
        _ pattern: Pattern, _ text: String, _ arguments: [Value], _ frame: inout Frame
    ) throws(PatternMatcher.Exhausted) -> Value {
        .boolean(try pattern.matches(text, &frame.meter.patternStepsLeft))
    }

    private static func replaced(
        _ pattern: Pattern, _ text: String, _ arguments: [Value], _ frame: inout Frame
    ) throws(PatternMatcher.Exhausted) -> Value {
        guard let source = arguments[2].text,
            let replacement = try? Replacement(source, groupCount: pattern.groupCount)
        else { return .null }
        let textMax = frame.meter.limits.textBytesMax
        let result = try pattern.replacing(
            text, with: replacement, textMax: textMax, &frame.meter.patternStepsLeft)
        return result.map(Value.string) ?? .null
    }

    private static func split(
        _ pattern: Pattern, _ text: String, _ arguments: [Value], _ frame: inout Frame
    ) throws(PatternMatcher.Exhausted) -> Value {
        let parts = try pattern.splitting(text, &frame.meter.patternStepsLeft)
        return parts.map { .list($0.map(Value.string)) } ?? .null
    }
}

extension BuiltinOverload {
    fileprivate typealias Match =
        @Sendable (Pattern, String, [Value], inout Frame) throws(PatternMatcher.Exhausted) -> Value

    /// The text comes first, the pattern second, flags, where there are any, last.
    fileprivate static func matching(
        _ parameters: [String], _ result: FEELType, _ body: @escaping Match
    ) -> BuiltinOverload {
        let flags = parameters.firstIndex(of: "flags")
        @Sendable func pattern(_ arguments: [Value?]) -> Pattern? {
            guard let source = arguments[1]?.text else { return nil }
            guard let flags, let chosen = arguments[flags], !chosen.isNull else { return try? Pattern(source) }
            return chosen.text.flatMap { try? Pattern(source, flags: $0) }
        }
        @Sendable func isConstant(_ arguments: [Value?]) -> Bool {
            arguments[1] != nil && flags.map { arguments[$0] != nil } ?? true
        }
        return prepared(parameters, result) { constants in
            let ready = pattern(constants)
            let isReady = isConstant(constants)
            return { arguments, frame in
                guard let pattern = isReady ? ready : pattern(arguments), let text = arguments[0].text,
                    frame.spend()
                else { return .null }
                do throws(PatternMatcher.Exhausted) {
                    return try body(pattern, text, arguments, &frame)
                } catch {
                    _ = frame.meter.exceed(error.isTextTooLong ? .textLength : .patternSteps)
                    return .null
                }
            }
        }
        .warning { constants in
            guard isConstant(constants), let source = constants[1]?.text, pattern(constants) == nil else { return nil }
            return .badPattern(source)
        }
    }
}
