package import EventLog
import Exchange
package import Flow
package import Kernel
package import Web

/// 办件: one applicant's handling of one service item. A row for lists and clocks; the truth of what happened is in its
/// events.
package struct CaseFile: Sendable {
    package let id: Identifier<CaseFile>
    package let number: String
    package let itemID: String
    package let itemVersion: String
    package let applicant: Identifier<Person>
    package let status: CaseStatus
    /// The stage it is in and the office that has it, while a person works on it.
    package let stage: String?
    package let office: String?
    /// The stage's number among the item's, from 0; the officer who has it in hand; how often a correction was asked for.
    package let stageIndex: Int?
    package let handler: String?
    package let correctionCount: Int
    package let receivedAt: Instant
    /// The last day on which the answer is due; `nil` once there is one, and while the clock stands.
    package let dueOn: CivilDate?
    /// The last day of the present stage; `nil` as above.
    package let stageDueOn: CivilDate?
    /// 复核: whether its decision is being looked at again, by `office` and until `dueOn`.
    package let review: CaseReview?
    /// 办理地 — the division of the city that decides, where that is another; `office` then cares for it here.
    package let elsewhere: String?
    package let updatedAt: Instant

    package init(
        id: Identifier<CaseFile>, number: String, itemID: String, itemVersion: String, applicant: Identifier<Person>,
        status: CaseStatus, stage: String?, office: String?, stageIndex: Int? = nil, handler: String? = nil,
        correctionCount: Int = 0, receivedAt: Instant, dueOn: CivilDate?, stageDueOn: CivilDate? = nil,
        review: CaseReview? = nil, elsewhere: String? = nil, updatedAt: Instant
    ) {
        self.id = id
        self.number = number
        self.itemID = itemID
        self.itemVersion = itemVersion
        self.applicant = applicant
        self.status = status
        self.stage = stage
        self.office = office
        self.stageIndex = stageIndex
        self.handler = handler
        self.correctionCount = correctionCount
        self.receivedAt = receivedAt
        self.dueOn = dueOn
        self.stageDueOn = stageDueOn
        self.review = review
        self.elsewhere = elsewhere
        self.updatedAt = updatedAt
    }

    /// The stream of its events; the same number as its draft's.
    package var stream: Identifier<EventStream> { id.retyped(as: EventStream.self) }

    /// Whether an officer has something to do with it: decide it, or look at the decision again.
    package var isInWork: Bool { status.isOpen || review == .open }
}

/// Where a case stands. Raw values are stored.
package enum CaseStatus: String, Sendable, CaseIterable {
    /// 审查中: a person works on it.
    case inReview
    /// 待补正: the applicant has been told once what is missing.
    case correctionAsked
    /// 准予
    case granted
    /// 不予
    case refused

    /// Whether something is still to be done.
    package var isOpen: Bool { self == .inReview || self == .correctionAsked }
}

/// Events of a case. Codes are published and never renamed.
package enum CaseEvents {
    /// Facts were read from their sources.
    package static let factsRead: EventKind = "case.factsRead"
    /// 收件
    package static let received: EventKind = "case.received"
    /// 受理
    package static let accepted: EventKind = "case.accepted"
    /// 准予, by rule or by an officer; the actor says which
    package static let granted: EventKind = "case.granted"
    /// 转人工: handed to a person, with every reason
    package static let referred: EventKind = "case.referred"
    /// 认领、退回待办、移交
    package static let claimed: EventKind = "case.claimed"
    package static let released: EventKind = "case.released"
    package static let handedOver: EventKind = "case.handedOver"
    /// 一次告知补正, and the applicant's answer
    package static let correctionAsked: EventKind = "case.correctionAsked"
    package static let corrected: EventKind = "case.corrected"
    /// 环节办结
    package static let stageFinished: EventKind = "case.stageFinished"
    /// 不予, by a named officer
    package static let refused: EventKind = "case.refused"
    /// The applicant asked for a person: while the case is open as a wish, after the decision as 复核, with an office and a day.
    package static let personAsked: EventKind = "case.personAsked"
    /// 复核答复, by a named officer
    package static let reviewAnswered: EventKind = "case.reviewAnswered"
    /// An officer opened the case; of class `dataRead`.
    package static let viewed: EventKind = "case.viewed"
    /// 试算: an officer put changed rules to past cases; in the stream of the item, of class `dataRead`.
    package static let rulesCompared: EventKind = "item.rulesCompared"
    package static let certificateIssued: EventKind = "certificate.issued"
    /// 数据疑义: a fact that the applicant says is wrong was put to its department, and the department's answer.
    package static let factDisputed: EventKind = "case.factDisputed"
    package static let factRechecked: EventKind = "case.factRechecked"
    /// The department acknowledged what was written back.
    package static let writtenBack = ExchangeEvents.writtenBack
    package static let rated: EventKind = "case.rated"
    /// 送往办理地: another city decides, it was sent there, again by an officer.
    package static let forwarded: EventKind = "case.forwarded"
    package static let sentAgain: EventKind = "case.sentAgain"
    /// A signed message to the other city, with its receipt; or with the words by which it was not taken.
    package static let messageSent: EventKind = "case.messageSent"
    package static let messageRefused: EventKind = "case.messageRefused"
    /// A signed message of the other city; what the city that decides tells has a kind of its own.
    package static let messageReceived: EventKind = "case.messageReceived"
    package static let reported: EventKind = "case.reported"

    /// Messages that we wrote.
    static let areOurs: Set<EventKind> = [messageSent, messageRefused]
}
