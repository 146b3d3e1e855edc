package import ECertificates
package import EventLog
package import Exchange
package import Identity
package import Kernel
import Vault
import Web

/// 我的数据 — everything that the platform holds about one person, at one moment (个人信息保护法第四十五条).
package struct PersonalData: Sendable {
    /// Names the shape of the JSON, which `PersonalData` of the API describes.
    package static let format = "huimin/personal-data@v1"

    package let at: Instant
    package let person: PersonProfile
    package let cases: [HeldCase]
    /// Open drafts.
    package let drafts: [Draft]
    package let certificates: [IssuedCertificate]
    /// Who looked, the newest first; without the record of this export.
    package let reads: [DataRead]
    package let disputes: [FactDispute]
    /// Names of items by code.
    package let itemNames: [String: String]

    /// One case with what happened in it.
    package struct HeldCase: Sendable {
        package let file: CaseFile
        package let content: DraftContent
        package let events: [LoggedEvent]
    }

    package func itemName(_ code: String) -> String { itemNames[code] ?? code }

    /// The whole of it, nothing masked: it is the person's own.
    package var json: JSON {
        [
            "format": JSON(Self.format), "exportedAt": JSON(at.iso8601), "person": personJSON,
            "cases": .array(cases.map(caseJSON)), "drafts": .array(drafts.map(draftJSON)),
            "certificates": .array(certificates.map(certificateJSON)), "reads": .array(reads.map(readJSON)),
            "disputes": .array(disputes.map(Self.disputeJSON)),
        ]
    }
}

extension PersonalData {
    private var personJSON: JSON {
        JSON.present([
            "name": JSON(person.name), "residentID": JSON(person.residentID.text),
            "phone": person.phone.map { JSON($0) }, "assuranceLevel": JSON("L\(person.level.rawValue)"),
        ])
    }

    private func caseJSON(_ held: HeldCase) -> JSON {
        let (file, reading) = (held.file, CaseEventReading(file: held.file, events: held.events))
        return [
            "id": JSON(file.id.description), "number": JSON(file.number), "service": JSON(itemName(file.itemID)),
            "item": JSON(file.itemID), "status": JSON(file.status.rawValue),
            "receivedAt": JSON(file.receivedAt.iso8601),
            "facts": Self.facts(held.content),
            "events": .array(
                held.events.map { event in
                    let entry = reading.entry(event)
                    return JSON.present([
                        "kind": JSON(event.kind.rawValue), "at": JSON(event.effective.iso8601),
                        "title": entry.map { JSON($0.title.chinese) }, "detail": entry?.detail.map { JSON($0) },
                        "commitment": JSON(Hex.text(event.commitment)),
                    ])
                }),
        ]
    }

    private func draftJSON(_ draft: Draft) -> JSON {
        [
            "id": JSON(draft.id.description), "service": JSON(itemName(draft.itemID)), "item": JSON(draft.itemID),
            "createdAt": JSON(draft.createdAt.iso8601), "updatedAt": JSON(draft.updatedAt.iso8601),
            "facts": Self.facts(draft.content),
        ]
    }

    /// Each field with what a source said of it, where and when, and what the person entered or disputed.
    private static func facts(_ content: DraftContent) -> JSON {
        let names = Set(content.findings.keys).union(content.answers.keys).sorted()
        return .array(
            names.map { name in
                var members: [(String, JSON?)] = [("field", JSON(name))]
                switch content.findings[name] {
                case .known(let fact)?: members += known(fact)
                case .unknown(let absence)?: members.append(("absence", JSON(absence.rawValue)))
                case nil: break
                }
                members.append(("answer", content.answers[name].map { JSON($0) }))
                members.append(("dispute", content.disputed[name].map { JSON($0) }))
                return .object(members.compactMap { key, value in value.map { JSON.Member(key, $0) } })
            })
    }

    private static func known(_ fact: Fact) -> [(String, JSON?)] {
        var source: [(String, JSON?)] = []
        if case .resource(let resource, let field, let department) = fact.source {
            source = [
                ("department", JSON(department)), ("resource", JSON(resource)), ("sourceField", JSON(field)),
            ]
        }
        return [("value", JSON(fact.value.storedText))] + source + [
            ("obtainedAt", JSON(fact.obtainedAt.iso8601)), ("asOf", (fact.asOf?.iso8601).map { JSON($0) }),
            ("grade", JSON(fact.grade.rawValue)),
        ]
    }

    private func certificateJSON(_ certificate: IssuedCertificate) -> JSON {
        [
            "type": JSON(certificate.typeName), "number": JSON(certificate.number),
            "nationalID": JSON(certificate.nationalID), "authority": JSON(certificate.authority),
            "issuedAt": JSON(certificate.issuedAt.iso8601),
            "state": JSON(certificate.standing(on: at.civilDate()).kind.rawValue),
            "statement": JSON(certificate.statement),
            "fields": .array(
                certificate.fields.map { field in
                    [
                        "claim": JSON(field.claim), "label": JSON(field.label.chinese), "value": JSON(field.value),
                    ]
                }),
            "credential": JSON(certificate.sdJWT),
        ]
    }

    private func readJSON(_ read: DataRead) -> JSON {
        JSON.present([
            "at": JSON(read.at.iso8601), "reader": JSON(read.reader), "fields": .array(read.fields.map { JSON($0) }),
            "item": JSON(read.purpose.item), "caseID": read.purpose.caseReference.map { JSON($0) },
            "basis": JSON(read.purpose.basis), "outcome": JSON(read.outcome),
        ])
    }

    private static func disputeJSON(_ dispute: FactDispute) -> JSON {
        [
            "resource": JSON(dispute.resource), "field": JSON(dispute.field),
            "caseNumber": JSON(dispute.claim.caseNumber), "held": JSON(dispute.claim.held),
            "said": JSON(dispute.claim.said), "openedAt": JSON(dispute.openedAt.iso8601),
            "dueOn": JSON(dispute.dueOn.description), "state": JSON(dispute.state.rawValue),
        ]
    }
}

extension JSON {
    /// The members that there are.
    fileprivate static func present(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { member in member.value.map { Member(member.key, $0) } })
    }
}

extension ProgressTimeline.Entry.Title {
    /// In Chinese, in which what is kept is written.
    var chinese: String {
        switch self {
        case .ours(let phrase): phrase.text(in: .chinese)
        case .defined(let text): text
        }
    }

    /// As a page says it.
    func html(on context: PageContext) -> HTML {
        switch self {
        case .ours(let phrase): "\(context.say(phrase))"
        case .defined(let text): context.chinese(text)
        }
    }
}
