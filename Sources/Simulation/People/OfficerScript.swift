import Cases
import Catalog
import Exchange
import Flow
import Identity
import Kernel
import Server
import Web

/// 工作人员的脚本 — each looks into the work list of the own office and does what the next case needs.
extension SimulatedYear {
    /// Cases that one officer gets through on a day.
    private static let casesMax = 5

    func officersWork() async throws {
        for post in city.staff.all {
            // Somebody is ill, on leave, or at a meeting.
            if draws.happens(permille: 250) { continue }
            let waiting = try await CaseStore(database: server.database.inner)
                .worklist(DeskQuery(scope: .office), for: post, limit: Self.casesMax).cases
            for file in waiting where file.status == .inReview || file.review == .open {
                clock.advance(seconds: draws.within(120...1200))
                try await perform("\(post.id) \(file.number)") { try await work(file.id, post) }
            }
        }
    }

    private func work(_ id: Identifier<CaseFile>, _ post: StaffPost) async throws -> String {
        let environment = server.environment
        let file = try await ViewCase(environment)(id, by: post)
        guard file.isInWork, file.status != .correctionAsked || file.review == .open else { return "not now" }
        try told(try await ClaimCase(environment)(id, by: post))
        let item = try await environment.item(of: file)
        if file.review == .open { return try await answerReview(id, post) }
        switch draws.below(100) {
        case 0..<3:
            try told(try await ReleaseCase(environment)(id, to: .ownOffice, reason: nil, by: post))
            return "released"
        case 3..<5:
            let others = city.staff.all.filter { $0.office == post.office && $0.id != post.id }
            let receiver: ReleaseCase.Receiver =
                others.isEmpty ? .office(draws.pick(city.staff.offices)) : .officer(draws.pick(others))
            try told(try await ReleaseCase(environment)(id, to: receiver, reason: "分工调整", by: post))
            return "handed over"
        case 5..<20 where file.correctionCount == 0: return try await askCorrection(id, item, post)
        case 20..<25: return "still at it"
        default: return try await decide(file, item, post)
        }
    }

    private func answerReview(_ id: Identifier<CaseFile>, _ post: StaffPost) async throws -> String {
        let outcome: AnswerReview.Outcome = draws.happens(permille: 800) ? .upheld : .corrected
        try told(try await AnswerReview(server.environment)(id, outcome: outcome, answer: "已经复核。", by: post))
        return "review \(outcome.rawValue)"
    }

    private func askCorrection(
        _ id: Identifier<CaseFile>, _ item: ServiceItem, _ post: StaffPost
    ) async throws -> String {
        let fields = item.informationFields.filter(\.isAskable).map(\.name)
        let request = RequestCorrection.Request(
            fields: fields.isEmpty ? [] : [draws.pick(fields)], note: "请补充说明。")
        try told(try await RequestCorrection(server.environment)(id, request, by: post))
        return "asked"
    }

    private func decide(_ file: CaseFile, _ item: ServiceItem, _ post: StaffPost) async throws -> String {
        let environment = server.environment
        if let stage = file.stageIndex, stage < item.stages.count - 1 {
            try told(try await FinishStage(environment)(file.id, opinion: "情况属实", by: post))
            return "stage \(stage) done"
        }
        if draws.happens(permille: 780) {
            do {
                let amount = draws.within(1...80) * 1000
                try told(try await ApproveCase(environment)(file.id, reason: nil, amountFen: amount, by: post))
                return "approved"
            } catch let rejection as Rejection where !life.isOver {
                // An account that nobody can pay to, a benefit that there is already: then it cannot be granted.
                guard item.refusalGrounds.isEmpty else { return try await refuse(file, item, post, rejection.code) }
                return rejection.code
            }
        }
        return try await refuse(file, item, post, "no ground")
    }

    private func refuse(
        _ file: CaseFile, _ item: ServiceItem, _ post: StaffPost, _ why: String
    ) async throws -> String {
        let ground = item.refusalGrounds.isEmpty ? nil : draws.pick(item.refusalGrounds)
        try told(try await RefuseCase(server.environment)(file.id, ground: ground, reason: "经核对不符合。", by: post))
        return "refused (\(why))"
    }
}
