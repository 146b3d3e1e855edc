package import Kernel

/// What came of one simulated year.
package struct YearReport: Sendable {
    /// Where an invariant broke.
    package struct Failure: Sendable {
        package let invariant: BrokenInvariant
        package let day: CivilDate
        package let step: Int
        /// The last steps, the newest last.
        package let tail: [String]
        /// The shortest command that does it again.
        package let command: String
    }

    package let seed: UInt64
    package let days: Int
    package let people: Int
    package internal(set) var steps = 0
    package internal(set) var cases = 0
    package internal(set) var grantedByRule = 0
    package internal(set) var grantedByPeople = 0
    package internal(set) var refused = 0
    package internal(set) var events = 0
    package internal(set) var disputes = 0
    /// What people, officers and another city tried, and may not do.
    package internal(set) var refusedTries = 0
    /// What officers did with certificates, and how often somebody saw one that was shown.
    package internal(set) var certificateActs = 0
    package internal(set) var showings = 0
    package internal(set) var revokedGrants = 0
    /// 委托: how many were given and ended, and what was done by them.
    package internal(set) var mandates = 0
    package internal(set) var mandatesEnded = 0
    package internal(set) var mandateUses = 0
    /// 通办: applications that another city took in, and messages of it that were acted on.
    package internal(set) var partnerCases = 0
    package internal(set) var partnerMessages = 0
    /// Processes that ended over a step.
    package internal(set) var ends = 0
    package internal(set) var milliseconds: Int64 = 0
    /// SHA-256 over what happened, hexadecimal.
    package internal(set) var trace = ""
    package internal(set) var failure: Failure?

    init(seed: UInt64, days: Int, people: Int) {
        self.seed = seed
        self.days = days
        self.people = people
    }

    package var json: JSON {
        var json: JSON = [
            "seed": JSON(String(seed)), "days": JSON(days), "people": JSON(people), "steps": JSON(steps),
            "cases": JSON(cases), "grantedByRule": JSON(grantedByRule), "grantedByPeople": JSON(grantedByPeople),
            "refused": JSON(refused), "events": JSON(events), "disputes": JSON(disputes), "ends": JSON(ends),
            "certificateActs": JSON(certificateActs), "showings": JSON(showings), "revokedGrants": JSON(revokedGrants),
            "mandates": JSON(mandates), "mandatesEnded": JSON(mandatesEnded), "mandateUses": JSON(mandateUses),
            "partnerCases": JSON(partnerCases), "partnerMessages": JSON(partnerMessages),
            "refusedTries": JSON(refusedTries), "milliseconds": JSON(milliseconds), "trace": JSON(trace),
        ]
        if let failure {
            json["failure"] = [
                "invariant": JSON(failure.invariant.rule), "detail": JSON(failure.invariant.detail),
                "day": JSON(failure.day.description), "step": JSON(failure.step), "command": JSON(failure.command),
                "tail": .array(failure.tail.map { JSON($0) }),
            ]
        }
        return json
    }

    /// One line; after a failure more, with the command that does it again.
    package var text: String {
        let sums =
            "seed \(seed): \(days) days, \(people) people, \(steps) steps, \(cases) cases "
            + "(\(grantedByRule) granted by rule, \(grantedByPeople) by people, \(refused) refused), \(events) events, "
            + "\(disputes) disputes, \(certificateActs) acts on certificates, \(showings) showings, "
            + "\(mandates) mandates (\(mandatesEnded) ended, used \(mandateUses) times), "
            + "\(partnerCases) applications of another city (\(partnerMessages) messages), "
            + "\(revokedGrants) grants revoked, \(refusedTries) forbidden steps refused, "
            + "\(ends) processes ended, \(milliseconds) ms, trace \(trace.prefix(16))"
        guard let failure else { return sums }
        return """
            \(sums)
            BROKEN on \(failure.day), step \(failure.step): \(failure.invariant)
            \(failure.tail.map { "  " + $0 }.joined(separator: "\n"))
            again: \(failure.command)
            """
    }
}
