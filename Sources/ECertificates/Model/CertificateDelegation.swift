package import Kernel
package import Storage
package import Web

/// 代看代用 — seeing and showing certificates for somebody else. Who may is another register's business: it says so as a rule of
/// SQL, so that a certificate beyond it is never read, and writes down every use.
package struct CertificateDelegation: Sendable {
    /// The rule for rows of `certificate`, or of what is read under that name, by holder and type: whether a person may see it
    /// for its holder on a day.
    package typealias Rule = @Sendable (_ agent: Identifier<Person>, _ day: CivilDate) -> SQL

    /// For nobody.
    package static let noRule: Rule = { _, _ in "1 = 0" }

    /// What somebody looks at for its holder.
    package enum Sight: Sendable {
        case certificate(ShowableCertificate)
        /// Which there are.
        case list(of: Identifier<Person>)
    }

    /// One use, ready to be written in the transaction of what is done.
    package struct Use: Sendable {
        /// Who does it, as the verifier reads it.
        let agentName: String
        let write: @Sendable (any WriteTransaction) throws -> Void

        package init(agentName: String, write: @escaping @Sendable (any WriteTransaction) throws -> Void) {
            self.agentName = agentName
            self.write = write
        }
    }

    /// 家人 — somebody whose certificates one may see and show.
    package struct Member: Sendable {
        let holder: Identifier<Person>
        let name: String
        let isChild: Bool
        /// The last day.
        let until: CivilDate

        package init(holder: Identifier<Person>, name: String, isChild: Bool, until: CivilDate) {
            self.holder = holder
            self.name = name
            self.isChild = isChild
            self.until = until
        }
    }

    /// For whom a person may do it on a day.
    let members: @Sendable (Identifier<Person>, CivilDate) async throws -> [Member]
    /// Prepares what is written of showing a certificate; throws where nothing lets the person do it.
    let prepare: @Sendable (ShowableCertificate, _ agent: Identifier<Person>, Instant) async throws -> Use
    /// The same of a look; `nil` where it is written down already on that day.
    let look: @Sendable (Sight, _ agent: Identifier<Person>, Instant) async throws -> Use?

    package init(
        members: @escaping @Sendable (Identifier<Person>, CivilDate) async throws -> [Member],
        prepare: @escaping @Sendable (ShowableCertificate, Identifier<Person>, Instant) async throws -> Use,
        look: @escaping @Sendable (Sight, Identifier<Person>, Instant) async throws -> Use?
    ) {
        self.members = members
        self.prepare = prepare
        self.look = look
    }
}
