import Kernel

extension JSON {
    /// A figure with so many digits behind the point.
    static func fixed(_ value: Double, _ digits: Int) -> JSON {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return .number(digits == 0 ? String(Int(rounded)) : String(rounded))
    }
}
