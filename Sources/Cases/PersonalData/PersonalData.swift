package import ECertificates
package import Entitlements
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
    package let certificates: [HeldCertificate]
    /// 部门数据: departments' own certificates.
    package let imports: [ImportedCertificate]
    /// 归集记录: what was read by consent, and when consents were withdrawn; of what is no longer held too.
    package let importDeeds: [ImportDeed]
    /// 出示: the newest, those that nobody opened too.
    package let showings: [CertificatePresentation]
    /// Given and held.
    package let mandates: [HeldMandate]
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
        /// What it gave, if that is a benefit.
        package let benefit: Entitlement.Given?
    }

    /// One certificate with what officers did with it.
    package struct HeldCertificate: Sendable {
        package let certificate: IssuedCertificate
        package let deeds: [CertificateDeed]
    }

    /// One mandate with what was done by it.
    package struct HeldMandate: Sendable {
        package let mandate: Mandate
        package let deeds: [MandateDeed]
    }

    /// Which certificate was shown, as its holder knows it; `nil` where it is no longer held.
    package func certificate(shownBy showing: CertificatePresentation) -> ShowableCertificate? {
        if let issued = certificates.first(where: { $0.certificate.id == showing.certificate }) {
            return .issued(issued.certificate)
        }
        return imports.first { $0.id == showing.certificate }.map(ShowableCertificate.imported)
    }

    /// What was shown, by its type; `nil` where it is no longer held and was shown before showings kept it.
    package func typeName(shownBy showing: CertificatePresentation) -> String? {
        showing.typeName ?? certificate(shownBy: showing)?.typeName
    }

    package func itemName(_ code: String) -> String { itemNames[code] ?? code }

    /// The whole of it, nothing masked: it is the person's own.
    package var json: JSON {
        [
            "format": JSON(Self.format), "exportedAt": JSON(at.iso8601), "person": personJSON,
            "cases": .array(cases.map(caseJSON)), "drafts": .array(drafts.map(draftJSON)),
            "certificates": .array(certificates.map(certificateJSON)), "imports": .array(imports.map(importJSON)),
            "importDeeds": .array(importDeeds.map(Self.importDeedJSON)),
            "showings": .array(showings.map(showingJSON)), "mandates": .array(mandates.map(mandateJSON)),
            "reads": .array(reads.map(readJSON)),
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
        return .present([
            "id": JSON(file.id.description), "number": JSON(file.number), "service": JSON(itemName(file.itemID)),
            "item": JSON(file.itemID), "status": JSON(file.status.rawValue),
            "receivedAt": JSON(file.receivedAt.iso8601), "benefit": held.benefit.map(Self.benefitJSON),
            "facts": Self.facts(held.content),
            "events": .array(
                held.events.map { event in
                    let entry = reading.entry(event)
                    return JSON.present([
                        "kind": JSON(event.kind.rawValue), "at": JSON(event.effective.iso8601),
                        "title": entry.map { JSON($0.title.chinese) }, "detail": entry?.detail.map { JSON($0) },
                        "officer": CaseEventReading.officer(event).map { JSON($0) },
                        "reason": event.reason.map { JSON($0) }, "commitment": JSON(Hex.text(event.commitment)),
                    ])
                }),
        ])
    }

    private static func benefitJSON(_ benefit: Entitlement.Given) -> JSON {
        [
            "amountFen": JSON(benefit.amountFen), "period": JSON(benefit.period),
            "startsOn": JSON(benefit.startsOn.description), "isLive": JSON(benefit.isLive),
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

    private func showingJSON(_ showing: CertificatePresentation) -> JSON {
        .present([
            "certificate": (certificate(shownBy: showing)?.number).map { JSON($0) },
            "type": typeName(shownBy: showing).map { JSON($0) },
            "purpose": JSON(showing.purpose.rawValue), "claims": .array(showing.claims.map { JSON($0) }),
            "agreedAt": JSON(showing.createdAt.iso8601), "expiresAt": JSON(showing.expiresAt.iso8601),
            "state": JSON(showing.state.rawValue), "settledAt": showing.settledAt.map { JSON($0.iso8601) },
            "verifier": showing.verifier.map { JSON($0) }, "presenter": showing.presenterName.map { JSON($0) },
        ])
    }

    private func mandateJSON(_ held: HeldMandate) -> JSON {
        let mandate = held.mandate
        return [
            "origin": JSON(mandate.origin.rawValue), "principal": JSON(mandate.principal.name),
            "agent": JSON(mandate.agent.name), "powers": .array(mandate.powers.map { JSON($0.rawValue) }),
            "certificateTypes": .array(mandate.certificateTypes.map { JSON($0) }),
            "from": JSON(mandate.from.description), "until": JSON(mandate.until.description),
            "state": JSON(mandate.standing(at: at).rawValue), "createdAt": JSON(mandate.createdAt.iso8601),
            "deeds": .array(
                held.deeds.map { deed in
                    .present([
                        "at": JSON(deed.at.iso8601), "kind": JSON(deed.kind.rawValue), "by": JSON(deed.by),
                        "about": deed.about.map { JSON($0) },
                    ])
                }),
        ]
    }

    private func certificateJSON(_ held: HeldCertificate) -> JSON {
        let certificate = held.certificate
        return [
            "type": JSON(certificate.typeName), "number": JSON(certificate.number),
            "nationalID": JSON(certificate.nationalID), "authority": JSON(certificate.authority),
            "issuedAt": JSON(certificate.issuedAt.iso8601),
            "state": JSON(certificate.standing(on: at.civilDate()).kind.rawValue),
            "statement": JSON(certificate.statement),
            "fields": .array(certificate.fields.map(\.copyJSON)),
            "deeds": .array(
                held.deeds.map { deed in
                    .present([
                        "act": JSON(deed.act.rawValue), "at": JSON(deed.at.iso8601), "officer": JSON(deed.officer),
                        "reason": JSON(deed.reason), "ground": deed.ground.map { JSON($0) },
                    ])
                }),
            "credential": JSON(certificate.sdJWT),
        ]
    }

    private func importJSON(_ certificate: ImportedCertificate) -> JSON {
        let source = certificate.source
        return .present([
            "type": JSON(certificate.typeName), "authority": JSON(certificate.authority),
            "department": JSON(source.department), "resource": JSON(source.resource),
            "grade": JSON(source.grade.rawValue), "agreedAt": JSON(certificate.agreedAt.iso8601),
            "terms": (certificate.terms?.digest).map { JSON($0) },
            "readAt": JSON(source.readAt.iso8601), "asOf": source.asOf.map { JSON($0.iso8601) },
            "standing": JSON(certificate.standing(on: at.civilDate()).rawValue),
            "validUntil": certificate.validUntil.map { JSON($0.description) },
            "freshUntil": JSON(certificate.freshUntil.description),
            "fields": .array(certificate.fields.map(\.copyJSON)),
        ])
    }

    private static func importDeedJSON(_ deed: ImportDeed) -> JSON {
        let asked = deed.asked
        return .present([
            "kind": JSON(deed.kind.rawValue), "at": JSON(deed.at.iso8601), "type": JSON(deed.type),
            "department": (asked?.department).map { JSON($0) }, "resource": (asked?.resource).map { JSON($0) },
            "fields": (asked?.fields).map { .array($0.map { JSON($0) }) }, "basis": (asked?.basis).map { JSON($0) },
            "outcome": (asked?.outcome.rawValue).map { JSON($0) },
            "terms": asked.flatMap(\.terms).map { JSON($0) },
        ])
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

extension LoggedEvent {
    /// Kinds whose reasons are written for the applicant, or by him. What officers write to each other when they hand a case on
    /// is no more in the copy than on the page of the case.
    private static let reasonedToApplicant: Set<EventKind> = [
        CaseEvents.granted, CaseEvents.refused, CaseEvents.correctionAsked, CaseEvents.personAsked,
        CaseEvents.reviewAnswered, CaseEvents.factRechecked,
    ]

    /// What whoever decided wrote: of a refusal with its ground, of a review its answer.
    var reason: String? {
        guard Self.reasonedToApplicant.contains(kind) else { return nil }
        let words = [body["ground"]?.string, (body["reason"] ?? body["answer"])?.string].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: "。")
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
}

extension CertificateField {
    /// As the person's own copy has it.
    fileprivate var copyJSON: JSON {
        ["claim": JSON(claim), "label": JSON(label.chinese), "value": JSON(value)]
    }
}
