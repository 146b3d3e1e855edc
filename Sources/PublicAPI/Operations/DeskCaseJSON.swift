import Cases
import Catalog
import EventLog
import Flow
import Identity
import Kernel
import Web

/// 办理动作 — what an officer may do with a case; the last part of its address.
enum DeskAction: String, CaseIterable, Sendable {
    case claim, release, handover, correction, stage, approval, refusal, review

    /// What is open to an officer now. The machine has the last word.
    static func open(for post: StaffPost, on file: CaseFile, of item: ServiceItem) -> [DeskAction] {
        guard file.isInWork, file.elsewhere == nil else { return [] }
        guard let handler = file.handler else { return [.claim, .handover] }
        guard handler == post.id else { return [] }
        if file.review == .open { return [.release, .handover, .review] }
        if file.status == .correctionAsked { return [.release, .handover] }
        let isLast = (file.stageIndex ?? 0) >= item.stages.count - 1
        return [.release, .handover, .correction] + (isLast ? [.approval, .refusal] : [.stage])
    }
}

/// A case as the interface shows it to the officers of its office.
struct DeskCaseJSON: Sendable {
    let file: CaseFile
    let item: ServiceItem
    let applicant: PersonProfile?
    let staff: StaffRegister
    let post: StaffPost

    static func officer(_ post: StaffPost) -> JSON {
        [
            "id": JSON(post.id), "name": JSON(post.name), "office": JSON(post.office), "title": JSON(post.title),
        ]
    }

    var summary: JSON { summary(of: file) }

    /// The same case in a later state.
    func summary(of file: CaseFile) -> JSON {
        JSON.closed([
            "id": JSON(file.id.description), "number": JSON(file.number), "service": ServiceJSON.name(item),
            "version": JSON(file.itemVersion), "status": JSON(file.status.rawValue),
            "stage": file.stage.map { JSON($0) }, "office": file.office.map { JSON($0) },
            "handler": file.handler.flatMap { staff.post($0) }.map(Self.officer),
            "applicant": JSON(applicant?.maskedName ?? ""), "receivedAt": JSON(file.receivedAt.iso8601),
            "dueOn": (file.dueOn?.description).map { JSON($0) },
            "stageDueOn": (file.stageDueOn?.description).map { JSON($0) },
            "updatedAt": JSON(file.updatedAt.iso8601),
        ])
    }

    func full(_ events: [LoggedEvent]) -> JSON {
        let reading = CaseEventsJSON(file: file, item: item, events: events)
        let details = JSON.closed([
            "applicantName": JSON(applicant?.name ?? ""), "applicantNumber": JSON(applicant?.residentID.masked ?? ""),
            "referralReasons": reading.referralReasons,
            "opinions": .array(events.filter { $0.kind == CaseEvents.stageFinished }.compactMap(opinion)),
            "facts": FactJSON(item: item, content: CaseContent(events).content).all, "rules": rules(events),
            "correctionCount": JSON(file.correctionCount), "correction": reading.correction,
            "correctionNotes": .array(
                events.filter { $0.kind == CaseEvents.corrected }.compactMap { note($0.body["note"]) }),
            "decision": reading.decision, "person": reading.person,
            "materials": .array(item.materials.map(ServiceJSON.material)),
            "askableFields": .array(item.informationFields.filter(\.isAskable).map { JSON($0.name) }),
            "refusalGrounds": .array(item.refusalGrounds.map { JSON($0) }),
            "paysBenefit": JSON(item.outcome.entitlement != nil),
            "actions": .array(DeskAction.open(for: post, on: file, of: item).map { JSON($0.rawValue) }),
        ])
        return .object((summary.members ?? []) + (details.members ?? []))
    }

    private func note(_ json: JSON?) -> JSON? { json?.string == nil ? nil : json }

    private func opinion(_ event: LoggedEvent) -> JSON? {
        guard let text = event.body["opinion"]?.string else { return nil }
        return JSON.closed([
            "officer": CaseEventReading.officer(event).map { JSON($0) }, "stage": note(event.body["stage"]),
            "text": JSON(text), "at": JSON(event.effective.iso8601),
        ])
    }

    /// 判定过程: as the event of the referral, or of the grant by rule, keeps it.
    private func rules(_ events: [LoggedEvent]) -> JSON {
        let trace = events.last { $0.body["trace"]?["rules"] != nil }?.body["trace"]
        return .array((trace?["rules"]?.array ?? []).map(Self.rule))
    }

    private static func rule(_ rule: JSON) -> JSON {
        [
            "name": rule["name"] ?? "", "outcome": rule["outcome"] ?? "unknown",
            "conditions": .array(
                (rule["cells"]?.array ?? []).map { cell in
                    JSON.closed([
                        "column": cell["column"], "test": cell["test"], "value": text(cell["value"]),
                        "outcome": cell["outcome"],
                    ])
                }),
        ]
    }

    /// Values of every kind as text; what is not known is left out.
    private static func text(_ value: JSON?) -> JSON? {
        guard let value, !value.isNull else { return nil }
        return JSON(value.string ?? value.text)
    }
}
