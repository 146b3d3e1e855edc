package import Catalog
import Exchange
package import Kernel

/// Sentences about facts, reasons and events.
package enum CaseWords {
    static func absence(_ absence: FactAbsence) -> Phrase {
        switch absence {
        case .sourceUnavailable:
            Phrase(
                "fact.sourceUnavailable", zh: "部门系统暂时没有回应，由工作人员核对。",
                en: "The department’s system did not answer; an officer will check.")
        case .notRecorded:
            Phrase(
                "fact.notRecorded", zh: "部门系统里没有您的这项记录，由工作人员核对。",
                en: "The department has no such record of you; an officer will check.")
        case .empty:
            Phrase(
                "fact.empty", zh: "部门系统里这一项是空的，由工作人员核对。",
                en: "The department’s record is empty here; an officer will check.")
        case .contradictory:
            Phrase(
                "fact.contradictory", zh: "部门系统里的记录前后不一致，由工作人员核对。",
                en: "The department’s records contradict each other; an officer will check.")
        case .stale:
            Phrase(
                "fact.stale", zh: "部门系统里的记录太旧，由工作人员核对。",
                en: "The department’s record is too old; an officer will check.")
        case .malformed:
            Phrase(
                "fact.malformed", zh: "部门系统里的记录有误，由工作人员核对。",
                en: "The department’s record is damaged; an officer will check.")
        case .notGranted:
            Phrase(
                "fact.notGranted", zh: "这一项还没有得到部门的共享授权，没有去查，由工作人员核对。",
                en: "The department has not granted this to be read, so it was not; an officer will check.")
        case .overQuota:
            Phrase(
                "fact.overQuota", zh: "今天查这个部门的次数到了限额，没有去查，由工作人员核对。",
                en: "The department was asked as often today as it allows, so it was not; an officer will check.")
        }
    }

    /// 转人工的原因, as the applicant reads it.
    package static func reason(_ reason: ReferralReason) -> Phrase {
        switch reason {
        case .unknownFact(let field, let absence):
            Phrase(
                "referral.unknownFact", zh: "“{field}”：" + Self.absence(absence).text(in: .chinese),
                en: "“{field}”: " + Self.absence(absence).text(in: .english), ["field": field])
        case .disputedFact(let field):
            Phrase(
                "referral.disputedFact", zh: "您说“{field}”不对，工作人员会与部门核实。",
                en: "You said that “{field}” is wrong; an officer will check it with the department.", ["field": field])
        case .unverifiedAccount(let field):
            Phrase(
                "referral.unverifiedAccount", zh: "“{field}”是否是您本人的，需要工作人员核对。",
                en: "An officer has to check that “{field}” is your own.", ["field": field])
        case .noRule(let unmet):
            Phrase(
                "referral.noRule", zh: "这些条件系统不能当场确认：{unmet}。由工作人员核对，不是不批。",
                en: "The system cannot confirm this at once: {unmet}. An officer will look; this is not a refusal.",
                ["unmet": unmet.joined(separator: "、")])
        case .alreadyEntitled(let number?):
            Phrase(
                "referral.alreadyEntitledBy", zh: "您已经在享受这项待遇（办件编号 {number}，在“我的办件”里），由工作人员核对。",
                en: "You receive this benefit already (case {number}, under My cases); an officer will check.",
                ["number": number])
        case .alreadyEntitled(nil):
            Phrase(
                "referral.alreadyEntitled", zh: "系统显示您已经在享受这项待遇，由工作人员核对。",
                en: "The system shows that you receive this benefit already; an officer will check.")
        case .personWanted:
            Phrase("referral.personWanted", zh: "您要求由工作人员办理。", en: "You asked for an officer to decide.")
        case .arrivedLate:
            Phrase(
                "referral.arrivedLate", zh: "申请过了很久才送到，由工作人员核对从哪天算起。",
                en: "The application took long to arrive; an officer will check from which day it counts.")
        case .lessAssured:
            Phrase(
                "referral.lessAssured", zh: "代收城市没有核实到要求的实名等级，由工作人员核对。",
                en: "The city that took this in is less sure who you are than is asked for; an officer will check.")
        case .notIssuable:
            Phrase(
                "referral.notIssuable", zh: "证照一时做不出来，由工作人员办理，您不用再做什么。",
                en:
                    "The certificate cannot be made right now; an officer will see to it. There is nothing for you to do."
            )
        case .byPeople:
            Phrase("referral.byPeople", zh: "这个事项由工作人员审核。", en: "This service is decided by officers.")
        }
    }

    static let mayApplyFrom = Phrase(
        "case.mayApplyFrom", zh: "其他情况不变的话，{day}起再申请，系统可以当场确认。这次仍由工作人员决定。",
        en:
            "If nothing else changes, an application from {day} on is confirmed at once. An officer decides this one."
    )
    static let received = Phrase("event.received", zh: "收到申请", en: "Application received")
    static let accepted = Phrase("event.accepted", zh: "已受理", en: "Accepted")
    static let granted = Phrase("event.granted", zh: "准予", en: "Granted")
    static let referred = Phrase("event.referred", zh: "转工作人员核对", en: "Handed to an officer")
    static let correctionAsked = Phrase("event.correctionAsked", zh: "请您补正", en: "You were asked for more")
    static let corrected = Phrase("event.corrected", zh: "您作了补正", en: "You answered")
    static let applicantAsked = Phrase("event.applicantAsked", zh: "一次告知补正", en: "The applicant was asked for more")
    static let applicantCorrected = Phrase("event.applicantCorrected", zh: "申请人作了补正", en: "The applicant answered")
    static let claimed = Phrase("event.claimed", zh: "工作人员开始办理", en: "An officer took it in hand")
    static let handedOver = Phrase("event.handedOver", zh: "转到合适的人办理", en: "Passed to those who should have it")
    static let stageFinished = Phrase("event.stageFinished", zh: "办完一个环节：{stage}", en: "A stage is finished: {stage}")
    static let refused = Phrase("event.refused", zh: "不予批准", en: "Not granted")
    static let certificateIssued = Phrase("event.certificateIssued", zh: "电子证照已签发", en: "Certificate issued")
    static let writeBackCorrected = Phrase(
        "event.writeBackCorrected", zh: "有关部门已登记决定的变动（{change}）",
        en: "The department registered the change of the decision ({changed})")
    static let writeBackHandedOver = Phrase(
        "event.writeBackHandedOver", zh: "决定的变动（{change}）已交有关部门的工作人员登记",
        en: "People of the department were asked to register the change of the decision ({changed})")
    static let writtenBack = Phrase("event.writtenBack", zh: "发放部门已登记", en: "Registered by the paying department")
    static let factDisputed = Phrase(
        "event.factDisputed", zh: "您说“{field}”不对，已请提供部门核对",
        en: "You said that “{field}” is wrong; its department checks")
    static let applicantDisputed = Phrase(
        "event.applicantDisputed", zh: "申请人说“{field}”不对，已请提供部门核对",
        en: "The applicant said that “{field}” is wrong; its department checks")
    static let factCorrected = Phrase(
        "event.factCorrected", zh: "部门更正了“{field}”", en: "The department corrected “{field}”")
    static let factKept = Phrase(
        "event.factKept", zh: "部门核对后维持“{field}”", en: "The department checked “{field}”; it stays")
    static let personAsked = Phrase("event.personAsked", zh: "您要求由人来看", en: "You asked for a person to look")
    static let applicantAskedForPerson = Phrase(
        "event.applicantAskedForPerson", zh: "申请人要求由人来看", en: "The applicant asked for a person")
    static let reviewUpheld = Phrase("event.reviewUpheld", zh: "复核答复：维持", en: "Reviewed: upheld")
    static let reviewCorrected = Phrase("event.reviewCorrected", zh: "复核答复：更正", en: "Reviewed: to be corrected")
    static let rated = Phrase("event.rated", zh: "您作了评价", en: "You gave a rating")
    static let answerAhead = Phrase("event.answerAhead", zh: "给您答复", en: "Answer to you")

    static let headlineGranted = Phrase("case.headline.granted", zh: "批准了", en: "Granted")
    static let headlineInReview = Phrase("case.headline.inReview", zh: "工作人员正在核对", en: "An officer is checking")

    static let declarationMissing = Phrase(
        "case.declarationMissing", zh: "请先勾选声明，再提交。", en: "Tick the declaration before you submit.")
    package static func reconsideration(_ term: Term) -> Phrase {
        Phrase(
            "case.reconsideration", zh: "对决定不服，可以在 {term} 内申请行政复议。",
            en: "You may ask for reconsideration within {term}.", ["term": term.description])
    }
    package static func litigation(_ term: Term) -> Phrase {
        Phrase(
            "case.litigation", zh: "也可以在 {term} 内向人民法院起诉。", en: "You may also go to court within {term}.",
            ["term": term.description])
    }
}
