import Decisions
import FEEL
import Kernel

/// One table of a file over the inputs of another: the run that stands beside other engines.
struct TableBench {
    let model: DecisionModel
    let inputs: [JSON]

    init(file: String, inputs: String) throws(BenchFailure) {
        let json = try TableBench.json(try contents(of: file), file)
        guard let declared = json["inputs"]?.array, let lines = json["table"]?.array?.compactMap(\.string) else {
            throw BenchFailure(message: "\(file) has no inputs or no table")
        }
        let source = DecisionSource(
            inputs: declared.map { DecisionInput($0["name"]?.string ?? "", TableBench.type($0["type"]?.string)) },
            table: lines.joined(separator: "\n"))
        do throws(DecisionProblems) {
            model = try DecisionModel(source)
        } catch {
            throw BenchFailure(message: error.problems.map { $0.message.text(in: .english) }.joined(separator: "\n"))
        }
        self.inputs = try TableBench.lines(of: inputs)
    }

    /// A file of JSON lines.
    static func lines(of path: String) throws(BenchFailure) -> [JSON] {
        var rows: [JSON] = []
        for line in try contents(of: path).split(separator: "\n") { rows.append(try json(String(line), path)) }
        return rows
    }

    /// `{"perSecond":…,"results":[["rule",{outputs}] or null …]}`: conversion from JSON, verdict, hit rule and reasons
    /// are inside the clock.
    func run(seconds: Double) throws(BenchFailure) -> JSON {
        var evaluator = model.evaluator()
        var verdicts = inputs.map { evaluator.evaluate($0) }
        let round = averageRound(seconds: seconds) {
            for index in inputs.indices { verdicts[index] = evaluator.evaluate(inputs[index]) }
        }
        return [
            "perSecond": JSON(Int(Double(inputs.count) / round)), "evaluations": JSON(inputs.count),
            "results": .array(verdicts.map(TableBench.result)),
        ]
    }

    private static func result(_ verdict: Verdict) -> JSON {
        guard case .granted(let rule, let outputs) = verdict else { return .null }
        return [.string(rule), .object(outputs.map { JSON.Member($0.name, $0.value.json) })]
    }

    private static func json(_ text: String, _ file: String) throws(BenchFailure) -> JSON {
        do throws(JSONError) {
            return try JSON.parse(text)
        } catch {
            throw BenchFailure(message: "\(file) is no JSON")
        }
    }

    private static func type(_ name: String?) -> FEELType {
        switch name {
        case "number": .number
        case "boolean": .boolean
        case "date": .date
        default: .string
        }
    }
}
