package import Kernel

/// 示例的结果 — an example as it comes out under the definition.
package struct ExampleResult: Sendable {
    package let name: String
    package let day: CivilDate
    package let isAsExpected: Bool
    /// `准予（八十岁档，金额 100）`, `转人工（年龄）`.
    package let result: String
    /// Which cell kept which rule from granting, where it is not as expected.
    package let explanation: String
}

extension ServiceItem {
    /// Every example, run; empty where people decide the item.
    package var exampleResults: [ExampleResult] {
        guard let rules else { return [] }
        return examples.map { example in
            let run = ExampleRun(example, rules: rules)
            return ExampleResult(
                name: example.name, day: example.day, isAsExpected: run.isAsExpected, result: run.result,
                explanation: run.isAsExpected ? "" : run.explanation)
        }
    }
}
