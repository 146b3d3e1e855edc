import Cases
import Catalog
import ECertificates
import EventLog
import Exchange
import Kernel
import Server
import Storage

/// 更正 — what departments hold of a decision is what stands of it: whatever people decided afterwards has reached them, or is
/// a task of their people.
struct CorrectionCheck {
    /// What was decided afterwards, by the event that says so.
    struct Due {
        let key: String
        /// `暂停`, `撤销`, …
        let change: String
        let at: Instant

        init(_ event: LoggedEvent, _ change: String) {
            key = "\(event.stream)-\(event.sequence)-correction"
            self.change = change
            at = event.recorded
        }
    }

    let inspector: Inspector

    /// What need not be there any more: what was ended, and corrections that are not the last.
    var obsolete: Set<String> {
        inspector.cases.reduce(into: []) { keys, entry in
            guard let grant = entry.value.grant else { return }
            let due = due(entry.key.retyped(as: EventStream.self), entry.value)
            if due.contains(where: { ["注销", "撤销"].contains($0.change) }) {
                keys.insert("\(grant.stream)-\(grant.sequence)")
            }
            keys.formUnion(due.dropLast().map(\.key))
        }
    }

    private func due(_ stream: Identifier<EventStream>, _ replay: CaseReplay) -> [Due] {
        (inspector.certificates.changes(of: stream) + replay.amendments).sorted { $0.at < $1.at }
    }

    func callAsFunction() async throws {
        let resources = inspector.city.departments.flatMap(\.resources)
        let tasks = Set(
            try await inspector.store.rows("SELECT delivery_id FROM write_back_finding WHERE kind = 'uncorrected'").map
            {
                $0.text("delivery_id")
            })
        for (id, replay) in inspector.cases {
            guard let grant = replay.grant, let name = replay.item?.outcome.writeBack,
                let resource = resources.first(where: { $0.name == name }),
                let department = inspector.departments[resource.department]
            else { continue }
            let stream = id.retyped(as: EventStream.self)
            for due in due(stream, replay) {
                let code = resource.correction?.codes.first { $0.key.word == due.change }?.value
                let kept = department.registration(due.key) ?? department.lost(due.key)
                let isHeld =
                    code.map { code in
                        department.oddKeys.contains(due.key)
                            || kept?.values["更正"] == code && kept?.values["原事件编号"] == "\(stream)-\(grant.sequence)"
                    } ?? tasks.contains(due.key)
                try hold(
                    isHeld, "what departments hold agrees with what stands",
                    "\(replay.number): \(due.change) at \(name)")
            }
        }
    }
}
