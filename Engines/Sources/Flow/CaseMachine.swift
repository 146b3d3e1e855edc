/// 办件状态机 — which step may follow which, and what comes of it. Pure: a situation and a step in, a situation and effects
/// or a reason out. The offices of the stages are all it knows of a service item.
///
///     let machine = CaseMachine(stageOffices: ["街道", "区民政部门"])
///     let situation = try machine.step(.claim(officer), in: situation).situation
public struct CaseMachine: Hashable, Sendable {
    /// The offices of 人工办理, in order; never empty.
    public let stageOffices: [String]

    public init(stageOffices: [String]) {
        precondition(!stageOffices.isEmpty, "people decide in at least one stage")
        self.stageOffices = stageOffices
    }

    /// What a lawful step leads to.
    public struct Outcome: Hashable, Sendable {
        public let situation: CaseSituation
        public let effects: [CaseEffect]
    }

    /// - Throws: `IllegalStep` where the step may not be taken now; nothing has changed then.
    public func step(_ step: CaseStep, in situation: CaseSituation) throws(IllegalStep) -> Outcome {
        if situation.phase.isDecided { return try reviewStep(step, in: situation) }
        if let officer = step.officer { return try officerStep(step, by: officer, in: situation) }
        switch (step, situation.phase) {
        case (.accept, .received): return moved(situation, to: .accepted)
        case (.grantByRule, .accepted):
            return moved(situation, to: .granted, [.issueCertificate, .tellApplicant(.granted)])
        case (.refer, .accepted):
            var next = situation
            next.office = stageOffices[0]
            return moved(next, to: .inReview(stage: 0), [.startClock(stage: 0), .tellApplicant(.referred)])
        case (.answerCorrection, .correctionAsked(let stage)):
            return moved(situation, to: .inReview(stage: stage), [.resumeClock(stage: stage)])
        default: throw .outOfOrder
        }
    }

    /// Whether the stage decides.
    public func isLast(stage: Int) -> Bool { stage >= stageOffices.count - 1 }

    private func officerStep(
        _ step: CaseStep, by officer: CaseOfficer, in situation: CaseSituation
    ) throws(IllegalStep) -> Outcome {
        guard let stage = situation.phase.stage else { throw .outOfOrder }
        if let passed = try passing(step, by: officer, in: situation) { return passed }
        if case .correctionAsked = situation.phase { throw .awaitingApplicant }
        return try work(step, stage, situation)
    }

    /// Steps that change in whose hands a case is, and nothing else; `nil` for the others, which are for the handler alone.
    private func passing(
        _ step: CaseStep, by officer: CaseOfficer, in situation: CaseSituation
    ) throws(IllegalStep) -> Outcome? {
        guard situation.office == officer.office else { throw .otherOffice }
        if case .claim = step { return try claim(by: officer, in: situation) }
        // Whoever has nothing in hand may still pass on what lies unclaimed in the own office.
        if case .handOver(_, let office, let receiver) = step {
            if let handler = situation.handler, handler != officer.id { throw .heldByAnother }
            return handedOver(situation, to: office, receiver)
        }
        guard let handler = situation.handler else { throw .notClaimed }
        guard handler == officer.id else { throw .heldByAnother }
        if case .release = step { return handedOver(situation, to: officer.office, nil) }
        return nil
    }

    /// 复核: the decision stands; the office that decides is asked to look at it again and owes an answer.
    private func reviewStep(_ step: CaseStep, in situation: CaseSituation) throws(IllegalStep) -> Outcome {
        var next = situation
        if case .askReview = step {
            guard situation.review != .open else { throw .reviewAskedBefore }
            next.review = .open
            next.office = stageOffices[stageOffices.count - 1]
            next.handler = nil
            return Outcome(situation: next, effects: [.startReviewClock])
        }
        guard situation.review == .open, let officer = step.officer else { throw .alreadyDecided }
        if let passed = try passing(step, by: officer, in: situation) { return passed }
        guard case .answerReview = step else { throw .alreadyDecided }
        next.review = .answered
        return Outcome(situation: next, effects: [.stopClock, .tellApplicant(.reviewAnswered)])
    }

    private func claim(by officer: CaseOfficer, in situation: CaseSituation) throws(IllegalStep) -> Outcome {
        if let handler = situation.handler, handler != officer.id { throw .heldByAnother }
        var next = situation
        next.handler = officer.id
        return Outcome(situation: next, effects: [])
    }

    private func handedOver(_ situation: CaseSituation, to office: String, _ receiver: String?) -> Outcome {
        var next = situation
        next.office = office
        next.handler = receiver
        return Outcome(situation: next, effects: [])
    }

    /// What the officer who has the case in hand may do in a stage.
    private func work(_ step: CaseStep, _ stage: Int, _ situation: CaseSituation) throws(IllegalStep) -> Outcome {
        var next = situation
        switch step {
        case .askCorrection(_, let namesNewFacts):
            guard situation.correctionCount == 0 || namesNewFacts else { throw .correctionAskedBefore }
            next.correctionCount += 1
            return moved(next, to: .correctionAsked(stage: stage), [.stopClock, .tellApplicant(.correctionAsked)])
        case .finishStage:
            guard !isLast(stage: stage) else { throw .lastStage }
            next.office = stageOffices[stage + 1]
            next.handler = nil
            return moved(next, to: .inReview(stage: stage + 1), [.startClock(stage: stage + 1)])
        case .approve:
            guard isLast(stage: stage) else { throw .notLastStage }
            return moved(next, to: .granted, [.stopClock, .issueCertificate, .tellApplicant(.granted)])
        case .refuse:
            guard isLast(stage: stage) else { throw .notLastStage }
            return moved(next, to: .refused, [.stopClock, .tellApplicant(.refused)])
        default: throw .outOfOrder
        }
    }

    private func moved(_ situation: CaseSituation, to phase: CasePhase, _ effects: [CaseEffect] = []) -> Outcome {
        var next = situation
        next.phase = phase
        return Outcome(situation: next, effects: effects)
    }
}
