import Kernel

/// Gives resident numbers without ever giving one twice.
struct NumberOffice {
    private struct Slot: Hashable {
        let district: String
        let day: Int
        let sex: Citizen.Sex
    }

    private var issued: [Slot: Int] = [:]

    /// Odd sequence numbers for men, even ones for women; where a day is full, another district issues the number.
    mutating func issue(district: String, birth: CivilDate, sex: Citizen.Sex) -> String {
        let home = Places.districts.firstIndex { $0.code == district } ?? 0
        for step in 0..<Places.districts.count {
            let code = Places.districts[(home + step) % Places.districts.count].code
            let slot = Slot(district: code, day: birth.daysSinceEpoch, sex: sex)
            let count = issued[slot, default: 0]
            guard count < 500 else { continue }
            issued[slot] = count + 1
            // A stride without common factor spreads the numbers of one day over the whole range.
            let sequence = (count * 127 + birth.day * 7) % 500 * 2 + (sex == .male ? 1 : 0)
            return SampleNumbers.residentNumber(district: code, birth: birth, sequence: sequence)
        }
        preconditionFailure("more people were born on \(birth) than there are numbers")
    }
}
