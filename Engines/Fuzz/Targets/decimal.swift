import Kernel

/// Reading, printing and arithmetic of decimal128: the first two lines of the input are operands.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let left = Decimal128(lines[0]) else { return 0 }
    check(left)
    guard lines.count > 1, let right = Decimal128(lines[1]) else { return 0 }
    for result in [
        left.adding(right), left.subtracting(right), left.multiplied(by: right), left.divided(by: right),
        left.remainder(dividingBy: right), left.modulo(right), left.power(right),
        right.int.flatMap { left.rounded(toScale: $0) },
    ] {
        if let result { check(result) }
    }
    precondition([left < right, left == right, left > right].count { $0 } == 1, "no order")
    precondition(left.adding(right) == right.adding(left), "addition depends on order")
    precondition(left.multiplied(by: right) == right.multiplied(by: left), "multiplication depends on order")
    return 0
}

private func check(_ number: Decimal128) {
    precondition(Decimal128(number.description) == number, "does not read back")
    precondition(number.canonical == number && number.canonical.hashValue == number.hashValue, "canonical differs")
    for result in [number.squareRoot, number.exponential, number.naturalLogarithm, number.floor] {
        if let result { precondition(Decimal128(result.description) == result, "does not read back") }
    }
    if let whole = number.int { precondition(Decimal128(whole) == number, "integer differs") }
}
