import FEEL

/// 查找的用量 — what all trials of one search use together. Each trial alone is within the limits of an evaluation; without a
/// sum over them, a pattern that is slow once would be slow sixty thousand times.
///
/// A reference: whoever takes part in a search draws on the same account. It never leaves the search.
package final class SearchMeter {
    private let stepsMax: Int
    private var stepsLeft: Int
    /// A trial was ended that would have been allowed to go on by itself.
    private var isCutShort = false

    /// - Parameter steps: of all trials together. The last of them may use once more what was left for it.
    package init(steps: Int) {
        stepsMax = steps
        stepsLeft = steps
    }

    /// Nothing more is tried; what was not tried is not known.
    package var isUsedUp: Bool { stepsLeft <= 0 || isCutShort }

    /// Steps of the trials so far.
    package var stepsUsed: Int { stepsMax - stepsLeft }

    /// What the next trial may use.
    private var limits: EvaluationLimits { EvaluationLimits.standard.within(effort: stepsLeft) }

    /// What a trial costs before anything in it loops.
    private static let baseSteps = 1

    private func spend(_ steps: Int, _ frame: Frame) {
        stepsLeft -= steps + frame.effort
        if let exceeded = frame.exceeded, exceeded.limit < EvaluationLimits.standard[exceeded.kind] {
            isCutShort = true
        }
    }

    /// Puts facts to a decision, in the order of its inputs, and reads what came of it.
    func trial<Answer>(
        _ evaluation: inout Evaluation, _ facts: some Collection<Value>, _ read: (inout Evaluation) -> Answer
    ) -> Answer {
        evaluation.forget(within: limits)
        for (index, fact) in facts.enumerated() { evaluation.learn(fact, index) }
        evaluation.prepare()
        let answer = read(&evaluation)
        spend(SearchMeter.baseSteps + evaluation.plan.steps.count, evaluation.frame)
        return answer
    }

    /// What a decision says about facts in the order of its inputs.
    func verdict(_ model: DecisionModel, _ facts: [Value]) -> Verdict {
        var evaluation = Evaluation(model.plan)
        return trial(&evaluation, facts) { $0.verdict() }
    }

    /// What a decision says about facts by their names.
    func verdict(_ model: DecisionModel, _ facts: [String: Value]) -> Verdict {
        verdict(model, model.inputs.map { facts[$0.name] ?? .null })
    }

    /// How a cell answers to a value.
    enum Answer {
        case passes
        case fails
        /// It speaks of other values, or the value cannot be compared: in a table no hit.
        case none
        /// The trial came to a limit: nobody knows.
        case untold
    }

    /// Puts a value to tests that stand alone.
    func answer(_ tests: UnaryTests, to value: Value) -> Answer {
        guard tests.standsAlone else { return .none }
        guard !isUsedUp else { return .untold }
        var frame = Frame(globals: [], unknowns: [], limits: limits)
        let passes = tests.matches(value, &frame)
        spend(SearchMeter.baseSteps, frame)
        guard frame.exceeded == nil else { return .untold }
        return passes.map { $0 ? .passes : .fails } ?? .none
    }
}
