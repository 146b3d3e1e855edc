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
            let resources = Set(department.resources.map(\.name))
            let open = try await DisputeStore(database: server.database.inner, vault: server.platform.vault)
                .open(about: resources, limit: 8)
            for dispute in open where draws.happens(permille: 600) {
                clock.advance(seconds: draws.within(60...600))
                try await perform("\(department.name) \(dispute.claim.caseNumber)") {
                    try await answer(dispute, department, resources)
                }
            }
        }
    }

    private func answer(
        _ dispute: FactDispute, _ department: Department, _ resources: Set<String>
    ) async throws -> String {
        let isLie = truth.isLie(dispute.resource, dispute.field, of: dispute.claim.residentID)
        let officer = Viewer.Staff(
            id: "\(department.name)核对员", sessionID: [], name: "卫和", office: department.resources[0].provider.name)
        try await AnswerDispute(server.environment)(
            dispute.id, outcome: isLie ? .corrected : .kept, reason: isLie ? nil : "与原始档案一致。", by: officer,
            about: resources)
        report.disputes += 1
        if isLie { truth.correct(dispute.resource, of: dispute.claim.residentID) }
        return isLie ? "corrected" : "kept"
    }
}
