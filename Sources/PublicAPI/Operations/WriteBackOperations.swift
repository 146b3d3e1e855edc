package import Cases
package import Exchange
import Kernel
import Web

/// 回写对账 at the interface: for the systems of departments that are written to. The verbs are those of the desk's page.
package struct WriteBackDesk: Sendable {
    let channels: [Resource]
    let findings: WriteBackFindingStore
    let corrections: CorrectionStore
    let runs: ReconciliationStore
    let answer: AnswerWriteBackFinding

    package init(environment: CaseEnvironment, reconcile: ReconcileWriteBacks) {
        channels = reconcile.channels
        findings = WriteBackFindingStore(database: environment.database, vault: environment.vault)
        corrections = CorrectionStore(database: environment.database)
        runs = ReconciliationStore(database: environment.database)
        answer = AnswerWriteBackFinding(
            database: environment.database, journal: environment.journal, vault: environment.vault,
            time: environment.time)
    }

    /// The ways in which an officer's department is told something.
    func names(of officer: Viewer.Staff) -> Set<String> {
        Set(channels.filter { $0.provider.name == officer.office }.map(\.name))
    }
}

extension Operation {
    static let writeBacks: [Operation] = [
        Operation(
            method: .get, path: "/desk/write-backs", id: "listWriteBackFindings", group: .desk,
            summary: Phrase(
                "api.listWriteBackFindings", zh: "回写对账：本部门要核对的在前；更正送到了没有，最近几天对得怎样。",
                en: "Write-backs compared: what waits for the own department first, corrections, and the latest runs."),
            access: .staff, success: [Success(status: 200, meaning: "The lists.", schema: "WriteBackOverview")],
            links: [Link(operation: "answerWriteBackFinding", parameter: "id", pointer: "/findings/0/id")],
            handler: { try await $0.listWriteBackFindings($1) }),
        Operation(
            method: .post, path: "/desk/write-backs/{id}/answer", id: "answerWriteBackFinding", group: .desk,
            summary: Phrase(
                "api.answerWriteBackFinding", zh: "答复一条对账发现：已在本部门系统更正，或者维持；都要写核对情况。",
                en: "Answer a finding: corrected in the department's system, or kept as it is; with what was found."),
            access: .staff, idempotencyKey: .optional, body: "WriteBackAnswer",
            success: [Success(status: 200, meaning: "The lists as they now are.", schema: "WriteBackOverview")],
            refusals: [409], handler: { try await $0.answerWriteBackFinding($1) }),
    ]
}

extension APIHandlers {
    func listWriteBackFindings(_ call: APICall) async throws -> WebResponse { try await writeBacks(officer(call)) }

    func answerWriteBackFinding(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<WriteBackFinding> = try call.identifier("id", APIProblems.noSuchPlace)
        let officer = officer(call)
        _ = try await keys(of: officer).once(call) { receipt in
            try await sharing.writeBacks.answer(
                id, outcome: call.text("outcome").flatMap(AnswerWriteBackFinding.Outcome.init),
                reason: call.words("reason"), by: officer, about: sharing.writeBacks.names(of: officer),
                receipt: receipt)
            return id
        }
        return try await writeBacks(officer)
    }

    private func writeBacks(_ officer: Viewer.Staff) async throws -> WebResponse {
        let (desk, names) = (sharing.writeBacks, sharing.writeBacks.names(of: officer))
        return .json([
            "findings": .array(try await desk.findings.newest(names).map(finding)),
            "corrections": .array(try await desk.corrections.newest(names).map(correction)),
            "comparisons": .array(try await desk.runs.newest(names).map(run)),
        ])
    }

    private func finding(_ finding: WriteBackFinding) -> JSON {
        [
            "id": JSON(finding.id.description), "resource": JSON(finding.resource), "key": JSON(finding.key),
            "kind": JSON(finding.kind.rawValue), "state": JSON(finding.state.rawValue),
            "foundAt": JSON(finding.foundAt.iso8601),
            "values": .array(
                finding.lines.map { line in
                    JSON.closed([
                        "name": JSON(line.name), "sent": line.ours.map { JSON($0) },
                        "held": line.theirs.map { JSON($0) },
                    ])
                }),
        ]
    }

    private func correction(_ correction: WriteBackCorrection) -> JSON {
        [
            "key": JSON(correction.key), "corrects": JSON(correction.original), "serial": JSON(correction.serial),
            "resource": JSON(correction.resource), "change": JSON(correction.change.rawValue),
            "state": JSON(correction.state.rawValue), "decidedAt": JSON(correction.decidedAt.iso8601),
        ]
    }

    private func run(_ run: Reconciliation) -> JSON {
        JSON.closed([
            "resource": JSON(run.resource), "day": JSON(run.day.description), "isFinished": JSON(run.finishedAt != nil),
            "compared": JSON(run.tally.compared), "lost": JSON(run.tally.lost),
            "differing": JSON(run.tally.differing), "unknown": JSON(run.tally.unknown),
            "fault": run.fault.map { JSON($0) },
        ])
    }
}
