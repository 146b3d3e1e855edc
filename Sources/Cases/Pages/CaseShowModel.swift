package import Exchange
package import Kernel
package import Web

extension CaseShowPage {
    /// What the page of one case shows.
    package struct Model: Sendable {
        /// As `SitePath.caseFile` takes it.
        package var id: String
        package var number: String
        package var itemName: String
        package var submittedAt: Instant
        package var standing: Standing
        /// How it stands, in one phrase: `批准了`, `正在办`.
        package var headline: Phrase
        /// The reason in the item's own words (Chinese), e.g. `您年满 83 周岁，户籍在本市，每月 100 元。`
        package var reason: String?
        package var benefit: Benefit?
        package var certificateID: String?
        /// Whether the city that decided has sent its certificate.
        package var hasCertificateElsewhere: Bool
        /// Who has it in hand and until when, while it is open.
        package var office: String?
        package var due: CivilDate?
        package var timeline: [ProgressTimeline.Entry]
        package var explanation: Explanation?
        package var remedies: [String]
        package var invitesRating: Bool
        package var person: PersonAccess
        /// The index of the latest event in the public log; `nil` until it is sequenced.
        package var logIndex: Int64?
        /// The number of the last event that is shown: what comes after it is news.
        package var lastSequence: Int
        /// What was typed for an officer before signing in again.
        package var keptNote: String?

        package init(
            id: String, number: String, itemName: String, submittedAt: Instant, standing: Standing, headline: Phrase,
            reason: String? = nil, benefit: Benefit? = nil, certificateID: String? = nil,
            hasCertificateElsewhere: Bool = false, office: String? = nil,
            due: CivilDate? = nil, timeline: [ProgressTimeline.Entry], explanation: Explanation? = nil,
            remedies: [String] = [], invitesRating: Bool = false, person: PersonAccess = .withOfficers,
            logIndex: Int64? = nil,
            lastSequence: Int = 0
        ) {
            self.id = id
            self.number = number
            self.itemName = itemName
            self.submittedAt = submittedAt
            self.standing = standing
            self.headline = headline
            self.reason = reason
            self.benefit = benefit
            self.certificateID = certificateID
            self.hasCertificateElsewhere = hasCertificateElsewhere
            self.office = office
            self.due = due
            self.timeline = timeline
            self.explanation = explanation
            self.remedies = remedies
            self.invitesRating = invitesRating
            self.person = person
            self.logIndex = logIndex
            self.lastSequence = lastSequence
        }

        /// Whether something is still to happen that the page should show by itself.
        var isMoving: Bool {
            standing == .open || standing == .waitingForYou || logIndex == nil
                || timeline.contains { $0.state == .current }
        }
    }

    /// Where a case stands, as far as its page looks different.
    package enum Standing: String, CaseIterable, Sendable {
        case granted
        case open
        /// Something is awaited from the person.
        case waitingForYou
        case notGranted
    }

    /// 待遇 — what is paid, how often, from when.
    package struct Benefit: Sendable {
        let amountFen: Int64
        let period: MoneyText.Period
        let startsOn: CivilDate?
        /// What people did with the decision since.
        let standing: GrantStanding

        package init(
            amountFen: Int64, period: MoneyText.Period, startsOn: CivilDate?, standing: GrantStanding = .standing
        ) {
            self.standing = standing
            self.amountFen = amountFen
            self.period = period
            self.startsOn = startsOn
        }
    }

    /// 说明理由 — what a decision rested on: who or what decided, by which rule and law, on which values.
    package struct Explanation: Sendable {
        let decidedBy: Decider
        let decidedAt: Instant
        let rule: String
        let bases: [String]
        let inputs: [FactRow]

        package enum Decider: Sendable {
            case rule
            /// A named officer: `民政局 张某`.
            case officer(String)
        }

        package init(decidedBy: Decider, decidedAt: Instant, rule: String, bases: [String], inputs: [FactRow]) {
            self.decidedBy = decidedBy
            self.decidedAt = decidedAt
            self.rule = rule
            self.bases = bases
            self.inputs = inputs
        }
    }
}
