/// A department's system of the sample city.
package enum CityDepartment: String, CaseIterable, Sendable {
    case publicSecurity = "公安"
    case civilAffairs = "民政"
    case socialSecurity = "人社"
    case providentFund = "公积金"
    case employment = "就业"
    case medicalInsurance = "医保"
    case disabledPersons = "残联"
    case health = "卫健"
    case marketRegulation = "市场监管"
    case trafficPolice = "公安交管"
    case education = "教育"
}

/// A row that a department has wrong, on purpose and on record, so that tests know what the platform had to notice.
package struct Blemish: Sendable, Hashable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The person's number is stored with a wrong check character: who looks for the right one finds nothing.
        case wrongCheckDigit
        /// A second row for the same person says something else.
        case duplicate
        /// Not looked after for years.
        case stale
        /// A value that matters is empty, or the whole row is not there.
        case missing
    }

    package let department: CityDepartment
    package let kind: Kind
    /// The person whom the row is about, by the true number.
    package let residentNumber: String
    /// The table and column.
    package let place: String
}

/// Chooses which rows of a department are dirty: one in every block of twenty, by the seed. The demo people are
/// spared but for the one who shows it.
struct BlemishPlan {
    static let blockSize = 20

    private let seed: UInt64
    private let stream: StaticString
    private let isClean: Bool
    private let isInTurn: Bool

    /// - Parameter isInTurn: the kinds come one after the other, for registers too small for chance to bring them all.
    init(_ generator: CityGenerator, stream: StaticString, isInTurn: Bool = false) {
        seed = generator.seed
        self.stream = stream
        self.isInTurn = isInTurn
        isClean = generator.profile == .eligibleElders
    }

    /// What is wrong with the row number `row` (0…) of `citizen`; `nil` for most.
    func kind(row: Int, of citizen: Int) -> Blemish.Kind? {
        guard !isClean, citizen >= DemoPeople.count else { return nil }
        var random = SeededRandom(seed: seed, stream: stream, index: row / Self.blockSize)
        guard random.below(Self.blockSize) == row % Self.blockSize else { return nil }
        let kinds = Blemish.Kind.allCases
        return isInTurn ? kinds[row / Self.blockSize % kinds.count] : random.pick(kinds)
    }
}

extension SampleNumbers {
    /// The number with another, wrong check character.
    static func mistyped(_ number: String) -> String {
        let characters = "0123456789X"
        guard let last = number.last, let position = characters.firstIndex(of: last) else { return number }
        let next = characters.index(after: position)
        return number.dropLast() + String(next == characters.endIndex ? "0" : characters[next])
    }
}
