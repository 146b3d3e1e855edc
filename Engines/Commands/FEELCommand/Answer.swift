import FEEL
import Glibc
import Kernel

/// What the program answers.
enum Answer {
    static func value(of source: String, _ context: Context) throws(FEELError) -> Value {
        try result(of: source, context).value
    }

    private static func result(
        of source: String, _ context: Context
    ) throws(FEELError) -> (value: Value, exceeded: LimitExceeded?) {
        switch try Expression.parse(source, names: names(context)).result(in: scope(context)) {
        case .success(let value): (value, nil)
        case .failure(let exceeded): (.null, exceeded)
        }
    }

    /// The answer to one line of `--lines`.
    static func line(_ text: String) -> JSON {
        guard let request = try? JSON.parse(text) else { return ["error": "not JSON"] }
        let context = request["context"].map { Value($0) }?.context ?? Context()
        do throws(FEELError) {
            if case .string(let cell)? = request["cell"] {
                let tests = try UnaryTests.parse(cell, names: names(context))
                let matches = tests.matches(Value(request["value"] ?? .null), in: scope(context))
                return ["value": matches.map(JSON.boolean) ?? .null]
            }
            guard case .string(let source)? = request["expression"] else { return ["error": "no expression"] }
            let (value, exceeded) = try result(of: source, context)
            guard let exceeded else { return ["value": value.json] }
            return ["value": .null, "limit": .string(exceeded.phrase.code)]
        } catch {
            return [
                "error": .string(error.message.text(in: .english) + " " + error.advice.text(in: .english)),
                "column": .number(String(error.position.column)),
            ]
        }
    }

    private static func names(_ context: Context) -> NameScope {
        var names = NameScope()
        for entry in context.entries { names.declare(entry.key, entry.value.isNull ? .any : entry.value.type) }
        return names
    }

    private static func scope(_ context: Context) -> Scope {
        let values = Dictionary(context.entries.map { ($0.key, $0.value) }) { $1 }
        return Scope(names(context), values, clock: now)
    }

    /// The time of the machine, in UTC.
    private static var now: DateTime {
        let seconds = Int(time(nil))
        let (day, rest) = (seconds / 86_400, seconds % 86_400)
        let clock = TimeOfDay(hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60, offset: 0)
        return DateTime(CivilDate(daysSinceEpoch: day), clock ?? .midnight)
    }
}
