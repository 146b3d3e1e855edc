import Flow
import Testing

@Suite("办件状态机")
struct CaseMachineTests {
    static let machine = CaseMachine(stageOffices: ["街道", "街道", "区民政部门"])
    static let street = CaseOfficer(id: "JD01", office: "街道")
    static let colleague = CaseOfficer(id: "JD02", office: "街道")
    static let civil = CaseOfficer(id: "MZ01", office: "区民政部门")

    static func run(_ steps: [CaseStep], from start: CaseSituation = CaseSituation()) throws(IllegalStep)
        -> CaseSituation
    {
        var situation = start
        for step in steps { situation = try machine.step(step, in: situation).situation }
        return situation
    }

    @Test("收件、受理、三个环节、准予")
    func wholeWay() throws {
        let end = try Self.run([
            .accept, .refer, .claim(Self.street), .finishStage(Self.street), .claim(Self.colleague),
            .finishStage(Self.colleague), .claim(Self.civil), .approve(Self.civil),
        ])
        #expect(end.phase == .granted)
        #expect(end.office == "区民政部门")
    }

    @Test("补正只问一次，除非有新的事实")
    func correctionOnce() throws {
        let asked: [CaseStep] = [
            .accept, .refer, .claim(Self.street), .askCorrection(Self.street, namesNewFacts: false),
        ]
        let answered = try Self.run(asked + [.answerCorrection])
        #expect(answered.phase == .inReview(stage: 0))
        #expect(answered.handler == "JD01")
        #expect(throws: IllegalStep.correctionAskedBefore) {
            try Self.run([.askCorrection(Self.street, namesNewFacts: false)], from: answered)
        }
        #expect(try Self.run([.askCorrection(Self.street, namesNewFacts: true)], from: answered).correctionCount == 2)
    }

    @Test("补正之后接着计时，不重新起算")
    func resumes() throws {
        let asked = try Self.run([
            .accept, .refer, .claim(Self.street), .askCorrection(Self.street, namesNewFacts: false),
        ])
        #expect(try Self.machine.step(.answerCorrection, in: asked).effects == [.resumeClock(stage: 0)])
    }

    @Test("决定以后要求复核：由作决定的机关认领、答复，决定本身不动")
    func review() throws {
        let granted = try Self.run([.accept, .grantByRule])
        let asked = try Self.machine.step(.askReview, in: granted)
        #expect(asked.effects == [.startReviewClock])
        #expect(asked.situation.office == "区民政部门")
        #expect(throws: IllegalStep.otherOffice) { try Self.run([.claim(Self.street)], from: asked.situation) }
        let answered = try Self.machine.step(
            .answerReview(Self.civil), in: Self.run([.claim(Self.civil)], from: asked.situation))
        #expect(answered.situation.review == .answered && answered.situation.phase == .granted)
        #expect(answered.effects == [.stopClock, .tellApplicant(.reviewAnswered)])
        // The answer may be asked about again.
        #expect(try Self.run([.askReview], from: answered.situation).handler == nil)
    }

    /// Each step and why it is refused after the steps before it.
    static let refusals: [([CaseStep], CaseStep, IllegalStep)] = [
        ([], .refer, .outOfOrder),
        ([.accept], .approve(civil), .outOfOrder),
        ([.accept], .refuse(civil), .outOfOrder),
        ([.accept, .grantByRule], .refer, .alreadyDecided),
        ([.accept, .refer], .claim(civil), .otherOffice),
        ([.accept, .refer], .finishStage(street), .notClaimed),
        ([.accept, .refer, .claim(street)], .claim(colleague), .heldByAnother),
        ([.accept, .refer, .claim(street)], .handOver(colleague, office: "区民政部门", to: nil), .heldByAnother),
        ([.accept, .refer, .claim(street)], .approve(street), .notLastStage),
        ([.accept, .refer, .claim(street)], .refuse(street), .notLastStage),
        ([.accept, .refer, .claim(street)], .answerCorrection, .outOfOrder),
        (
            [.accept, .refer, .claim(street), .askCorrection(street, namesNewFacts: false)], .finishStage(street),
            .awaitingApplicant
        ),
        ([.accept, .refer], .askReview, .outOfOrder),
        ([.accept, .refer, .claim(street)], .answerReview(street), .outOfOrder),
        ([.accept, .grantByRule], .claim(civil), .alreadyDecided),
        ([.accept, .grantByRule, .askReview], .askReview, .reviewAskedBefore),
        ([.accept, .grantByRule, .askReview], .answerReview(civil), .notClaimed),
        ([.accept, .grantByRule, .askReview, .claim(civil)], .refuse(civil), .alreadyDecided),
        (
            [.accept, .grantByRule, .askReview, .claim(civil)], .askCorrection(civil, namesNewFacts: true),
            .alreadyDecided
        ),
    ]

    @Test("不能做的事都有原因", arguments: refusals.indices)
    func illegal(_ index: Int) throws {
        let (before, step, reason) = Self.refusals[index]
        let situation = try Self.run(before)
        #expect(throws: reason) { try Self.machine.step(step, in: situation) }
    }
}

@Suite("办件状态机：随机行走")
struct CaseMachineWalkTests {
    @Test("一万次行走，没有非法状态")
    func walks() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = WalkRandom(state: seed)
        var decided = 0
        for _ in 0..<10_000 { decided += Walk(random: &random).isDecided ? 1 : 0 }
        #expect(decided > 1000, "seed \(seed)")
        if Walk.faults(seed: seed, count: 10_000) > 0 { Issue.record("illegal states; seed \(seed)") }
    }
}

/// SplitMix64.
struct WalkRandom: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// One random history and what is wrong with it.
struct Walk {
    static let offices = ["街道", "区民政部门", "派出所"]
    static let officers = offices.flatMap { office in (1...2).map { CaseOfficer(id: "\(office)\($0)", office: office) }
    }
    private(set) var faults = 0
    private(set) var isDecided = false

    static func faults(seed: UInt64, count: Int) -> Int {
        var random = WalkRandom(state: seed)
        return (0..<count).reduce(0) { total, _ in total + Walk(random: &random).faults }
    }

    init(random: inout WalkRandom) {
        let stages = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            Self.offices.randomElement(using: &random) ?? "街道"
        }
        let machine = CaseMachine(stageOffices: stages)
        var situation = CaseSituation()
        for _ in 0..<40 {
            let step = Self.step(situation, &random)
            guard let outcome = try? machine.step(step, in: situation) else { continue }
            if !Self.isLawful(situation, step, outcome, machine) { faults += 1 }
            situation = outcome.situation
        }
        isDecided = situation.phase.isDecided
    }

    private static func step(_ situation: CaseSituation, _ random: inout WalkRandom) -> CaseStep {
        let likely = officers.first { $0.id == situation.handler }
        let anyone = officers.randomElement(using: &random) ?? officers[0]
        let officer = Bool.random(using: &random) ? likely ?? anyone : anyone
        let office = offices.randomElement(using: &random) ?? "街道"
        let steps: [CaseStep] = [
            .accept, .refer, .grantByRule, .claim(officer), .claim(officer), .release(officer), .answerCorrection,
            .handOver(
                officer, office: office,
                to: Bool.random(using: &random) ? officers.first { $0.office == office }?.id : nil),
            .askCorrection(officer, namesNewFacts: Bool.random(using: &random)), .finishStage(officer),
            .finishStage(officer), .approve(officer), .refuse(officer), .askReview, .answerReview(officer),
        ]
        return steps.randomElement(using: &random) ?? .accept
    }

    private static func isLawful(
        _ before: CaseSituation, _ step: CaseStep, _ outcome: CaseMachine.Outcome, _ machine: CaseMachine
    ) -> Bool {
        let after = outcome.situation
        // A decision stays as it is, whoever looks at it again; an answer is an officer's who has it in hand; no stage is
        // skipped or gone back to; refusal is an officer's, in the last stage, of the office that has it; a certificate
        // comes with a grant and with nothing else.
        if before.phase.isDecided {
            if after.phase != before.phase || outcome.effects.contains(.issueCertificate) { return false }
            if case .askReview = step { return after.review == .open && after.office == machine.stageOffices.last }
            guard before.review == .open, let officer = step.officer, before.office == officer.office else {
                return false
            }
            return after.review == .open || before.handler == officer.id
        }
        if after.review != nil { return false }
        if let from = before.phase.stage, let to = after.phase.stage, to != from, to != from + 1 { return false }
        if let stage = after.phase.stage, !machine.stageOffices.indices.contains(stage) { return false }
        if after.phase == .refused {
            guard let officer = step.officer, before.phase.stage.map(machine.isLast) == true else { return false }
            if before.handler != officer.id || before.office != officer.office { return false }
        }
        if (after.phase == .granted) != outcome.effects.contains(.issueCertificate) { return false }
        if after.phase.stage != nil, after.office == nil { return false }
        if before.phase.stage != nil, !after.phase.isDecided, after.phase.stage == nil { return false }
        return after.correctionCount >= before.correctionCount
    }
}
