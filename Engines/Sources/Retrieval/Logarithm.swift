extension GramIndex {
    /// The natural logarithm of a positive finite number, to about 12 digits:
    /// ln x = e·ln 2 + 2·artanh((m−1)/(m+1)).
    static func logarithm(_ value: Double) -> Double {
        let root = value.significand > 1.414_213_562_373_095_1 ? value.significand / 2 : value.significand
        let exponent = Double(value.exponent) + (root == value.significand ? 0 : 1)
        let ratio = (root - 1) / (root + 1)
        let square = ratio * ratio
        var term = ratio
        var sum = 0.0
        for odd in stride(from: 1, through: 21, by: 2) {
            sum += term / Double(odd)
            term *= square
        }
        return exponent * 0.693_147_180_559_945_3 + 2 * sum
    }
}
