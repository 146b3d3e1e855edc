public import FEEL
public import Kernel

/// 一致性测试 — runs test cases in the format of the public DMN conformance kit (namespace
/// `http://www.omg.org/spec/DMN/20160719/testcase`): a model, inputs, and what each decision must give.
public enum ConformanceKit {
    /// A file by its name.
    public struct File: Sendable {
        /// The name without its folder.
        public let name: String
        /// What stands in it.
        public let bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// What one result of a test case came to.
    public struct Check: Sendable {
        /// The file of the test.
        public let test: String
        /// The id of the case within it.
        public let testCase: String
        /// The decision or service that is asked.
        public let result: String
        /// What the kit expects.
        public let expected: Value
        /// What the engine gave.
        public let got: Value
        /// Why it is not what is expected, where there is more to say than the values.
        public let note: String?
        /// Whether they agree.
        public let passed: Bool
    }

    /// All results of one test case; it passes when each of them does.
    public struct CaseResult: Sendable {
        /// The file of the test.
        public let test: String
        /// The id of the case within it.
        public let name: String
        /// One for each result that the case expects.
        public let checks: [Check]
        /// Whether all of them agree; a case without a result has not passed.
        public var passed: Bool { !checks.isEmpty && checks.allSatisfy(\.passed) }

        /// The case with what was expected and what came.
        public var json: JSON {
            [
                "test": .string(test), "case": .string(name), "passed": .boolean(passed),
                "results": .array(checks.map(\.json)),
            ]
        }
    }

    /// Runs the test files of a folder against its models. A file that cannot be read gives one case that does not pass.
    public static func run(
        tests: [File], models: [File], zones: ZoneTable, options: DecisionGraph.Options
    ) -> [CaseResult] {
        let library = KitLibrary(models, zones)
        return tests.flatMap { test -> [CaseResult] in
            do throws(XMLError) {
                let file = try KitTest(test, zones)
                guard let graph = library.graph(named: file.model) else {
                    return [failure(test.name, "model \(file.model) is not there or cannot be read")]
                }
                return file.cases.map { run($0, of: test.name, on: graph, options) }
            } catch {
                return [failure(test.name, error.message.text(in: .english))]
            }
        }
    }

    private static func failure(_ test: String, _ note: String) -> CaseResult {
        let check = Check(
            test: test, testCase: "", result: "", expected: .null, got: .null, note: note, passed: false)
        return CaseResult(test: test, name: "", checks: [check])
    }

    private static func run(
        _ testCase: KitTest.Case, of test: String, on graph: DecisionGraph, _ options: DecisionGraph.Options
    ) -> CaseResult {
        let checks = testCase.results.map { result in
            let answer = answer(result, testCase, graph, options)
            let passed = answer.map { $0.value.isClose(to: result.expected) } ?? false
            let note =
                answer == nil ? "nothing of that name" : answer?.faults.first.map { $0.message.text(in: .english) }
            return Check(
                test: test, testCase: testCase.name, result: result.name, expected: result.expected,
                got: answer?.value ?? .null, note: passed ? nil : note, passed: passed)
        }
        return CaseResult(test: test, name: testCase.name, checks: checks)
    }

    private static func answer(
        _ result: KitTest.Result, _ testCase: KitTest.Case, _ graph: DecisionGraph, _ options: DecisionGraph.Options
    ) -> (value: Value, faults: [DecisionGraph.Fault])? {
        guard let service = testCase.service else {
            return graph.evaluate(result.name, testCase.inputs, options: options).map { ($0.value, $0.faults) }
        }
        guard let answer = graph.evaluate(service: service, testCase.inputs, options: options) else { return nil }
        // A result names one of the output decisions, or the service and means all of them.
        if result.name != service, answer.outputs.entries.count > 1, let value = answer.outputs[result.name] {
            return (value, answer.outcome.faults)
        }
        return (answer.outcome.value, answer.outcome.faults)
    }
}

extension ConformanceKit.Check {
    fileprivate var json: JSON {
        var json: JSON = [
            "name": .string(result), "passed": .boolean(passed), "expected": .string(expected.literal),
            "got": .string(got.literal),
        ]
        if let note { json["note"] = .string(note) }
        return json
    }
}

/// The models of a folder, each compiled when a test asks for it.
private struct KitLibrary {
    private let zones: ZoneTable
    private var definitions: [(name: String, model: DMN.Definitions)] = []

    init(_ files: [ConformanceKit.File], _ zones: ZoneTable) {
        self.zones = zones
        for file in files {
            guard let model = try? DMN.Definitions(xml: file.bytes) else { continue }
            definitions.append((file.name, model))
        }
    }

    func graph(named name: String) -> DecisionGraph? {
        guard let root = definitions.first(where: { $0.name == name })?.model else { return nil }
        return DecisionGraph(root, zones: zones) { imported in
            definitions.first { $0.model.namespace == imported.namespace }?.model
        }
    }
}

extension Value {
    /// Whether a value is what a test expects: numbers within 10⁻⁸, everything else equal.
    func isClose(to expected: Value) -> Bool {
        switch (self, expected) {
        case (.null, .null): return true
        case (.number(let got), .number(let expected)):
            guard let difference = got.subtracting(expected) else { return false }
            return difference.magnitude < Value.tolerance
        case (.list(let got), .list(let expected)):
            return got.count == expected.count && zip(got, expected).allSatisfy { $0.isClose(to: $1) }
        case (.context(let got), .context(let expected)):
            return got.entries.count == expected.entries.count
                && expected.entries.allSatisfy { got[$0.key]?.isClose(to: $0.value) ?? false }
        default: return self.equals(expected) ?? false
        }
    }

    private static let tolerance = Decimal128(units: 1, scale: 8) ?? .zero
}
