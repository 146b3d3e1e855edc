import Kernel
import Vault

/// 轨迹 — what happened, step by step: the same seed leaves the same trace on every machine.
struct Trace {
    private static let tailLength = 30

    private(set) var steps = 0
    private var digest: [UInt8] = []
    private(set) var tail: [String] = []

    /// SHA-256 over all lines, hexadecimal.
    var hash: String { Hex.text(digest) }

    mutating func add(_ line: String) {
        steps += 1
        digest = Digest.sha256(digest + Array(line.utf8))
        tail.append(line)
        if tail.count > Self.tailLength { tail.removeFirst() }
    }
}
