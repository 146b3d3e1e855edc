import Cases
import Exchange
import Kernel
import Server
import Web

/// 部门的脚本 — officers of the departments answer what people say is wrong in their records: a lie is corrected, all else is
/// kept with a reason.
extension SimulatedYear {
    func departmentsAnswer() async throws {
        for department in city.departments {
            let resources = Set((department.resources + department.channels).map(\.name))
            let open = try await DisputeStore(database: server.database.inner, vault: server.platform.vault)
                .open(about: resources, limit: 8)
            for dispute in open where draws.happens(permille: 600) {
                clock.advance(seconds: draws.within(60...600))
                try await perform("\(department.name) \(dispute.claim.caseNumber)") {
                    try await answer(dispute, department, resources)
                }
            }
            try await answerFindings(of: department, resources)
        }
    }

    /// 走样: now and then a department loses or changes what it has acknowledged, or registers what nobody told it.
    func departmentsSuffer() throws {
        for department in city.departments {
            let told = department.channels.filter { $0.writeBack?.readBack != nil }
            guard !told.isEmpty, draws.happens(permille: 8), case let resource = draws.pick(told),
                let system = server.departments[department.name]
            else { continue }
            let mishap = draws.pick(SimulatedDepartment.Mishap.allCases)
            let outcome = system.suffer(mishap, resource, &draws, at: clock.now())
            trace.add("\(clock.now().milliseconds) \(department.name) suffers: \(outcome)")
        }
    }

    /// 对账发现: half of what differs is put right, half is kept with a reason.
    private func answerFindings(of department: Department, _ resources: Set<String>) async throws {
        let found = try await WriteBackFindingStore(
            database: server.database.inner, vault: server.platform.vault
        ).newest(resources, limit: 8).filter { $0.state == .open }
        for finding in found where draws.happens(permille: 600) {
            let outcome: AnswerWriteBackFinding.Outcome = draws.happens(permille: 500) ? .corrected : .kept
            try await perform("\(department.name) finding") {
                if outcome == .corrected { putRight(finding, server.departments[department.name]) }
                try await AnswerWriteBackFinding(
                    database: server.database, journal: server.platform.journal, vault: server.platform.vault,
                    time: clock)(
                        finding.id, outcome: outcome, reason: "已与原始材料核对。", by: officer(of: department),
                        about: resources)
                return outcome.rawValue
            }
        }
    }

    /// Does what the task says: as it was told, and as it is right now where something was decided since.
    private func putRight(_ finding: WriteBackFinding, _ system: SimulatedDepartment?) {
        system?.putRight(finding.key)
        let lines = finding.lines.reduce(into: [String: String]()) { $0[$1.name] = $1.ours }
        guard let original = lines["原事件编号"], let standing = lines["现在应当"] else { return }
        system?.settle(original, as: standing)
    }

    private func officer(of department: Department) -> Viewer.Staff {
        Viewer.Staff(
            id: "\(department.name)核对员", sessionID: [], name: "卫和", office: department.resources[0].provider.name)
    }

    private func answer(
        _ dispute: FactDispute, _ department: Department, _ resources: Set<String>
    ) async throws -> String {
        let isLie = truth.isLie(dispute.resource, dispute.field, of: dispute.claim.residentID)
        try await AnswerDispute(server.environment)(
            dispute.id, outcome: isLie ? .corrected : .kept, reason: isLie ? nil : "与原始档案一致。",
            by: officer(of: department), about: resources)
        report.disputes += 1
        if isLie { truth.correct(dispute.resource, of: dispute.claim.residentID) }
        return isLie ? "corrected" : "kept"
    }
}
