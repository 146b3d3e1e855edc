import Kernel

/// 核对 — what the department has acknowledged beside what it holds: pure, and without mercy for what differs.
struct WriteBackComparison {
    /// 受理号, as one of the values that are compared.
    static let number = "受理号"
    let writeBack: Resource.WriteBack

    /// - Parameters:
    ///   - values: what was written, by name; `nil` where the event is older than the keeping of it: then the number alone is
    ///     compared.
    ///   - registration: what the department holds; `nil` where it holds nothing.
    /// - Returns: what differs; all that was written where it holds nothing.
    func differences(
        _ record: WriteBackRecord, _ values: [String: String]?, _ registration: Registration?
    ) -> [WriteBackFinding.Line] {
        let written = values.map(writeBack.written) ?? [:]
        let names = (writeBack.readBack?.columns.keys.sorted() ?? []).filter { written[$0] != nil }
        let lines =
            [WriteBackFinding.Line(name: Self.number, ours: record.number, theirs: registration?.number)]
            + names.map { name in
                WriteBackFinding.Line(name: name, ours: written[name], theirs: registration?.values[name] ?? nil)
            }
        return registration == nil ? lines : lines.filter { !Self.agree($0.ours, $0.theirs) }
    }

    /// What a department holds that nobody told it.
    func lines(of stranger: Registration) -> [WriteBackFinding.Line] {
        [WriteBackFinding.Line(name: Self.number, ours: nil, theirs: stranger.number)]
            + stranger.values.sorted { $0.key < $1.key }.map {
                WriteBackFinding.Line(name: $0.key, ours: nil, theirs: $0.value)
            }
    }

    /// The same text, or the same number however it is written: `100` and `100.00`.
    private static func agree(_ left: String?, _ right: String?) -> Bool {
        let (left, right) = (trimmed(left), trimmed(right))
        if left == right { return true }
        // A long row of digits is a name and no number: leading noughts count.
        guard left.utf8.count < 15, right.utf8.count < 15, !left.hasPrefix("0"), !right.hasPrefix("0"),
            let ours = Decimal128(left), let theirs = Decimal128(right)
        else { return false }
        return ours == theirs
    }

    private static func trimmed(_ text: String?) -> String {
        String((text ?? "").drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
