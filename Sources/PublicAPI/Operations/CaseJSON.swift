import Cases
import Catalog
import ECertificates
import EventLog
import Feedback
import Flow
import Identity
import Kernel
import Web

extension APIHandlers {
    /// A case as its applicant sees it: the row, and what the events say of it.
    func caseJSON(_ file: CaseFile) async throws -> JSON {
        let item = try await environment.item(of: file)
        let events = try await environment.journal.events(of: file.stream).toldInFull(environment.otherCities)
        let certificate = try await environment.certificates.certificate(ofCase: file.stream, holder: file.applicant)
        return Self.caseJSON(file, item, events, certificate: certificate?.id)
    }

    /// A case with all its events.
    static func caseJSON(
        _ file: CaseFile, _ item: ServiceItem, _ events: [LoggedEvent], certificate: Identifier<IssuedCertificate>?
    ) -> JSON {
        let reading = CaseEventsJSON(file: file, item: item, events: events)
        let details = JSON.closed([
            "stageDueOn": (file.stageDueOn?.description).map { JSON($0) },
            "referralReasons": reading.referralReasons, "correction": reading.correction,
            "decision": reading.decision, "benefit": reading.benefit,
            "certificateID": (certificate?.description).map { JSON($0) },
            "facts": FactJSON(item: item, content: CaseContent(events).content).all,
            "person": reading.person,
            "isRated": JSON(events.contains { $0.kind == CaseEvents.rated }),
        ])
        return .object(summary(file, item) + (details.members ?? []))
    }

    static func summary(_ file: CaseFile, _ item: ServiceItem) -> [JSON.Member] {
        JSON.closed([
            "id": JSON(file.id.description), "number": JSON(file.number),
            "service": ServiceJSON.name(item), "version": JSON(file.itemVersion),
            "status": JSON(file.status.rawValue), "stage": file.stage.map { JSON($0) },
            "office": file.office.map { JSON($0) }, "decidedIn": file.elsewhere.map { JSON($0) },
            "receivedAt": JSON(file.receivedAt.iso8601),
            "dueOn": (file.dueOn?.description).map { JSON($0) }, "updatedAt": JSON(file.updatedAt.iso8601),
        ]).members ?? []
    }
}

/// What the events of a case say, for those who follow it.
struct CaseEventsJSON {
    let file: CaseFile
    let item: ServiceItem
    let events: [LoggedEvent]

    private func last(_ kind: EventKind) -> LoggedEvent? { events.last { $0.kind == kind } }

    var referralReasons: JSON {
        .array(
            (last(CaseEvents.referred)?.body["reasons"]?.array ?? []).compactMap { json -> JSON? in
                guard let reason = ReferralReason(json) else { return nil }
                return JSON.closed([
                    "code": json["code"], "text": sentence(CaseWords.reason(reason)), "field": json["field"],
                ])
            })
    }

    /// 补正: what is asked for, while the answer is awaited.
    var correction: JSON? {
        guard file.status == .correctionAsked, let event = last(CaseEvents.correctionAsked) else { return nil }
        let asked = CorrectionAsked(event)
        return JSON.closed([
            "askedAt": JSON(event.recorded.iso8601), "officer": CaseEventReading.officer(event).map { JSON($0) },
            "materials": .array(asked.materials.map { JSON($0) }),
            "fields": .array(asked.fields.compactMap(item.field(named:)).map(ServiceJSON.field)),
            "note": asked.note.map { JSON($0) },
            "needsNote": JSON(!asked.materials.isEmpty || asked.note != nil),
        ])
    }

    /// 转人工: what the applicant asked a person to look at; after a decision who answers until when, and the answer.
    var person: JSON? {
        guard let asked = last(CaseEvents.personAsked) else { return nil }
        let isOpen = file.review == .open
        let answer = events.last { $0.kind == CaseEvents.reviewAnswered && $0.sequence > asked.sequence }
        return JSON.closed([
            "askedAt": JSON(asked.recorded.iso8601), "reason": text(asked.body["reason"]),
            "office": isOpen ? file.office.map { JSON($0) } : nil,
            "dueOn": isOpen ? (file.dueOn?.description).map { JSON($0) } : nil,
            "answer": answer.map { answer in
                JSON.closed([
                    "officer": CaseEventReading.officer(answer).map { JSON($0) }, "outcome": answer.body["outcome"],
                    "text": answer.body["answer"], "at": JSON(answer.effective.iso8601),
                ])
            },
        ])
    }

    /// 决定及其理由: who decided, by which rule or on which ground, on which law, and what can be done against it.
    var decision: JSON? {
        guard !file.status.isOpen, let event = last(CaseEvents.granted) ?? last(CaseEvents.refused) else { return nil }
        let officer = CaseEventReading.officer(event)
        return JSON.closed([
            "by": JSON(officer == nil ? "rule" : "officer"), "officer": officer.map { JSON($0) },
            "at": JSON(event.effective.iso8601), "rule": text(event.body["rule"]),
            "ground": text(event.body["ground"]), "reason": text(event.body["reason"]),
            "bases": event.body["law"] ?? .array([]),
            "remedies": .array([
                sentence(CaseWords.reconsideration(item.remedies.reconsideration)),
                sentence(CaseWords.litigation(item.remedies.litigation)),
            ]),
        ])
    }

    /// 待遇: what a grant pays, how often, and from when.
    var benefit: JSON? {
        guard let event = last(CaseEvents.granted), let fen = event.body["amountFen"]?.int,
            let terms = item.outcome.entitlement
        else { return nil }
        let starts = terms.start.day(
            appliedOn: (CaseContent(events).filer?.appliedAt ?? file.receivedAt).civilDate(),
            decidedOn: event.effective.civilDate())
        return [
            "amountFen": JSON(fen), "period": JSON("\(terms.period)"), "startsOn": JSON(starts.description),
        ]
    }

    private func text(_ json: JSON?) -> JSON? { json?.string == nil ? nil : json }
}

/// Events as the interface tells them: the code, what people read, and what the public log holds.
enum EventJSON {
    static func timeline(_ file: CaseFile, _ events: [LoggedEvent], isForOfficers: Bool) -> JSON {
        let reading = CaseEventReading(file: file, events: events, isForOfficers: isForOfficers)
        return ["events": .array(events.map { event($0, reading.entry($0)) })]
    }

    private static func event(_ event: LoggedEvent, _ entry: ProgressTimeline.Entry?) -> JSON {
        JSON.closed([
            "sequence": JSON(event.sequence), "kind": JSON(event.kind.rawValue), "by": JSON(actor(event.actor)),
            "effectiveAt": JSON(event.effective.iso8601), "recordedAt": JSON(event.recorded.iso8601),
            "title": entry.map { title($0.title) }, "detail": (entry?.detail).map { JSON($0) },
            "officer": CaseEventReading.officer(event).map { JSON($0) }, "office": text(event, "office"),
            "stage": text(event, "stage"), "dueOn": text(event, "dueOn"),
            "commitment": JSON(Hex.text(event.commitment)), "logIndex": event.logIndex.map { JSON($0) },
        ])
    }

    /// What an event leaves open stands there empty.
    private static func text(_ event: LoggedEvent, _ member: String) -> JSON? {
        guard let text = event.body[member]?.string, !text.isEmpty else { return nil }
        return JSON(text)
    }

    private static func title(_ title: ProgressTimeline.Entry.Title) -> JSON {
        switch title {
        case .ours(let phrase): sentence(phrase)
        case .defined(let text): ["zh": JSON(text), "en": JSON(text)]
        }
    }

    private static func actor(_ actor: EventActor) -> String {
        switch actor {
        case .person: "person"
        case .clerk: "clerk"
        case .rule: "rule"
        case .department: "department"
        case .system: "system"
        }
    }
}
