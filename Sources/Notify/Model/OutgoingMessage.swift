package import Kernel

/// 短信模板 — every kind of message that the platform sends. Carriers approve texts beforehand and are told the values of
/// their variables only; nothing else can be sent.
package enum MessageTemplate: String, Sendable, CaseIterable {
    case signInCode, granted, referred, correctionAsked, refused, reviewAnswered, disputeAnswered, certificateChanged
    case forwarded, returned, certificateShownForYou, dataShownForYou

    /// What the message says, with `{name}` where a value is filled in.
    package var phrase: Phrase {
        switch self {
        case .signInCode: NotifyCopy.signInCode
        case .granted: NotifyCopy.granted
        case .referred: NotifyCopy.referred
        case .correctionAsked: NotifyCopy.correctionAsked
        case .refused: NotifyCopy.refused
        case .reviewAnswered: NotifyCopy.reviewAnswered
        case .disputeAnswered: NotifyCopy.disputeAnswered
        case .certificateChanged: NotifyCopy.certificateChanged
        case .forwarded: NotifyCopy.forwarded
        case .returned: NotifyCopy.returned
        case .certificateShownForYou: NotifyCopy.certificateShownForYou
        case .dataShownForYou: NotifyCopy.dataShownForYou
        }
    }

    /// The names of the values, in the order in which the text uses them: a carrier counts them from 1.
    package var parameters: [String] {
        switch self {
        case .signInCode: ["code"]
        case .granted, .correctionAsked, .refused, .reviewAnswered, .disputeAnswered, .returned: ["item", "number"]
        case .referred, .forwarded: ["item", "due", "number"]
        case .certificateChanged: ["item", "change", "number"]
        case .certificateShownForYou: ["agent", "item", "number"]
        case .dataShownForYou: ["agent", "item"]
        }
    }
}

/// A message to a person: which text, and what stands in its variables.
package struct OutgoingMessage: Sendable {
    package let template: MessageTemplate
    package let language: Language
    private let arguments: [String: String]

    package init(_ template: MessageTemplate, _ arguments: [String: String], in language: Language = .chinese) {
        self.template = template
        self.arguments = arguments
        self.language = language
    }

    /// As it is read on the phone.
    package var text: String { template.phrase.with(arguments).text(in: language) }

    /// The values of the variables, in their order.
    package var values: [String] { template.parameters.map { arguments[$0] ?? "" } }
}

/// Where messages go out of the house. A carrier's adapter takes the place of the sandbox.
package protocol MessageGateway: Sendable {
    func send(_ message: OutgoingMessage, to phone: String) async throws(MessageFault)
}

/// Why a message did not go out. Holds the carrier's code, never phone or text.
package enum MessageFault: Error, Sendable, Equatable {
    /// The message certainly did not go out: no connection was made, or the carrier takes none at present.
    case unreachable
    /// No answer in time, or one that leaves it open: the message may have gone out.
    case timedOut
    /// The carrier lets no more through for now: to this phone, or from us.
    case tooMany(String)
    /// This phone takes no messages: no such number, or its owner does not want any.
    case recipient(String)
    /// Account, key, signature, text or balance are not in order: somebody must act at the carrier.
    case setup(String)
    /// An answer that the carrier's description does not foresee.
    case malformed

    /// For logs and metrics.
    package var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .timedOut: "timedOut"
        case .tooMany(let code): "tooMany:\(code)"
        case .recipient(let code): "recipient:\(code)"
        case .setup(let code): "setup:\(code)"
        case .malformed: "malformed"
        }
    }

    /// What an operator reads.
    package var phrase: Phrase {
        switch self {
        case .unreachable: NotifyCopy.carrierUnreachable
        case .timedOut: NotifyCopy.carrierTimedOut
        case .tooMany(let code): NotifyCopy.carrierTooMany.with(["code": code])
        case .recipient(let code): NotifyCopy.carrierRecipient.with(["code": code])
        case .setup(let code): NotifyCopy.carrierSetup.with(["code": code])
        case .malformed: NotifyCopy.carrierMalformed
        }
    }
}

/// Where a city has neither a carrier nor the sandbox: nothing goes out, and whoever waits for it is told so.
package struct NoCarrier: MessageGateway {
    package init() {}
    package func send(_ message: OutgoingMessage, to phone: String) async throws(MessageFault) {
        throw .setup("noCarrier")
    }
}
