public import FEEL
public import Kernel

/// 说明 — why it was decided as it was: two or three sentences for the resident, a table for the clerk. Nothing is put
/// into words before it is asked for, so that deciding costs no more than deciding.
public struct Explanation: Sendable {
    /// What was decided.
    public let verdict: Verdict
    let model: DecisionModel
    let evaluation: Evaluation

    init(_ model: DecisionModel, _ facts: [Value]) {
        self.model = model
        var evaluation = Evaluation(model.plan, facts)
        verdict = evaluation.verdict()
        self.evaluation = evaluation
    }

    /// What the sentences may add to what the rules know.
    public struct Background: Sendable {
        /// The law that each rule rests on, by the name of the rule, e.g. 《惠民市高龄津贴发放办法》第五条.
        public var laws: [String: Phrase]
        /// The nearest ways to a grant.
        public var qualification: Qualification?

        public init(laws: [String: Phrase] = [:], qualification: Qualification? = nil) {
            self.laws = laws
            self.qualification = qualification
        }
    }
}

extension DecisionModel {
    /// Decides, and keeps what is needed to say why.
    public func explain(facts: [String: Value]) -> Explanation {
        Explanation(self, inputs.map { facts[$0.name] ?? .null })
    }

    /// Decides on facts in the order of `inputs`, and keeps what is needed to say why.
    public func explain(facts: [Value]) -> Explanation {
        precondition(facts.count == inputs.count, "one value for each input of the decision")
        return Explanation(self, facts)
    }
}
