import Decisions
import FEEL
import Kernel

/// One decision of a DMN model over the inputs of a file, as any program that embeds the engine evaluates it.
struct GraphBench {
    private let decision: PreparedDecision
    private let inputs: [JSON]

    init(model: String, decision name: String, inputs: String) throws(BenchFailure) {
        let graph: DecisionGraph
        do {
            graph = DecisionGraph(try DMN.Definitions(xml: Array(try contents(of: model).utf8)))
        } catch {
            throw BenchFailure(message: "\(model) is no DMN model")
        }
        guard let decision = graph.prepare(name) else {
            throw BenchFailure(message: "\(model) has no decision \(name)")
        }
        self.decision = decision
        self.inputs = try TableBench.lines(of: inputs)
    }

    /// `{"perSecond":…,"results":[…]}`: conversion from JSON and the hits of the table are inside the clock.
    func run(seconds: Double) -> JSON {
        let options = DecisionGraph.Options(isTracing: true)
        var values = inputs.map { decision.evaluate(decision.values(from: $0), options: options).value }
        let round = averageRound(seconds: seconds) {
            for index in inputs.indices {
                values[index] = decision.evaluate(decision.values(from: inputs[index]), options: options).value
            }
        }
        return [
            "perSecond": JSON(Int(Double(inputs.count) / round)), "evaluations": JSON(inputs.count),
            "results": .array(values.map(\.json)),
        ]
    }
}
