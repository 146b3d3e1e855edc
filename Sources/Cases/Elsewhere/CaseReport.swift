package import EventLog
import Exchange
package import Flow
package import Kernel

/// 办理情况 — what the city that decides tells of a case: where it stands, the steps since the last report, and the certificate.
package struct CaseReport: Sendable {
    package let standing: Standing
    package let steps: [Step]
    /// The certificate of a grant, signed by the city that granted, as its holder has it (SD-JWT).
    package let certificate: String?

    package init(standing: Standing, steps: [Step], certificate: String?) {
        self.standing = standing
        self.steps = steps
        self.certificate = certificate
    }

    /// Where the case stands there.
    package struct Standing: Sendable {
        package let number: String
        package let status: CaseStatus
        package let office: String?
        package let stage: String?
        package let dueOn: CivilDate?
        package let stageDueOn: CivilDate?
        package let review: CaseReview?

        package init(_ file: CaseFile) {
            number = file.number
            status = file.status
            office = file.office
            stage = file.stage
            dueOn = file.dueOn
            stageDueOn = file.stageDueOn
            review = file.review
        }

        init?(_ json: JSON?) {
            guard let json, let number = json["number"]?.string,
                let status = json["status"]?.string.flatMap(CaseStatus.init(rawValue:))
            else { return nil }
            self.number = number
            self.status = status
            office = json["office"]?.string
            stage = json["stage"]?.string
            dueOn = json["dueOn"]?.string.flatMap { CivilDate($0) }
            stageDueOn = json["stageDueOn"]?.string.flatMap { CivilDate($0) }
            review = json["review"]?.string.flatMap(CaseReview.init(rawValue:))
        }

        var json: JSON {
            func text(_ text: String?) -> JSON { text.map { JSON($0) } ?? .null }
            return [
                "number": JSON(number), "status": JSON(status.rawValue), "office": text(office), "stage": text(stage),
                "dueOn": text(dueOn?.description), "stageDueOn": text(stageDueOn?.description),
                "review": text(review?.rawValue),
            ]
        }
    }

    /// One event of the case there, as far as the applicant may read it.
    package struct Step: Sendable {
        package let kind: EventKind
        package let at: Instant
        package let body: JSON
    }

    package var json: JSON {
        [
            "standing": standing.json,
            "steps": .array(
                steps.map {
                    ["kind": JSON($0.kind.rawValue), "at": JSON($0.at.milliseconds), "body": $0.body]
                }), "certificate": certificate.map { JSON($0) } ?? .null,
        ]
    }

    /// From 1970 to the end of 9999, in milliseconds: other times are none that a page could write.
    private static let times = 0...253_402_300_799_999

    /// `nil` where the JSON is no report that can be believed. A refusal without the officer who signed it, its ground and its
    /// reason is none: only people may say no, in any city.
    package init?(_ json: JSON?) {
        guard let json, let standing = Standing(json["standing"]), let members = json["steps"]?.array else {
            return nil
        }
        var steps: [Step] = []
        for member in members {
            guard let kind = member["kind"]?.string, let at = member["at"]?.int, Self.times.contains(at),
                let body = member["body"],
                body.members != nil
            else { return nil }
            let step = Step(kind: EventKind(rawValue: kind), at: Instant(milliseconds: Int64(at)), body: body)
            guard Self.isTold(step.kind) else { return nil }
            if step.kind == CaseEvents.refused {
                let said = [body["officer"]?["name"], body["ground"], body["reason"]]
                guard said.allSatisfy({ text in text?.string?.contains { !$0.isWhitespace } == true }) else {
                    return nil
                }
            }
            steps.append(step)
        }
        self.init(standing: standing, steps: steps, certificate: json["certificate"]?.string)
    }
}

extension CaseReport {
    /// Members of an event that the applicant reads on the page of the case, by its kind. What officers write to each other,
    /// and the values that a decision rested on, stay in the city that decides.
    private static let told: [EventKind: [String]] = [
        CaseEvents.received: ["number"],
        CaseEvents.accepted: [],
        CaseEvents.referred: ["reasons", "stage", "office", "dueOn"],
        CaseEvents.claimed: ["officer"],
        CaseEvents.handedOver: ["office"],
        CaseEvents.correctionAsked: ["officer", "materials", "fields", "note"],
        CaseEvents.stageFinished: ["officer", "stage", "office"],
        CaseEvents.granted: ["officer", "rule", "reason", "amountFen", "law"],
        CaseEvents.refused: ["officer", "ground", "reason", "law", "reconsideration", "litigation"],
        CaseEvents.certificateIssued: [],
        CaseEvents.writtenBack: ["acknowledgement"],
        ExchangeEvents.writeBackCorrected: ["change", "acknowledgement"],
        ExchangeEvents.found(.uncorrected): ["change"],
        CaseEvents.personAsked: ["office", "dueOn"],
        CaseEvents.reviewAnswered: ["officer", "outcome", "answer"],
        CaseEvents.factDisputed: ["field", "department"],
        CaseEvents.factRechecked: ["officer", "field", "outcome", "reason"],
    ]

    package static func isTold(_ kind: EventKind) -> Bool { told[kind] != nil }

    /// - Parameters:
    ///   - events: those that the other city has not been told of.
    ///   - certificate: of the case, where one was issued.
    package init(_ file: CaseFile, _ events: [LoggedEvent], certificate: String?) {
        let steps = events.compactMap { event in
            Self.told[event.kind].map { names in
                Step(
                    kind: event.kind, at: event.effective,
                    body: .object((event.body.members ?? []).filter { names.contains($0.key) }))
            }
        }
        self.init(standing: Standing(file), steps: steps, certificate: certificate)
    }

    /// As it stands in the event by which we were told: in the signed message itself.
    package init?(_ event: LoggedEvent) {
        guard event.kind == CaseEvents.reported else { return nil }
        self.init(CaseEvidence.body(of: event))
    }

    /// Its steps as events, in the words of the city that took them.
    func retold(in event: LoggedEvent, by city: String) -> [LoggedEvent] {
        // The applicant's own question stands in the own record already, with its words.
        steps.filter { $0.kind != CaseEvents.personAsked }.map { step in
            var body = step.body
            body["city"] = JSON(city)
            if let office = body["office"]?.string { body["office"] = JSON("\(city)\(office)") }
            if var officer = body["officer"], let office = officer["office"]?.string {
                officer["office"] = JSON("\(city)\(office)")
                body["officer"] = officer
            }
            return event.telling(step.kind, at: step.at, by: .department(city), body: body)
        }
    }
}

extension [LoggedEvent] {
    /// With what the city that decides has told in the place of the telling: what people read of the case.
    package func toldInFull(_ cities: OtherCities) -> [LoggedEvent] {
        guard contains(where: { $0.kind == CaseEvents.reported }) else { return self }
        return flatMap { event -> [LoggedEvent] in
            guard let report = CaseReport(event) else { return [event] }
            let division = event.body["from"]?.string
            return report.retold(in: event, by: cities.city(division)?.name ?? division ?? "")
        }
    }
}
