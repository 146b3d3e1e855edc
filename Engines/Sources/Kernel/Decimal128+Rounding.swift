extension Decimal128 {
    /// 舍入方式 — where a number goes that lies between two of the wanted scale.
    public enum Rounding: Sendable, CaseIterable {
        /// To the nearest; a tie to the even neighbour (四舍六入五成双).
        case halfEven
        /// To the nearest; a tie away from zero (四舍五入).
        case halfUp
        /// To the nearest; a tie toward zero.
        case halfDown
        /// Away from zero.
        case up
        /// Toward zero.
        case down
        /// Toward plus infinity.
        case ceiling
        /// Toward minus infinity.
        case floor
    }

    /// The number with `scale` digits after the point (negative: tens, hundreds …). Zeros are added where the number is
    /// coarser, as long as 34 digits hold them. `nil` where `scale` lies outside −6111…6176 or the result is too large.
    public func rounded(toScale scale: Int, _ rule: Rounding = .halfEven) -> Decimal128? {
        guard (-Decimal128.exponentMax...(-Decimal128.exponentMin)).contains(scale) else { return nil }
        let drop = -scale - exponent
        if isZero { return Decimal128(isNegative: false, coefficient: 0, exponent: -scale) }
        if drop <= 0 {
            guard PowerOfTen.digits(coefficient) - drop <= Decimal128.digitsMax else { return self }
            return Decimal128(isNegative: isNegative, coefficient: coefficient * PowerOfTen[-drop], exponent: -scale)
        }
        let kept = Decimal128.quotient(
            coefficient, droppingDigits: drop, sticky: false, rule: rule, isNegative: isNegative)
        return .rounding(kept, exponent: -scale, isNegative: isNegative)
    }

    /// The largest whole number that is not greater.
    public var floor: Decimal128 { exponent >= 0 ? self : rounded(toScale: 0, .floor) ?? self }

    /// The number with its last `drop` digits cut and rounded; `sticky` says that something non-zero was cut before.
    static func quotient(
        _ value: UInt128, droppingDigits drop: Int, sticky: Bool, rule: Rounding, isNegative: Bool
    ) -> UInt128 {
        guard drop > 0 else { return value }
        var kept: UInt128 = 0
        var comparedToHalf = -1
        var isExact = value == 0 && !sticky
        if drop <= 38 {
            let unit = PowerOfTen[drop]
            let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
            kept = quotient
            isExact = rest == 0 && !sticky
            let half = unit / 2
            comparedToHalf = rest < half ? -1 : (rest == half && !sticky ? 0 : 1)
        }
        guard !isExact else { return kept }
        let roundsAway =
            switch rule {
            case .halfEven: comparedToHalf > 0 || comparedToHalf == 0 && kept & 1 == 1
            case .halfUp: comparedToHalf >= 0
            case .halfDown: comparedToHalf > 0
            case .up: true
            case .down: false
            case .ceiling: !isNegative
            case .floor: isNegative
            }
        return roundsAway ? kept + 1 : kept
    }
}
