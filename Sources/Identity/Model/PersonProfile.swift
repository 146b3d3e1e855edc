package import Kernel
package import Storage
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

/// One asking of the population register: what it said, and what is recorded of having asked.
package struct RegisterReading: Sendable {
    package let answer: RegisterAnswer
    /// `answered`, `notRecorded`, or the code of the fault.
    package let outcome: String
    package let at: Instant

    package init(answer: RegisterAnswer, outcome: String, at: Instant) {
        self.answer = answer
        self.outcome = outcome
        self.at = at
    }
}

/// Seams to what Identity may not import.
package struct IdentityGates: Sendable {
    /// Asks the population register.
    package let register: @Sendable (ResidentID) async -> RegisterReading
    /// Prepares the line by which the person sees that the register was asked: its outcome and time.
    package let record:
        @Sendable (Identifier<Person>, _ outcome: String, Instant) -> @Sendable (any WriteTransaction) throws -> Void
    /// Takes a code over for sending. Neither waits for the phone nor fails: what becomes of it must not be told to whoever
    /// asked for the code.
    package let sendCode: @Sendable (_ phone: String, _ code: String, Language) async -> Void
    /// Whether there is a way to phones at all. Where not, everybody is told so.
    package let canSendCodes: Bool
    /// Tells the operator of what went wrong where whoever signs in must not be told.
    package let report: @Sendable (any Error) -> Void

    package init(
        register: @escaping @Sendable (ResidentID) async -> RegisterReading,
        record:
            @escaping @Sendable (Identifier<Person>, _ outcome: String, Instant) ->
            @Sendable (any WriteTransaction)
            throws -> Void,
        sendCode: @escaping @Sendable (_ phone: String, _ code: String, Language) async -> Void, canSendCodes: Bool,
        report: @escaping @Sendable (any Error) -> Void
    ) {
        self.register = register
        self.record = record
        self.sendCode = sendCode
        self.canSendCodes = canSendCodes
        self.report = report
    }
}
