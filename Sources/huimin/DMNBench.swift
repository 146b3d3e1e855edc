import ArgumentParser
import Decisions
import FEEL
import Foundation
import Kernel

extension DMNCommand {
    /// Measures one decision: `huimin dmn bench`.
    struct Bench: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Evaluations of a decision per CPU-second and per second, on one thread.",
            discussion: """
                Each line of --inputs is an object with the inputs, either itself or under `inputs`; where it has \
                `expected`, the value is compared first, and a difference ends with exit 1. Values are made of the decoded \
                JSON inside the measured loop.
                """)

        @OptionGroup var file: ModelFile

        @Option(help: "Inputs, JSON lines.")
        var inputs: String

        @Option(help: "How long to measure.")
        var seconds = 5.0

        @Flag(help: "Print one JSON object.")
        var json = false

        func run() throws {
            let graph = try file.graph()
            guard let decision = graph.prepare(file.decision) else {
                file.complainOfDecision(graph)
                throw ExitCode(1)
            }
            let lines = try Bench.lines(inputs)
            let checked = try check(lines, decision)
            let rows = lines.map { $0["inputs"] ?? $0 }
            let options = DecisionGraph.Options(clock: MachineClock().dateTime)
            let clock = ContinuousClock()
            let (start, cpuStart) = (clock.now, Bench.cpuSeconds())
            var count = 0
            repeat {
                for row in rows { _ = decision.evaluate(decision.values(from: row), options: options) }
                count += rows.count
            } while (clock.now - start) / .seconds(1) < seconds
            let elapsed = (clock.now - start) / .seconds(1)
            report(count, elapsed, Bench.cpuSeconds() - cpuStart, rows: rows.count, checked: checked)
        }

        private func report(_ count: Int, _ elapsed: Double, _ cpu: Double, rows: Int, checked: Int) {
            let (perCPU, perSecond) = (Int(Double(count) / max(cpu, 1e-9)), Int(Double(count) / elapsed))
            guard json else {
                return Terminal.say(
                    """
                    \(perCPU) evaluations per CPU-second
                    \(perSecond) evaluations per second
                    \(count) evaluations of \(rows) inputs, \(checked) of them checked first
                    """)
            }
            let result: JSON = [
                "decision": .string(file.decision), "evaluationsPerCPUSecond": JSON(perCPU),
                "evaluationsPerSecond": JSON(perSecond), "evaluations": JSON(count), "inputs": JSON(rows),
                "checked": JSON(checked),
            ]
            Terminal.say(result.text)
        }

        /// Compares where a line says what is expected, and tells how many do.
        private func check(_ lines: [JSON], _ decision: PreparedDecision) throws -> Int {
            var checked = 0
            for (number, line) in lines.enumerated() {
                guard let expected = line["expected"] else { continue }
                checked += 1
                let got = decision.evaluate(decision.values(from: line["inputs"] ?? line)).value
                guard Value(got.json) != Value(expected) else { continue }
                Terminal.complain("\(inputs):\(number + 1): expected \(expected.text), got \(got.json.text)")
                throw ExitCode(1)
            }
            return checked
        }

        private static func lines(_ path: String) throws -> [JSON] {
            let lines = try Files.text(path).split(whereSeparator: \.isNewline).enumerated().map { number, line in
                do throws(JSONError) {
                    return try JSON.parse(String(line))
                } catch {
                    throw ValidationError("\(path):\(number + 1): \(error.phrase.text(in: .english))")
                }
            }
            guard !lines.isEmpty else { throw ValidationError("\(path): no inputs.") }
            return lines
        }

        /// What the process has used, user and system.
        private static func cpuSeconds() -> Double {
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            let times = [usage.ru_utime, usage.ru_stime]
            return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000 }
        }
    }
}
