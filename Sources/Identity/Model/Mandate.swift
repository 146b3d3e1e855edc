package import Kernel
package import Web

/// 授权委托 — one person lets another do certain things in his stead for certain days (民法典第一百六十三条、第一百六十五条：in writing,
/// with agent, matter, powers and term), or may do them for his child (民法典第二十七条). What happens to it, and everything that
/// is done by it, are events of a stream of its own.
package struct Mandate: Sendable {
    /// The longest term, in months.
    package static let termMonthsMax = 36
    /// The term that the form begins with, in months.
    package static let termMonthsUsual = 12
    /// How long an offer waits for its answer, in days.
    package static let offerDays = 30
    /// How long its giver still sees that nobody answered, in days.
    static let lapsedDays = 30
    /// Offers of one person that may wait at once.
    static let openOffersMax = 10
    /// From this age people act for themselves, and may act for others (民法典第十七条、第十八条).
    package static let fullAge = 18

    package let id: Identifier<Mandate>
    package let origin: Origin
    /// 委托人, or the child.
    package let principal: Party
    /// 受托人, or the parent.
    package let agent: Party
    package let powers: [MandatePower]
    /// Of which types certificates are meant; empty for all.
    package let certificateTypes: [String]
    package let from: CivilDate
    /// The last day.
    package let until: CivilDate
    package let state: State
    package let createdAt: Instant
    /// When it was accepted, declined or revoked.
    package let settledAt: Instant?

    /// Whence it comes. The raw values stand in the database and are never renamed.
    package enum Origin: String, Sendable, CaseIterable {
        /// The principal gave it.
        case given
        /// 监护: the population register says that the agent is father or mother of the principal, who is not of full age.
        case parent
    }

    /// The raw values stand in the database and in the interface and are never renamed.
    package enum State: String, Sendable, CaseIterable {
        /// Waits for the agent's answer.
        case offered
        case accepted
        case declined
        case revoked
    }

    /// One side of it, as the other side may know it.
    package struct Party: Sendable {
        /// `nil` for somebody who has not answered yet: whether there is such a person at all is told to nobody.
        package let person: Identifier<Person>?
        package let name: String
        package let residentID: ResidentID

        package init(person: Identifier<Person>?, name: String, residentID: ResidentID) {
            self.person = person
            self.name = name
            self.residentID = residentID
        }

        init(_ profile: PersonProfile) {
            self.init(person: profile.id, name: profile.name, residentID: profile.residentID)
        }
    }
}

extension Mandate {
    /// How it stands at a moment.
    package func standing(at now: Instant) -> Standing {
        let day = now.civilDate()
        return switch state {
        case .offered: createdAt.civilDate().adding(days: Self.offerDays) < day || until < day ? .lapsed : .offered
        case .accepted: day < from ? .coming : until < day ? .ended : .inForce
        case .declined: .declined
        case .revoked: .revoked
        }
    }

    /// State and days together. The raw values are those of the interface and are never renamed.
    package enum Standing: String, Sendable, CaseIterable {
        case offered
        /// Nobody answered.
        case lapsed
        /// Accepted; its first day is still to come.
        case coming
        case inForce
        case ended
        case declined
        case revoked
    }

    /// Whether it can be given up or taken back.
    package func isRevocable(at now: Instant) -> Bool { [.offered, .coming, .inForce].contains(standing(at: now)) }

    /// Whether this person may end it: either side of what was given; of a parent's only the parent, whose duty it is by law.
    package func mayEnd(_ person: Identifier<Person>) -> Bool {
        agent.person == person || (principal.person == person && origin == .given)
    }
}

/// 权限 — what one can let another do: a short list, so that everybody knows what he gives away. The raw values stand in the
/// database and in the interface and are never renamed.
package enum MandatePower: String, Sendable, CaseIterable {
    /// 查看并出示证照
    case certificates
    /// 查看办件进度
    case cases
}

/// A day's arithmetic of ages.
extension ResidentID {
    /// The day on which the person comes of full age.
    var fullAgeOn: CivilDate { birthDate.adding(months: 12 * Mandate.fullAge) }
}
