public import FEEL
public import Kernel

extension DecisionModel {
    /// 判定器 — decides one case after the other in the same memory. Each thread needs one of its own; the model behind
    /// it is shared.
    public struct Evaluator: Sendable {
        private let reader: FactReader
        private var evaluation: Evaluation

        init(_ plan: DecisionPlan) {
            reader = FactReader(plan.inputs)
            evaluation = Evaluation(plan)
        }

        /// Decides on the members of a JSON object that bear the names of inputs. Texts of days, times and durations
        /// are read as the type that the input declares. What is absent, null, of another type or not among the allowed
        /// values is unknown.
        public mutating func evaluate(_ facts: JSON) -> Verdict {
            evaluation.forget()
            reader.read(facts) { evaluation.learn($1, $0) }
            evaluation.prepare()
            return evaluation.verdict()
        }

        /// Decides on a JSON object and keeps how.
        public mutating func trace(_ facts: JSON) -> Trace {
            let verdict = evaluate(facts)
            return Trace(evaluation.plan, evaluation.facts, verdict)
        }

        /// Decides on facts in the order of `inputs`; null is unknown.
        public mutating func evaluate(_ facts: [Value]) -> Verdict {
            precondition(facts.count == evaluation.plan.inputs.count, "one value for each input of the decision")
            evaluation.forget()
            for (index, fact) in facts.enumerated() { evaluation.learn(fact, index) }
            evaluation.prepare()
            return evaluation.verdict()
        }
    }

    /// What decides many cases quickly.
    public func evaluator() -> Evaluator { Evaluator(plan) }
}
