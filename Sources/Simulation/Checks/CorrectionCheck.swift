import Cases
import Catalog
import ECertificates
import EventLog
import Exchange
import Kernel
import Server
import Storage

/// 更正 — what departments pay, or keep watch on, is what stands: whatever people decided afterwards has reached them
/// in order, or is a task of their people; and the benefit goes with the decision.
struct CorrectionCheck {
    let inspector: Inspector

    private struct Told {
        let number: String
        let key: String
        let replay: DecisionReplay
        let resource: Resource
        let department: SimulatedDepartment
    }

    func decision(
        _ id: Identifier<CaseFile>, _ replay: CaseReplay
    ) throws(BrokenInvariant) -> DecisionReplay {
        let (isTold, isPaid) = (replay.item?.outcome.writeBack != nil, replay.item?.outcome.entitlement != nil)
        guard isTold || isPaid else { return try DecisionReplay([], isTold: false) }
        let deeds = inspector.certificates.deeds(of: id.retyped(as: EventStream.self))
        return try DecisionReplay(deeds + (isTold ? replay.amendments : []), isTold: isTold)
    }

    /// What need not be there any more: what was ended, and corrections that others have followed.
    func obsolete() throws(BrokenInvariant) -> Set<String> {
        var keys: Set<String> = []
        for (id, replay) in inspector.cases {
            guard let grant = replay.grant else { continue }
            let decision = try decision(id, replay)
            if decision.dues.contains(where: { $0.standing == .ended }) {
                keys.insert("\(grant.stream)-\(grant.sequence)")
            }
            keys.formUnion(decision.dues.dropLast().map(\.key))
        }
        return keys
    }

    func callAsFunction() async throws {
        let resources = inspector.city.departments.flatMap(\.resources)
        let states = try await states()
        let found = try await findings()
        for (id, replay) in inspector.cases {
            guard let grant = replay.grant else { continue }
            let decision = try decision(id, replay)
            try await checkBenefit(id, replay, decision)
            guard let name = replay.item?.outcome.writeBack,
                let resource = resources.first(where: { $0.name == name }),
                let department = inspector.departments[resource.department]
            else { continue }
            let told = Told(
                number: replay.number, key: "\(grant.stream)-\(grant.sequence)", replay: decision, resource: resource,
                department: department)
            for due in decision.dues { try check(due, of: told, states[due.key]) }
            try checkStanding(told, found)
        }
    }

    private func states() async throws -> [String: String] {
        try await inspector.store.rows("SELECT delivery_id, state FROM write_back_correction")
            .reduce(into: [:]) { $0[$1.text("delivery_id")] = $1.text("state") }
    }

    /// Whether people have dealt with all that was found about a key, and put it right: `nil` where nothing was found.
    private func findings() async throws -> [String: Bool] {
        try await inspector.store.rows("SELECT delivery_id, state FROM write_back_finding").reduce(into: [:]) {
            let isRight = ["corrected", "redelivered", "agreed", "overtaken"].contains($1.text("state"))
            $0[$1.text("delivery_id")] = ($0[$1.text("delivery_id")] ?? true) && isRight
        }
    }

    private func checkBenefit(
        _ id: Identifier<CaseFile>, _ replay: CaseReplay, _ decision: DecisionReplay
    ) async throws {
        guard replay.item?.outcome.entitlement != nil else { return }
        let row = try await inspector.store.row(
            "SELECT state FROM entitlement WHERE stream = \(id) AND shard = \(id.shard)")
        try hold(
            row?.text("state") == (decision.standing == .ended ? "stopped" : "live"),
            "a benefit lives as long as its decision", "\(replay.number): \(decision.standing.rawValue)")
    }

    private func check(_ due: DecisionReplay.Due, of told: Told, _ state: String?) throws {
        let code = told.resource.correction?.codes.first { $0.key.word == due.change }?.value
        let kept = told.department.registration(due.key) ?? told.department.lost(due.key)
        let isHeld =
            switch state {
            case "acknowledged":
                told.department.oddKeys.contains(due.key)
                    || code != nil && kept?.values["更正"] == code && kept?.values["原事件编号"] == told.key
            case "handedOver": true
            // What was never told waits with what it corrects.
            case "waiting": told.replay.standing != .standing && told.department.standing(told.key) == nil
            default: false
            }
        try hold(
            isHeld, "what departments hold agrees with what stands",
            "\(told.number): \(due.change) at \(told.resource.name) is \(state ?? "unknown")")
    }

    /// What is paid, where nobody said that it should stay otherwise.
    private func checkStanding(_ told: Told, _ found: [String: Bool]) throws {
        let keys = [told.key] + told.replay.dues.map(\.key)
        let isLeft = keys.contains { found[$0] == false || told.department.oddKeys.contains($0) }
        guard !isLeft else { return }
        guard let held = told.department.standing(told.key) else {
            let isHere = told.department.lost(told.key) == nil
            return try hold(
                !isHere || told.replay.standing != .standing, "what stands is paid",
                "\(told.number) at \(told.resource.name)")
        }
        let isGone = told.department.registration(told.key) == nil
        try hold(
            held == told.replay.standing.rawValue || isGone && told.replay.standing == .ended,
            "what is paid is what stands", "\(told.number): \(held) instead of \(told.replay.standing.rawValue)")
    }
}
