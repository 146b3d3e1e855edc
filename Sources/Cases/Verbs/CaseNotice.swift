import EventLog
import Identity
import Kernel
import Notify

/// 通知 — what the applicant is told by message, prepared with the event that it tells of.
enum CaseNotice: String, Sendable {
    case granted, referred, correctionAsked, refused

    var phrase: Phrase {
        switch self {
        case .granted: NotifyCopy.granted
        case .referred: NotifyCopy.referred
        case .correctionAsked: NotifyCopy.correctionAsked
        case .refused: NotifyCopy.refused
        }
    }

    /// `nil` where no phone is known.
    func entry(
        for event: EventReceipt, to person: PersonProfile, item: String, number: String, due: CivilDate? = nil,
        in environment: CaseEnvironment
    ) -> Outbox.PreparedEntry? {
        guard let phone = person.phone else { return nil }
        return environment.outbox.prepare(
            CaseEffects.notice, for: event, suffix: "-notice",
            payload: [
                "phone": JSON(phone), "notice": JSON(rawValue), "item": JSON(item), "number": JSON(number),
                "due": JSON(due?.description ?? ""),
            ])
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
