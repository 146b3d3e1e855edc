import Foundation
import Kernel
import Testing

/// Every operation against Python's `decimal` in the decimal128 context, digit by digit: coefficient and exponent, not
/// only value. `HUIMIN_DECIMAL_PAIRS` says how many random pairs each operation is tried on (`make prove`: 100,000).
@Suite struct Decimal128ReferenceTests {
    static let pairs = ProcessInfo.processInfo.environment["HUIMIN_DECIMAL_PAIRS"].flatMap { Int($0) } ?? 1000

    static let operations: [String: @Sendable (Decimal128, Decimal128) -> String] = [
        "add": { exact($0.adding($1)) },
        "subtract": { exact($0.subtracting($1)) },
        "multiply": { exact($0.multiplied(by: $1)) },
        "divide": { exact($0.divided(by: $1)) },
        "compare": { $0 < $1 ? "-1" : ($0 == $1 ? "0" : "1") },
        "remainder": { plain($0.remainder(dividingBy: $1)) },
        "modulo": { plain($0.modulo($1)) },
        "power": { plain($0.power($1)) },
        "fractional-power": { plain($0.power($1)) },
        "root": { number, _ in exact(number.squareRoot) },
        "exponential": { number, _ in plain(number.exponential) },
        "logarithm": { number, _ in plain(number.naturalLogarithm) },
        "floor": { number, _ in plain(number.floor) },
        "ceiling": { number, _ in plain(number.rounded(toScale: 0, .ceiling)) },
        "integer": { number, _ in number.int.map(String.init) ?? "none" },
        "write": { number, _ in number.description },
        "round-half-even": { plain(rounded($0, $1, .halfEven)) },
        "round-half-up": { plain(rounded($0, $1, .halfUp)) },
        "round-half-down": { plain(rounded($0, $1, .halfDown)) },
        "round-up": { plain(rounded($0, $1, .up)) },
        "round-down": { plain(rounded($0, $1, .down)) },
        "round-ceiling": { plain(rounded($0, $1, .ceiling)) },
        "round-floor": { plain(rounded($0, $1, .floor)) },
    ]

    @Test("与 Python decimal 逐位一致", arguments: operations.keys.sorted())
    func agreesWithPython(operation: String) async throws {
        let body = try #require(Self.operations[operation])
        try await compare(operation) { left, right in
            guard let left = Decimal128(left), let right = Decimal128(right) else { return "unreadable" }
            return body(left, right)
        }
    }

    @Test("读数与 Python decimal 逐位一致")
    func readsAsPython() async throws {
        try await compare("read") { text, _ in Self.exact(Decimal128(text)) }
    }

    private func compare(_ operation: String, _ result: (String, String) -> String) async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        let arguments = [Self.script, operation, String(seed), String(Self.pairs)]
        guard let cases = try await Python.lines(arguments) else {
            Issue.record("skipped: python3 not present, decimal128 was not compared", severity: .warning)
            return
        }
        var faults = 0
        for line in cases {
            let fields = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            let got = result(fields[0], fields[1])
            guard got != fields[2] else { continue }
            faults += 1
            guard faults <= 10 else { continue }
            Issue.record("seed \(seed): \(operation) \(fields[0]) \(fields[1]) gave \(got), Python \(fields[2])")
        }
        #expect(faults == 0 && cases.count == Self.pairs, "\(operation): \(faults) of \(cases.count) differ")
    }

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Reference/decimal128.py").path

    private static func rounded(_ number: Decimal128, _ scale: Decimal128, _ rule: Decimal128.Rounding) -> Decimal128? {
        scale.int.flatMap { number.rounded(toScale: $0, rule) }
    }

    private static func exact(_ number: Decimal128?) -> String {
        number.map { "\($0.isNegative ? "-" : "")\($0.coefficient)e\($0.exponent)" } ?? "none"
    }

    private static func plain(_ number: Decimal128?) -> String { exact(number?.canonical) }
}
