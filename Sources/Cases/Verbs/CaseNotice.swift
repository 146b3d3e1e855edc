import Catalog
package import ECertificates
package import EventLog
import Identity
package import Kernel
import Notify

/// 通知 — what the applicant is told by message, prepared with the event that it tells of.
enum CaseNotice: String, Sendable {
    case granted, referred, correctionAsked, refused, reviewAnswered, disputeAnswered
    /// An officer did something with the certificate that the case gave.
    case certificateChanged
    /// Another city decides: sent there; not taken there.
    case forwarded, returned
    /// Somebody whom the holder lets has shown a certificate.
    case certificateShownForYou
    /// The same of a department's data.
    case dataShownForYou

    var template: MessageTemplate {
        switch self {
        case .granted: .granted
        case .referred: .referred
        case .correctionAsked: .correctionAsked
        case .refused: .refused
        case .reviewAnswered: .reviewAnswered
        case .disputeAnswered: .disputeAnswered
        case .certificateChanged: .certificateChanged
        case .forwarded: .forwarded
        case .returned: .returned
        case .certificateShownForYou: .certificateShownForYou
        case .dataShownForYou: .dataShownForYou
        }
    }

    /// - Parameters:
    ///   - item: the item by its definition, and what the applicant filed under it: where the message goes.
    /// - Returns: `nil` where no phone is known.
    func entry(
        for event: EventReceipt, to person: PersonProfile, item: ServiceItem, content: DraftContent, number: String,
        due: CivilDate? = nil, in environment: CaseEnvironment
    ) -> Outbox.PreparedEntry? {
        guard let phone = Self.phone(of: person, item: item, content: content) else { return nil }
        return environment.outbox.prepare(
            CaseEffects.notice, for: event, suffix: "-notice",
            payload: [
                "phone": JSON(phone), "notice": JSON(rawValue), "item": JSON(item.name), "number": JSON(number),
                "due": JSON(due?.description ?? ""),
            ])
    }

    /// The phone that the applicant confirmed, corrected or entered in this case, else the one of the register. A number that
    /// the applicant called wrong without saying which is right gets nothing: it is somebody else's.
    private static func phone(of person: PersonProfile, item: ServiceItem, content: DraftContent) -> String? {
        // Who asks for the money to go elsewhere is told where the register knows the payee, not where the same hand says.
        if content.changesAccount(of: item) { return person.phone }
        // The applicant's own number is the one that a register knows of them; other phones of a case are other people's.
        guard let field = item.informationFields.first(where: { $0.type == .telephone && $0.source != nil }) else {
            return person.phone
        }
        if let settled = content.settledValue(field.name) { return MobileNumber(settled)?.text ?? person.phone }
        return content.disputed[field.name] == nil ? person.phone : nil
    }

    /// What a queued message tells. Those queued by the first version said only whether it was a grant.
    init?(payload: JSON) {
        if let notice = payload["notice"]?.string {
            self.init(rawValue: notice)
        } else {
            self = payload["granted"]?.bool == true ? .granted : .referred
        }
    }
}

extension CaseEnvironment {
    /// What the holder of a certificate is told when an officer has done something with it.
    /// - Returns: `nil` where no phone is known.
    package func notice(
        of change: Phrase, on certificate: IssuedCertificate, for event: EventReceipt
    ) async throws -> Outbox.PreparedEntry? {
        guard let phone = try await people.person(certificate.holder)?.phone else { return nil }
        return outbox.prepare(
            CaseEffects.notice, for: event, suffix: "-notice",
            payload: [
                "phone": JSON(phone), "notice": JSON(CaseNotice.certificateChanged.rawValue),
                "item": JSON(certificate.typeName), "number": JSON(certificate.number),
                "change": JSON(change.text(in: .chinese)),
            ])
    }

    /// What the holder of a certificate is told when somebody has shown it for him.
    /// - Returns: `nil` where no phone is known.
    package func notice(
        of agent: String, showing certificate: ShowableCertificate, for event: EventReceipt
    ) async throws -> Outbox.PreparedEntry? {
        guard let phone = try await people.person(certificate.holder)?.phone else { return nil }
        let notice = certificate.number == nil ? CaseNotice.dataShownForYou : .certificateShownForYou
        var payload: JSON = [
            "phone": JSON(phone), "notice": JSON(notice.rawValue), "agent": JSON(PersonalName.masked(agent)),
            "item": JSON(certificate.typeName),
        ]
        payload["number"] = certificate.number.map { JSON($0) }
        return outbox.prepare(CaseEffects.notice, for: event, suffix: "-notice", payload: payload)
    }
}
