package import Kernel
import Web

/// 代收方 — the city that took an application in and sent it to us, as the event of the receipt names it.
package struct CaseFiler: Sendable {
    package let city: String
    package let division: String
    /// 办件编号 there: by it the resident and that city's officers know the case.
    package let number: String
    /// When the applicant applied there: benefits count from then on.
    package let appliedAt: Instant
    /// 实名: how that city knows who the applicant is, e.g. `L2`.
    package let assurance: String

    package init(city: String, division: String, number: String, appliedAt: Instant, assurance: String) {
        self.city = city
        self.division = division
        self.number = number
        self.appliedAt = appliedAt
        self.assurance = assurance
    }

    /// `nil` where what that city says is no level.
    var level: AssuranceLevel? {
        guard assurance.hasPrefix("L"), let number = Int(assurance.dropFirst()) else { return nil }
        return AssuranceLevel(rawValue: number)
    }

    var json: JSON {
        [
            "city": JSON(city), "division": JSON(division), "number": JSON(number),
            "appliedAt": JSON(appliedAt.milliseconds), "assurance": JSON(assurance),
        ]
    }

    /// `nil` where the applicant came to us.
    package init?(_ json: JSON?) {
        guard let json, let city = json["city"]?.string, let division = json["division"]?.string,
            let number = json["number"]?.string, let appliedAt = json["appliedAt"]?.int,
            let assurance = json["assurance"]?.string
        else { return nil }
        self.init(
            city: city, division: division, number: number, appliedAt: Instant(milliseconds: Int64(appliedAt)),
            assurance: assurance)
    }
}
