/// 行政区划名称: what divisions are called, so that pages show `惠民市安和区` and not `339902`.
package struct PlaceNames: Sendable {
    private let names: [String: String]

    /// - Parameter names: by six-digit code (GB/T 2260).
    package init(_ names: [String: String]) { self.names = names }

    /// The name of a division, or of the district that a longer code lies in; the code itself where it is not known.
    package func name(_ code: String) -> String { names[code] ?? names[String(code.prefix(6))] ?? code }
}
