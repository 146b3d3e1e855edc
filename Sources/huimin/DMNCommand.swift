import ArgumentParser
import Catalog
import Decisions
import FEEL
import Foundation
import Kernel

/// 决策模型 — `huimin dmn …`: evaluate DMN models, run the conformance kit, measure.
struct DMNCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dmn", abstract: "DMN models (1.1 to 1.5): evaluate them, run the conformance kit, measure.",
        subcommands: [Evaluate.self, Kit.self, Bench.self])

    /// A model with those beside it in its folder, of which it imports what it needs.
    struct ModelFile: ParsableArguments {
        @Argument(help: "The model, a .dmn file.")
        var model: String

        @Option(help: "The name of the decision.")
        var decision: String

        func graph() throws -> DecisionGraph {
            let root = try definitions(model)
            let graph = DecisionGraph(root, zones: MachineZones.table) { imported in
                neighbours().lazy.compactMap { try? definitions($0) }.first { $0.namespace == imported.namespace }
            }
            for problem in graph.problems {
                let place = problem.position.map { "\($0.line):\($0.column): " } ?? ""
                Terminal.complain(
                    "\(model):\(place)\(problem.element): \(problem.message.text(in: .chinese)) "
                        + problem.advice.text(in: .chinese))
            }
            return graph
        }

        private func definitions(_ path: String) throws -> DMN.Definitions {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw ValidationError("读不到文件 \(path) (cannot read this file)")
            }
            do throws(XMLError) {
                return try DMN.Definitions(xml: bytes)
            } catch {
                Terminal.complain(
                    "\(path):\(error.position.line):\(error.position.column): \(error.message.text(in: .chinese)) "
                        + error.advice.text(in: .chinese))
                throw ExitCode(2)
            }
        }

        private func neighbours() -> [String] {
            let folder = URL(filePath: model).deletingLastPathComponent().path
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.sorted().filter { $0.hasSuffix(".dmn") }.map { folder + "/" + $0 }
        }

        func complainOfDecision(_ graph: DecisionGraph) {
            let names = graph.decisions.map(\.name).joined(separator: "、")
            Terminal.complain("没有名为“\(decision)”的决定，有：\(names) (no such decision)")
        }
    }

    struct Evaluate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Evaluate one decision and print its value as JSON.",
            discussion: """
                The input is an object with a member for each input (and, if you like, for decisions that shall not be \
                computed); those of an import stand in an object under its name. Exit 1 where there is no such decision, \
                2 where the model cannot be read, 3 where it goes beyond a limit.
                """)

        @OptionGroup var file: ModelFile

        @Option(help: "A JSON file with the inputs.")
        var input: String?

        @Flag(help: "Print each decision on the way with the rules that hit, and why something became null.")
        var trace = false

        func run() throws {
            let graph = try file.graph()
            let supplied = try input.map { graph.supplied(from: try Files.json($0)) } ?? []
            let options = DecisionGraph.Options(clock: MachineClock().dateTime, isTracing: trace)
            guard let outcome = graph.evaluate(file.decision, supplied, options: options) else {
                file.complainOfDecision(graph)
                throw ExitCode(1)
            }
            guard trace else {
                for fault in outcome.faults {
                    Terminal.complain("\(fault.element): \(fault.message.text(in: .chinese))")
                }
                Terminal.say(outcome.value.json.text)
                return try refuse(outcome.exceeded)
            }
            Terminal.say(outcome.json.indentedText)
            try refuse(outcome.exceeded)
        }

        /// A value that a limit cut short is none to rely on.
        private func refuse(_ exceeded: LimitExceeded?) throws {
            guard let exceeded else { return }
            Terminal.complain(exceeded.phrase.text(in: .chinese))
            throw ExitCode(3)
        }
    }

    /// The conformance kit: `huimin dmn tck`.
    struct Kit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tck", abstract: "Run every *-test-*.xml below a folder against its model.",
            discussion: "One line a folder: passed/total and its name. Exit 1 where a case does not pass.")

        @Argument(help: "A folder with test cases of the public DMN kit, at any depth.")
        var directory: String

        @Option(help: "A file for the results as JSON: each case with what was expected and what came.")
        var json: String?

        func run() throws {
            var (passed, failed) = (0, 0)
            var cases: [JSON] = []
            for folder in try KitFolder.all(below: directory) {
                let results = ConformanceKit.run(
                    tests: folder.tests, models: folder.models, zones: MachineZones.table,
                    options: DecisionGraph.Options(clock: MachineClock().dateTime))
                let passes = results.count { $0.passed }
                Terminal.say("\(passes)/\(results.count) \(folder.name)")
                passed += passes
                failed += results.count - passes
                for result in results {
                    var line = result.json
                    line["folder"] = .string(folder.name)
                    cases.append(line)
                }
            }
            guard passed + failed > 0 else { throw ValidationError("No *-test-*.xml below \(directory).") }
            if let json { try Data(JSON.array(cases).indentedText.utf8).write(to: URL(filePath: json)) }
            Terminal.say("\(passed) passed, \(failed) failed")
            if failed > 0 { throw ExitCode(1) }
        }
    }
}

/// A folder of the kit with its files.
private struct KitFolder {
    let name: String
    let tests: [ConformanceKit.File]
    let models: [ConformanceKit.File]

    /// Folders that hold tests, by path.
    static func all(below path: String) throws -> [KitFolder] {
        guard let walk = FileManager.default.enumerator(atPath: path) else {
            throw ValidationError("\(path): no such folder.")
        }
        var files: [String: [String]] = [:]
        for case let file as String in walk where file.hasSuffix(".xml") || file.hasSuffix(".dmn") {
            let url = URL(filePath: path).appending(path: file)
            files[url.deletingLastPathComponent().path, default: []].append(url.lastPathComponent)
        }
        return try files.sorted { $0.key < $1.key }.compactMap { folder, names in
            let tests = names.sorted().filter { $0.hasSuffix(".xml") && $0.contains("-test-") }
            guard !tests.isEmpty else { return nil }
            let read = { (name: String) throws -> ConformanceKit.File in
                let data = try Data(contentsOf: URL(filePath: folder).appending(path: name))
                return ConformanceKit.File(name: name, bytes: Array(data))
            }
            return KitFolder(
                name: URL(filePath: folder).lastPathComponent, tests: try tests.map(read),
                models: try names.sorted().filter { $0.hasSuffix(".dmn") }.map(read))
        }
    }
}

extension DecisionGraph.Outcome {
    /// The value with the way to it.
    fileprivate var json: JSON {
        [
            "value": value.json,
            "decisions": .array(
                steps.map { step in
                    [
                        "name": .string(step.decision), "value": step.value.json,
                        "hits": .array(step.hits.map { .array($0.map { JSON($0) }) }),
                    ]
                }),
            "faults": .array(
                faults.map { fault in
                    [
                        "element": .string(fault.element), "code": .string(fault.message.code),
                        "message": .string(fault.message.text(in: .chinese)),
                    ]
                }),
        ]
    }
}
