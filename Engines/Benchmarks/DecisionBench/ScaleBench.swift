import Decisions
import FEEL
import Kernel

/// What a large table costs beside a small one: time, memory, compiling, explaining.
struct ScaleBench {
    let small: TableBench
    private let columns = LargeTable.columns

    /// Memory is measured as what further copies of a model take, when the allocator has long had its fill.
    private static let copies = 4

    func run(seconds: Double) throws(BenchFailure) -> JSON {
        let rules = 10_000
        let source = LargeTable(rules: rules, seed: 1).source
        var models = [try ScaleBench.compiled(source)]
        let before = try residentBytes()
        for _ in 0..<ScaleBench.copies { models.append(try ScaleBench.compiled(source)) }
        let bytes = try residentBytes() - before
        let cells = rules * columns.count * ScaleBench.copies
        let inputs = LargeTable(rules: rules, seed: 1).inputs(10_000)

        let smallTime = perEvaluation(small.model, small.inputs, seconds)
        let largeTime = perEvaluation(models[0], inputs, seconds)
        let explained = perExplanation(small.model, small.inputs, seconds)
        let thousand = LargeTable(rules: 1000, seed: 2).source
        var failure: BenchFailure?
        let compiling = fastestRound(seconds: seconds) {
            do throws(BenchFailure) { _ = try ScaleBench.compiled(thousand) } catch { failure = error }
        }
        if let failure { throw failure }
        var evaluator = models[0].evaluator()
        let granted = inputs.count { evaluator.evaluate($0).isGranted }
        return [
            "smallNanoseconds": JSON(Int(smallTime * 1e9)), "largeNanoseconds": JSON(Int(largeTime * 1e9)),
            "largeToSmall": ScaleBench.fixed(largeTime / smallTime), "largeGranted": JSON(granted),
            "bytesPerCell": ScaleBench.fixed(Double(bytes) / Double(cells)),
            "compileThousandMilliseconds": ScaleBench.fixed(compiling * 1000),
            "explanationShare": ScaleBench.fixed(explained / smallTime - 1),
        ]
    }

    private func perEvaluation(_ model: DecisionModel, _ inputs: [JSON], _ seconds: Double) -> Double {
        var evaluator = model.evaluator()
        var grants = 0
        let round = fastestRound(seconds: seconds) {
            for input in inputs where evaluator.evaluate(input).isGranted { grants += 1 }
        }
        return round / Double(inputs.count)
    }

    /// With everything kept that an explanation is made of.
    private func perExplanation(_ model: DecisionModel, _ inputs: [JSON], _ seconds: Double) -> Double {
        var evaluator = model.evaluator()
        var grants = 0
        let round = fastestRound(seconds: seconds) {
            for input in inputs where evaluator.trace(input).verdict.isGranted { grants += 1 }
        }
        return round / Double(inputs.count)
    }

    private static func compiled(_ source: DecisionSource) throws(BenchFailure) -> DecisionModel {
        do throws(DecisionProblems) {
            return try DecisionModel(source)
        } catch {
            throw BenchFailure(message: error.problems.prefix(5).map(\.message.debugText).joined(separator: "\n"))
        }
    }

    /// Two digits after the point.
    private static func fixed(_ value: Double) -> JSON {
        .number((Decimal128(units: Int((value * 100).rounded()), scale: 2) ?? .zero).description)
    }
}

extension Phrase {
    fileprivate var debugText: String { text(in: .english) }
}
