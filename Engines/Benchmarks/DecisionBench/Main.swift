import Kernel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// `decision-bench table FILE --inputs FILE.jsonl [--seconds N]` evaluates one table over decoded inputs and says how
/// many evaluations a CPU-second holds, with every result; `decision-bench graph MODEL.dmn --decision NAME` does so for a
/// decision of a DMN model. `decision-bench scale FILE --inputs FILE.jsonl` compares a
/// table of 10,000 rules with that one, in time and memory, and measures compiling and explaining. Both print one JSON
/// object.
@main
enum DecisionBench {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let seconds = option("--seconds", in: arguments).flatMap(Double.init) ?? 2
        guard arguments.count > 1, let inputs = option("--inputs", in: arguments) else { return usage() }
        report { () throws(BenchFailure) in
            if arguments[0] == "graph" {
                let decision = option("--decision", in: arguments) ?? ""
                return try GraphBench(model: arguments[1], decision: decision, inputs: inputs).run(seconds: seconds)
            }
            let table = try TableBench(file: arguments[1], inputs: inputs)
            switch arguments[0] {
            case "table": return try table.run(seconds: seconds)
            case "scale": return try ScaleBench(small: table).run(seconds: seconds)
            default: throw BenchFailure(message: "there is no command \(arguments[0])")
            }
        }
    }

    private static func option(_ name: String, in arguments: [String]) -> String? {
        guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
        return arguments[index + 1]
    }

    private static func report(_ body: () throws(BenchFailure) -> JSON) {
        do throws(BenchFailure) {
            print(try body().text)
        } catch {
            complain("decision-bench: \(error.message)")
            exit(1)
        }
    }

    private static func usage() {
        complain("usage: decision-bench table|scale|graph FILE --inputs FILE.jsonl [--decision NAME] [--seconds N]")
        exit(2)
    }
}

struct BenchFailure: Error {
    let message: String
}
