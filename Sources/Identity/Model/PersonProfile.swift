package import Kernel
package import Web

/// 个人: a natural person known to the platform, by the facts that sign-in established.
package struct PersonProfile: Sendable {
    package let id: Identifier<Person>
    package let name: String
    package let residentID: ResidentID
    package let phone: String?
    package let level: AssuranceLevel

    package init(id: Identifier<Person>, name: String, residentID: ResidentID, phone: String?, level: AssuranceLevel) {
        self.id = id
        self.name = name
        self.residentID = residentID
        self.phone = phone
        self.level = level
    }

    /// `王*英`, `李*`: enough for the person to recognise, too little for others to learn.
    package var maskedName: String { PersonalName.masked(name) }
}

/// What the population register says of a number: asked through the exchange, so that Identity knows no department.
package enum RegisterAnswer: Sendable {
    case found(name: String, phone: String?)
    case notFound
    /// The register could not be asked just now.
    case unavailable
}

/// Seams to what Identity may not import.
package struct IdentityGates: Sendable {
    /// Asks the population register.
    package let register: @Sendable (ResidentID) async -> RegisterAnswer
    /// Records, for the person to see, that the register was asked about them.
    package let recordRead: @Sendable (Identifier<Person>) async throws -> Void
    /// Sends a code to a phone.
    package let sendCode: @Sendable (_ phone: String, _ code: String, Language) async throws -> Void

    package init(
        register: @escaping @Sendable (ResidentID) async -> RegisterAnswer,
        recordRead: @escaping @Sendable (Identifier<Person>) async throws -> Void,
        sendCode: @escaping @Sendable (_ phone: String, _ code: String, Language) async throws -> Void
    ) {
        self.register = register
        self.recordRead = recordRead
        self.sendCode = sendCode
    }
}
