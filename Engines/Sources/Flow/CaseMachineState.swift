/// 办件所处的状态 — where a case stands.
public enum CasePhase: Hashable, Sendable {
    /// 已收件
    case received
    /// 已受理
    case accepted
    /// 审查中: people work on it, in the stage of this number (from 0).
    case inReview(stage: Int)
    /// 待补正: the applicant has been told once what is missing; the clock stands.
    case correctionAsked(stage: Int)
    /// 准予
    case granted
    /// 不予
    case refused

    /// Whether a decision was made. It never moves any more; a person may still be asked to look at it again (复核).
    public var isDecided: Bool { self == .granted || self == .refused }

    /// The stage of people's work that it is in.
    public var stage: Int? {
        switch self {
        case .inReview(let stage), .correctionAsked(let stage): stage
        case .received, .accepted, .granted, .refused: nil
        }
    }
}

/// 复核 — that a person looks at a decision again because the applicant asked for it.
public enum CaseReview: String, Hashable, Sendable, CaseIterable {
    /// An office has it and owes an answer.
    case open
    /// An officer has answered.
    case answered
}

/// 办件的处境 — all that decides which step may follow: the phase, who has it in hand, and what was asked already.
public struct CaseSituation: Hashable, Sendable {
    public var phase: CasePhase
    /// The office that has it; `nil` before people work on it.
    public var office: String?
    /// 经办人 — the officer who has claimed it.
    public var handler: String?
    /// How often the applicant was asked to correct.
    public var correctionCount: Int
    /// Whether the decision is being looked at again; `nil` where nobody asked for it.
    public var review: CaseReview?

    public init(
        phase: CasePhase = .received, office: String? = nil, handler: String? = nil, correctionCount: Int = 0,
        review: CaseReview? = nil
    ) {
        self.phase = phase
        self.office = office
        self.handler = handler
        self.correctionCount = correctionCount
        self.review = review
    }
}

/// 工作人员 — who acts, as far as the machine has to know: by whom, and for which office.
public struct CaseOfficer: Hashable, Sendable {
    public let id: String
    public let office: String

    public init(id: String, office: String) {
        self.id = id
        self.office = office
    }
}

/// 动作 — what is to be done with a case. Adverse steps can only be written with an officer: no machine says no.
public enum CaseStep: Hashable, Sendable {
    /// 受理
    case accept
    /// 准予, by a rule on known facts
    case grantByRule
    /// 转人工
    case refer
    /// 认领
    case claim(CaseOfficer)
    /// 退回本机关待办
    case release(CaseOfficer)
    /// 移交 to an office, or to one officer of it
    case handOver(CaseOfficer, office: String, to: String?)
    /// 一次告知补正; a second time only for facts that were not there before
    case askCorrection(CaseOfficer, namesNewFacts: Bool)
    /// 补正, by the applicant
    case answerCorrection
    /// 本环节办结, on to the next
    case finishStage(CaseOfficer)
    /// 准予, by an officer
    case approve(CaseOfficer)
    /// 不予, by an officer
    case refuse(CaseOfficer)
    /// 转人工 after the decision, by the applicant
    case askReview
    /// 复核答复, by an officer
    case answerReview(CaseOfficer)

    /// The officer who acts; `nil` for the system and the applicant.
    public var officer: CaseOfficer? {
        switch self {
        case .claim(let officer), .release(let officer), .handOver(let officer, _, _),
            .askCorrection(let officer, _), .finishStage(let officer), .approve(let officer), .refuse(let officer),
            .answerReview(let officer):
            officer
        case .accept, .grantByRule, .refer, .answerCorrection, .askReview: nil
        }
    }
}

/// 效果 — what the one who runs the machine has to do because of a step.
public enum CaseEffect: Hashable, Sendable {
    /// The stage's own term begins.
    case startClock(stage: Int)
    /// The applicant has answered: the stage's term and the whole term go on with the days that were left.
    case resumeClock(stage: Int)
    /// The term of the answer to a question about the decision begins.
    case startReviewClock
    /// The clock stands while the applicant is awaited.
    case stopClock
    case issueCertificate
    case tellApplicant(Notice)

    /// What the applicant is told.
    public enum Notice: String, Hashable, Sendable, CaseIterable {
        case referred, correctionAsked, granted, refused, reviewAnswered
    }
}

/// 不能这样做的原因 — why a step is not lawful now.
public enum IllegalStep: Error, Hashable, Sendable, CaseIterable {
    /// It does not follow on the present phase.
    case outOfOrder
    case alreadyDecided
    /// Another office has it.
    case otherOffice
    /// Nobody has claimed it yet.
    case notClaimed
    /// Another officer has claimed it.
    case heldByAnother
    /// The applicant has been asked and has not answered.
    case awaitingApplicant
    /// 一次告知: everything was to be asked at once.
    case correctionAskedBefore
    /// Only the last stage decides.
    case notLastStage
    /// There is no stage after this one.
    case lastStage
    /// The applicant has asked already, and the answer is still due.
    case reviewAskedBefore
}
