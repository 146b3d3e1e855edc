import Catalog
import ECertificates
import EventLog
import Exchange
import Kernel
package import Web

/// Turns a case and its events into what its page shows: a view, made anew each time.
package struct CasePageModels {
    let file: CaseFile
    /// Under the version that it was filed under, or the current one where that is gone.
    let item: ServiceItem
    let events: [LoggedEvent]
    let certificate: IssuedCertificate?
    let context: PageContext

    func show() -> CaseShowPage.Model {
        CaseShowPage.Model(
            id: file.id.description, number: file.number, itemName: item.name(in: context.language),
            submittedAt: file.receivedAt, standing: file.status == .granted ? .granted : .open,
            headline: file.status == .granted ? CaseWords.headlineGranted : CaseWords.headlineInReview,
            reason: reason, benefit: benefit, certificateID: certificate?.id.description,
            office: file.office.map { office in file.stage.map { "\(office)（\($0)）" } ?? office }, due: file.dueOn,
            timeline: timeline, explanation: explanation, remedies: remedies,
            invitesRating: file.status == .granted && !has(CaseEvents.rated),
            personAskedAt: event(CaseEvents.personAsked)?.recorded,
            logIndex: events.last { $0.logIndex != nil }?.logIndex,
            lastSequence: events.last?.sequence ?? 0)
    }

    package static func card(_ file: CaseFile, itemName: String) -> CaseCard {
        CaseCard(
            id: file.id.description, itemName: itemName,
            status: file.status == .granted ? CaseWords.headlineGranted : CaseWords.headlineInReview,
            tone: file.status == .granted ? .good : .waiting, submittedOn: file.receivedAt.civilDate(), due: file.dueOn)
    }

    private func event(_ kind: EventKind) -> LoggedEvent? { events.last { $0.kind == kind } }
    private func has(_ kind: EventKind) -> Bool { event(kind) != nil }

    private var reason: String? {
        if let granted = event(CaseEvents.granted) { return granted.body["reason"]?.string }
        let reasons = (event(CaseEvents.referred)?.body["reasons"]?.array ?? []).compactMap(ReferralReason.init)
        return reasons.isEmpty ? nil : reasons.map { context.say(CaseWords.reason($0)) }.joined(separator: "\n")
    }

    private var benefit: CaseShowPage.Benefit? {
        guard let granted = event(CaseEvents.granted), let fen = granted.body["amountFen"]?.int,
            let terms = item.outcome.entitlement
        else { return nil }
        let day = granted.effective.civilDate()
        return CaseShowPage.Benefit(
            amountFen: Int64(fen), period: Web.MoneyText.Period(terms.period),
            startsOn: terms.start.day(appliedOn: day, decidedOn: day))
    }

    private var timeline: [ProgressTimeline.Entry] {
        var entries = events.compactMap(entry)
        if file.status == .inReview {
            let stages = item.stages.drop { $0.name != file.stage }.dropFirst()
            entries += stages.map { stage in
                ProgressTimeline.Entry(
                    Phrase("case.stage", zh: stage.name, en: stage.name), .ahead, office: stage.authority)
            }
            entries.append(ProgressTimeline.Entry(CaseWords.answerAhead, .ahead, due: file.dueOn))
        }
        return entries
    }

    private func entry(_ event: LoggedEvent) -> ProgressTimeline.Entry? {
        switch event.kind {
        case CaseEvents.received: .init(CaseWords.received, .done, time: event.effective)
        case CaseEvents.accepted: .init(CaseWords.accepted, .done, time: event.effective)
        case CaseEvents.granted: .init(CaseWords.granted, .done, time: event.effective)
        case CaseEvents.certificateIssued: .init(CaseWords.certificateIssued, .done, time: event.effective)
        case CaseEvents.referred:
            .init(
                CaseWords.referred, .current, office: event.body["office"]?.string, detail: event.body["stage"]?.string,
                time: event.effective, due: file.dueOn)
        case CaseEvents.writtenBack:
            .init(
                CaseWords.writtenBack, .done, detail: event.body["acknowledgement"]?.string.map { "受理号 \($0)" },
                time: event.effective)
        case CaseEvents.personAsked: .init(CaseWords.personAsked, .waiting, time: event.effective)
        case CaseEvents.rated: .init(CaseWords.rated, .done, time: event.effective)
        default: nil
        }
    }

    private var explanation: CaseShowPage.Explanation? {
        guard let granted = event(CaseEvents.granted) else { return nil }
        return CaseShowPage.Explanation(
            decidedBy: .rule, decidedAt: granted.effective, rule: granted.body["rule"]?.string ?? "",
            bases: (granted.body["law"]?.array ?? []).compactMap(\.string), inputs: inputs)
    }

    /// The facts that the decision rested on, as the event of the receipt holds them.
    private var inputs: [FactRow] {
        guard let content = event(CaseEvents.received)?.body["content"].flatMap(DraftContent.init) else { return [] }
        return item.informationFields.compactMap { field in
            content.findings[field.name]?.fact.map { FactRowReading.row(field, $0) }
        }
    }

    private var remedies: [String] {
        [CaseWords.reconsideration(item.remedies.reconsideration), CaseWords.litigation(item.remedies.litigation)].map {
            context.say($0)
        }
    }
}

extension Web.MoneyText.Period {
    init(_ period: PaymentPeriod) {
        self =
            switch period {
            case .monthly: .monthly
            case .yearly: .yearly
            case .quarterly, .once: .once
            }
    }
}
