import Cases
import Catalog
import EventLog
import Exchange
import Kernel
import Storage

/// 回写与通知 — what was decided reaches the department once, is acknowledged under the number that the department gave it, and
/// the person is told; what has not yet arrived waits in the outbox.
struct EffectCheck {
    let replay: CaseReplay
    let outbox: [String: Row]
    let stream: Identifier<EventStream>
    let subject: String
    let departments: [String: SimulatedDepartment]
    let resources: [Resource]
    /// How many of the stream's events were looked at before.
    let seen: Int

    func check() throws(BrokenInvariant) {
        try checkWriteBack()
        for event in replay.tidings { try checkNotice(event) }
    }

    private func checkWriteBack() throws(BrokenInvariant) {
        let acknowledged = replay.acknowledgements.count
        guard let grant = replay.grant, let name = replay.item?.outcome.writeBack else {
            return try hold(acknowledged == 0, "nothing is written back but grants", replay.number)
        }
        let key = "\(stream)-\(grant.sequence)"
        try hold(acknowledged <= 1, "a write-back is acknowledged once", replay.number)
        let department = resources.first { $0.name == name }?.department ?? ""
        let kept = departments[department]?.registration(key)
        let (told, losses) = (replay.redeliveries.last { $0.isAbout(key) }, replay.losses.last { $0.isAbout(key) })
        if let event = told ?? replay.acknowledgements.first {
            // Told again, and the answer is on its way: its number is not known yet.
            let isBeingMended = losses.map { isWaiting("\(stream)-\($0.sequence)") } == true
            let number = event.body["acknowledgement"]?.string
            let isHeld =
                kept.map { ($0.number == number || isBeingMended) && $0.values["证件号码"] == subject }
                ?? (departments[department]?.lost(key) != nil)
            try hold(
                isHeld, "what a department has acknowledged it has", "\(replay.number) at \(department)")
        } else {
            try hold(
                isWaiting(key), "a write-back waits until it is acknowledged", "\(replay.number) for \(department)")
        }
    }

    private func isWaiting(_ key: String) -> Bool {
        outbox[key].map { ["waiting", "stuck"].contains($0.text("state")) } == true
    }

    /// A notice is erased a week after it went out: it is looked for when its event is new.
    private func checkNotice(_ event: LoggedEvent) throws(BrokenInvariant) {
        guard event.sequence > seen, !goesNowhere, !replay.isFromElsewhere else { return }
        try hold(
            outbox["\(stream)-\(event.sequence)-notice"] != nil, "the applicant is told",
            "\(replay.number) of \(event.kind.rawValue)")
    }

    /// A number that the applicant called wrong gets no message.
    private var goesNowhere: Bool {
        replay.item?.informationFields.contains {
            $0.type == .telephone && replay.content?.disputed[$0.name] != nil
        } == true
    }
}

extension LoggedEvent {
    /// Whether it is about what a department was told under a key.
    fileprivate func isAbout(_ key: String) -> Bool { body["delivery"]?.string == key }
}
