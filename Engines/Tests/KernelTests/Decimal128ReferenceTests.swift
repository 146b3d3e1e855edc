import Foundation
import Kernel
import Testing

/// Every operation against Python's `decimal` in the decimal128 context, digit by digit: coefficient and exponent, not
/// only value.
@Suite struct Decimal128ReferenceTests {
    static let pairs = 10_000

    @Test("与 Python decimal 逐位一致")
    func agreesWithPython() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        guard let lines = try reference(seed: seed) else {
            Issue.record("skipped: python3 not present, decimal128 was not compared", severity: .warning)
            return
        }
        var compared: [String: Int] = [:]
        for line in lines {
            let fields = line.split(separator: " ").map(String.init)
            let (name, expected) = (fields[0], fields[3])
            let left = try #require(Decimal128(fields[1]))
            let right = try #require(Decimal128(fields[2]))
            let got = result(name, left, right)
            guard got != expected else {
                compared[name, default: 0] += 1
                continue
            }
            Issue.record("seed \(seed): \(name) \(fields[1]) \(fields[2]) gave \(got), Python \(expected)")
        }
        for name in ["add", "sub", "mul", "div", "cmp", "root"] { #expect(compared[name] == Self.pairs) }
        #expect((compared["rem"] ?? 0) > Self.pairs / 2)
        #expect((compared["exp"] ?? 0) > 100 && (compared["ln"] ?? 0) > 100)
        #expect((compared["qua"] ?? 0) > Self.pairs / 3)
    }

    private func result(_ name: String, _ left: Decimal128, _ right: Decimal128) -> String {
        switch name {
        case "add": exact(left.adding(right))
        case "sub": exact(left.subtracting(right))
        case "mul": exact(left.multiplied(by: right))
        case "div": exact(left.divided(by: right))
        case "rem": exact(left.remainder(dividingBy: right))
        case "root": exact(left.squareRoot)
        case "exp": String(left.exponential?.agrees(with: right) ?? false)
        case "ln": String(left.naturalLogarithm?.agrees(with: right) ?? false)
        case "qua": exact(left.rounded(toScale: -right.exponent))
        default: left < right ? "-1" : (left == right ? "0" : "1")
        }
    }

    private func exact(_ number: Decimal128?) -> String {
        number.map { "\($0.isNegative ? "-" : "")\($0.coefficient)e\($0.exponent)" } ?? "none"
    }

    /// One line per operation: name, operands, result.
    private func reference(seed: UInt64) throws -> [Substring]? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, String(seed), String(Self.pairs)]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus != 127 else { return nil }
        #expect(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self).split(separator: "\n")
    }

    /// Operands of every length and reach: money, 34 digits, neighbours in exponent, both ends of the range.
    private static let script = """
        import random, sys
        from decimal import *
        context = Context(prec=34, Emin=-6143, Emax=6144, clamp=1, rounding=ROUND_HALF_EVEN, traps=[])
        setcontext(context)
        draw = random.Random(int(sys.argv[1]))

        def number():
            kind = draw.randrange(8)
            digits = draw.choice([1, 2, 4, 8, 17, 19, 20, 33, 34])
            coefficient = draw.randrange(10 ** digits)
            if draw.random() < 0.2: coefficient = coefficient // 10 ** (digits // 2) * 10 ** (digits // 2)
            if draw.random() < 0.1: coefficient = draw.choice([0, 1, 5, 10 ** 34 - 1, 5 * 10 ** 33])
            if kind < 4: exponent = -draw.randrange(4)
            elif kind < 6: exponent = draw.randrange(-40, 40)
            elif kind == 6: exponent = draw.choice([draw.randrange(-6176, -6100), draw.randrange(6040, 6112)])
            else: exponent = draw.randrange(-6176, 6112)
            return Decimal((draw.randrange(2), tuple(map(int, str(coefficient))), exponent))

        def exact(value):
            if not value.is_finite(): return "none"
            sign, digits, exponent = value.as_tuple()
            digits = int("".join(map(str, digits)))
            return ("-" if sign and digits else "") + str(digits) + "e" + str(exponent)

        for _ in range(int(sys.argv[2])):
            a, b = number(), number()
            line = lambda name, result: print(name, a, b, result)
            line("add", exact(context.add(a, b)))
            line("sub", exact(context.subtract(a, b)))
            line("mul", exact(context.multiply(a, b)))
            line("div", exact(context.divide(a, b)))
            line("cmp", context.compare(a, b))
            rest = context.remainder(a, b)
            if rest.is_finite(): line("rem", exact(rest))
            quantum = context.quantize(a, b)
            if quantum.is_finite(): line("qua", exact(quantum))
            line("root", exact(context.sqrt(a)) if a >= 0 else "none")
        for _ in range(500):
            a = number().scaleb(0)
            if abs(a) < 14000: print("exp", a, context.exp(a), "true")
            if a > 0: print("ln", a, context.ln(a), "true")
        """
}

extension Decimal128 {
    /// Equal to 28 digits: what is promised for logarithms and powers of e.
    fileprivate func agrees(with reference: Decimal128) -> Bool {
        guard let error = subtracting(reference)?.magnitude, let ulp = Decimal128("1e-28"),
            let bound = reference.magnitude.multiplied(by: ulp)
        else { return false }
        return error < bound || error == 0 || error < (Decimal128("1e-6140") ?? 0)
    }
}
